/**
 * A real VS Code without the desktop: the server and web workbench in the npm package `code-server`, run with
 * the Node version that it needs; both are kept in the git-ignored `.vscode-test/`. Extensions run there in the real extension host.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** code-server 4.x.y is VS Code 1.x.y; its native parts need this major version of Node. */
const codeServer = '4.139.1';
const nodeVersion = '24.21.0';

/** The package that contains only Node's binary and headers for this machine. */
const nodePackage = `${process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'}-${process.platform}-${process.arch}`;

const home = path.join(root, '.vscode-test');
const modules = path.join(home, 'node_modules');
const nodeHome = path.join(modules, nodePackage);
const nodeBinary = path.join(nodeHome, 'bin', 'node');
const serverHome = path.join(modules, 'code-server', 'lib', 'vscode');
const serverMain = path.join(serverHome, 'out', 'server-main.js');

/** Written last: if it is missing or has other content, the installation is missing, old or unfinished. */
const marker = path.join(home, 'complete.json');
const wanted = `${JSON.stringify({ codeServer, node: nodeVersion, nodePackage })}\n`;

/**
 * Makes sure that the server is installed (about 900 MB on disk, about a minute). Idempotent;
 * two processes at once are fine: one installs, the other waits.
 *
 * @throws an error with a sentence for a person if the installation fails.
 */
export async function ensureServer(): Promise<void> {
  if (process.platform === 'win32') {
    throw new Error(
      'The VS Code server of the npm registry does not run on Windows: use `npm run test:desktop`.',
    );
  }
  if (await isComplete()) return;
  await mkdir(home, { recursive: true });
  const unlock = await lock();
  try {
    if (await isComplete()) return;
    await install();
  } finally {
    await unlock();
  }
}

async function isComplete(): Promise<boolean> {
  const found = await readFile(marker, 'utf8').catch(() => '');
  return found === wanted && (await exists(serverMain)) && (await exists(nodeBinary));
}

async function install(): Promise<void> {
  await rm(marker, { force: true });
  say(`installing VS Code 1.${codeServer.slice(2)} (server and web workbench) into .vscode-test/ …`);
  await rm(path.join(home, 'package-lock.json'), { force: true });
  await writeFile(
    path.join(home, 'package.json'),
    `${JSON.stringify({ private: true, dependencies: { 'code-server': codeServer, [nodePackage]: nodeVersion } })}\n`,
  );
  await npm(home, process.env, 'install', '--ignore-scripts');

  say('installing what the server itself needs …');
  const env = {
    ...process.env,
    PATH: `${path.dirname(nodeBinary)}${path.delimiter}${process.env.PATH ?? ''}`,
  };
  await npm(serverHome, env, 'install', '--omit=dev', '--ignore-scripts');

  say('building its native parts …');
  try {
    // The headers come with the Node package: nothing is downloaded.
    await npm(
      serverHome,
      { ...env, npm_config_nodedir: nodeHome },
      'rebuild',
      '@vscode/spdlog',
      '@vscode/native-watchdog',
    );
  } catch (error) {
    // The server runs without them, but its log complains at length.
    say(
      `its native parts could not be built (make and g++ are needed); going on without them. ${firstLine(error)}`,
    );
  }
  await writeFile(marker, wanted);
  say('VS Code is ready.');
}

