/**
 * `npm start`: the extension in a VS Code with the first example open. It uses the desktop VS Code if this machine has one,
 * otherwise the server that `vscode-server.ts` installs, for any browser.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureBuilt } from './build/build-once.js';
import { program } from './program.js';
import { remoteUri, root, startServer, workbenchAddress } from './vscode/vscode-server.js';

/** A copy of the examples to play with; git-ignored, and kept between starts. */
const playground = path.join(root, 'playground');

async function main(): Promise<boolean> {
  await ensureBuilt();
  await cp(path.join(root, 'examples'), playground, { recursive: true, force: false });
  await showPagesRendered();
  const [example] = (await readdir(playground)).filter((name) => name.endsWith('.linspg')).sort();
  if (example === undefined) throw new Error('There is no example in examples/.');
  const file = path.join(playground, example);

  const desktop = findDesktop();
  return desktop ? openDesktop(desktop, file) : serve(file);
}

/**
 * Links to the pages of docs/ open them rendered. The packaged extension says so itself, but only of folders of its own name; here they lie in one of any name.
 */
async function showPagesRendered(): Promise<void> {
  const folder = path.join(playground, '.vscode');
  await mkdir(folder, { recursive: true });
  const pages = `**/${path.basename(root)}/docs/*.md`;
  const settings = { 'workbench.editorAssociations': { [pages]: 'vscode.markdown.preview.editor' } };
  await writeFile(path.join(folder, 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
}

/** The program `code`, if there is a screen for it. */
function findDesktop(): string | undefined {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((candidate) => {
      try {
        accessSync(candidate, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

async function openDesktop(code: string, file: string): Promise<boolean> {
  console.log(`Opening ${path.relative(root, file)} in VS Code, with this extension.`);
  const args = [`--extensionDevelopmentPath=${root}`, playground, file];
  const child = spawn(code, args, { stdio: 'inherit', shell: process.platform === 'win32' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => resolve(status === 0));
  });
}

async function serve(file: string): Promise<boolean> {
  // The driver is what makes a browser's workbench load an extension from its folder.
  const server = await startServer({ driver: true, port: Number(process.env.PORT ?? 0) });
  const address = workbenchAddress(server, playground, [
    ['extensionDevelopmentPath', remoteUri(server, root)],
    ['openFile', remoteUri(server, file)],
  ]);
  console.log(`
VS Code is running with this extension. Open this address in a browser on this machine:

  ${address}

${path.relative(root, file)} opens: save it (Ctrl+S) to run it. Stop VS Code with Ctrl+C.`);
  const code = await server.exited;
  console.error(`VS Code ended (${code}).\n${server.log()}`);
  return false;
}

await program(main);