/** Runs npm in `cwd`. Its output is shown only if it fails. */
async function npm(cwd: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<void> {
  const child = spawn('npm', [...args, '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { code, output } = await ended(child);
  if (code !== 0) {
    throw new Error(
      `\`npm ${args.join(' ')}\` failed in ${path.relative(root, cwd)} (${code}).\n${output.trim()}`,
    );
  }
}

/**
 * A lock that is released when its owner dies: the file contains the owner's process id.
 *
 * @returns the function that unlocks.
 */
async function lock(): Promise<() => Promise<void>> {
  const file = path.join(home, 'installing.pid');
  for (let waiting = false; ; ) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' });
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    const age = Date.now() - (await stat(file).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    // An empty file belongs to an owner that has created it and not yet written to it, unless it has been empty for long.
    if (owner > 0 ? !isAlive(owner) : age > 5_000) {
      await rm(file, { force: true });
      continue;
    }
    if (!waiting) say('another process is installing VS Code; waiting for it …');
    waiting = true;
    await delay(500);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export interface VsCodeServer {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** `127.0.0.1:port`, the authority of the workspace's `vscode-remote:` URIs. */
  readonly authority: string;
  /** Part of every address, so that nobody else on the machine gets in. */
  readonly token: string;
  /** The server's process; extension hosts descend from it. */
  readonly pid: number;
  /** Everything the server printed so far. */
  log(): string;
  /** Resolves when the process is gone. */
  readonly exited: Promise<number | null>;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Where the server keeps settings and logs. Default: a new folder that is removed by `stop`. */
  readonly dataDir?: string;
  /** Where installed extensions are. Default: inside the data folder. */
  readonly extensionsDir?: string;
  /** 0: any free port. */
  readonly port?: number;
  /** Settings of this machine, over VS Code's defaults. */
  readonly settings?: Record<string, unknown>;
  /** Makes the workbench respect `extensionTestsPath`, and offers the driver of VS Code's own smoke tests. */
  readonly driver?: boolean;
  /** Are folders untrusted until the user trusts them, as on the desktop? Otherwise all are trusted. */
  readonly untrusted?: boolean;
  /** A program with its arguments that starts the server's process, such as one that watches it. */
  readonly under?: readonly string[];
}

/** Starts a server on the loopback interface and waits until it listens. */
export async function startServer(options: ServerOptions = {}): Promise<VsCodeServer> {
  await ensureServer();
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'linspg-vscode-')));
  await writeMachineSettings(dataDir, options.settings ?? {});
  const token = randomUUID();
  const [program, ...before] = [...(options.under ?? []), nodeBinary];
  const child = spawn(
    program!,
    [
      ...before,
      serverMain,
      ...['--host', '127.0.0.1', '--port', String(options.port ?? 0), '--connection-token', token],
      ...[
        '--server-data-dir',
        dataDir,
        '--extensions-dir',
        options.extensionsDir ?? path.join(dataDir, 'extensions'),
      ],
      ...['--accept-server-license-terms', '--telemetry-level', 'off'],
      ...(options.untrusted ? [] : ['--disable-workspace-trust']),
      ...(options.driver ? ['--enable-smoke-test-driver'] : []),
    ],
    // Its own process group, so that extension hosts and file watchers end with it.
    { cwd: serverHome, stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: cleanEnvironment() },
  );
  const kill = () => killGroup(child, 'SIGKILL');
  process.once('exit', kill);
  const exited = exitOf(child);

  let output = '';
  const port = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk;
      const listening = /listening on (\d+)/.exec(output);
      if (listening?.[1]) resolve(listening[1]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    exited.then(
      (code) => reject(new Error(`The VS Code server ended before it listened (${code}).\n${output}`)),
      reject,
    );
  });

  const authority = `127.0.0.1:${port}`;
  return {
    origin: `http://${authority}`,
    authority,
    token,
    pid: child.pid!,
    log: () => output,
    exited,
    async stop() {
      process.off('exit', kill);
      killGroup(child, 'SIGTERM');
      const ended = await Promise.race([exited.then(() => true), delay(3_000, false, { ref: false })]);
      if (!ended) killGroup(child, 'SIGKILL');
      await exited;
      killGroup(child, 'SIGKILL');
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** No chat beside the text and no welcome page; and a reload restores what was open, although its address names a file. */
const quietSettings = {
  'window.restoreWindows': 'preserve',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

async function writeMachineSettings(dataDir: string, settings: Record<string, unknown>): Promise<void> {
  const folder = path.join(dataDir, 'data', 'Machine');
  await mkdir(folder, { recursive: true });
  const content = JSON.stringify({ ...quietSettings, ...settings }, null, 2);
  await writeFile(path.join(folder, 'settings.json'), `${content}\n`);
}

/** Installs a packaged extension into `extensionsDir`. */
export async function installExtension(vsix: string, dataDir: string, extensionsDir: string): Promise<void> {
  await ensureServer();
  const child = spawn(
    nodeBinary,
    [
      serverMain,
      ...['--server-data-dir', dataDir, '--extensions-dir', extensionsDir, '--accept-server-license-terms'],
      ...['--force', '--install-extension', vsix],
    ],
    { cwd: serverHome, stdio: ['ignore', 'pipe', 'pipe'], env: cleanEnvironment() },
  );
  const { code, output } = await ended(child);
  if (code !== 0 || !output.includes('successfully installed')) {
    throw new Error(`${path.basename(vsix)} could not be installed (${code}).\n${output}`);
  }
}

/**
 * The address that opens a folder of this machine in the workbench.
 * @param payload pairs as the workbench knows them, e.g. `['openFile', uri]`.
 */
export function workbenchAddress(
  server: VsCodeServer,
  folder: string,
  payload: readonly (readonly [string, string])[],
): string {
  const query = new URLSearchParams({
    tkn: server.token,
    folder,
    payload: JSON.stringify([['skipWelcome', 'true'], ...payload]),
  });
  return `${server.origin}/?${query}`;
}

/** A file or folder of this machine as the workbench names it. */
export function remoteUri(server: VsCodeServer, file: string): string {
  return `vscode-remote://${server.authority}${encodeURI(file)}`;
}

/** Without the variables of an outer VS Code or npm that would confuse the server. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE_|npm_|ELECTRON_|NODE_OPTIONS$)/.test(name)),
  );
}

function killGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The exit code of a process, and all that it wrote. */
async function ended(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk;
    });
  }
  return { code: await exitOf(child), output };
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code));
  });
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}

function say(words: string): void {
  console.log(`vscode: ${words}`);
}
