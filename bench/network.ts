/**
 * `npm run bench:network [minutes]`: what a workbench with hostile specs opens connections to (60 minutes). Linux, with strace.
 *
 * The VS Code server with all its descendants (extension host, language server, worker threads, file watcher, terminal host) and Chromium
 * with all of its processes run under `strace -f`, from their first instruction on. A script rests the mouse on names, completes, edits, saves and runs, again and again; the names are pictures, links, HTML and bare addresses of a listener on the loopback
 * interface. Half of the time the folder is untrusted.
 *
 * VS Code's own are connections to the server's port, by which the window and its webviews get everything, and what by
 * its name belongs to this server and this browser: the names in `OWN`, the machine's resolver, and the address by which Chromium finds out
 * whether there is IPv6. All others are told and counted, and any of them makes the bench fail; so does a connection to the listener. Sockets
 * that cannot leave the machine because they are no network (AF_UNIX, AF_NETLINK) are not counted.
 */
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { program } from '../scripts/program.js';
import { findChromium } from '../scripts/vscode/chromium.js';
import { HOSTILE } from '../test/unit/borders/hostile.js';
import { finished } from '../test/workbench/panel.js';
import { Workbench } from '../test/workbench/workbench.js';

const minutes = Number(process.argv[2] ?? 60);

/** Only the calls of a process that name whom it communicates with. */
const WATCH = ['strace', '-f', '--seccomp-bpf', '-qq', '-e', 'signal=none', '-s', '128'];
/** The browser's processes communicate with each other by sendmsg, which is left out for it; it sends datagrams by sendto. */
const SERVER_CALLS = ['-e', 'trace=connect,sendto,sendmsg,sendmmsg'];
const BROWSER_CALLS = ['-e', 'trace=connect,sendto'];

/** Whom the names that are looked up belong to. */
const OWN: Readonly<Record<string, string>> = {
  'open-vsx.org': 'code-server, gallery of extensions',
  'v1.telemetry.coder.com': 'code-server, telemetry',
  'mobile.events.data.microsoft.com': 'VS Code, telemetry',
  'content-autofill.googleapis.com': 'Chromium',
  'accounts.google.com': 'Chromium',
  'update.googleapis.com': 'Chromium',
};
/** Files of the extension for its panel: a webview's service worker answers, and nobody looks the name up. */
const PANEL_FILES = '.vscode-resource.vscode-cdn.net';
/** Chromium connects a datagram socket to it, and sends nothing. */
const IPV6_PROBE = '2001:4860:4860::8888';

/** Names a file. */
const ACTIONS = 8;

interface Done {
  hovers: number;
  /** Rests of the mouse that showed nothing. */
  missed: number;
  completions: number;
  edits: number;
  runs: number;
}

async function main(): Promise<boolean> {
  const folder = await mkdtemp(path.join(tmpdir(), 'linspg-network-'));
  let calls = 0;
  const listener = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const names = hostileNames((listener.address() as AddressInfo).port);
  const done: Done = { hovers: 0, missed: 0, completions: 0, edits: 0, runs: 0 };
  const requested = new Set<string>();
  const own: string[] = [];
  const began = performance.now();
  try {
    await watchedChromium(folder);
    for (const untrusted of [false, true]) {
      const until = began + minutes * 60_000 * (untrusted ? 1 : 0.5);
      const workbench = await Workbench.open({
        files: { 'hostile.linspg': spec(names, 0) },
        untrusted,
        // Whole lines are in sight beside the panel.
        size: { width: 2400, height: 900 },
        // What is pasted stays as it is.
        settings: { '[linspg]': { 'editor.autoIndent': 'none' } },
        under: [...WATCH, ...SERVER_CALLS, '-o', path.join(folder, `server-${untrusted}.log`)],
      });
      own.push(new URL(workbench.origin).port);
      workbench.page.context().on('request', (request) => requested.add(new URL(request.url()).origin));
      try {
        await workbench.openFile('hostile.linspg');
        for (let turn = 0; turn === 0 || performance.now() < until; turn += 1)
          await oneTurn(workbench, names, turn, done);
      } finally {
        await workbench.close();
      }
    }
    return await report(folder, own, requested, calls, done, performance.now() - began);
  } finally {
    listener.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function hostileNames(port: number): string[] {
  const at = `127.0.0.1:${port}`;
  const speaking = [
    `![](https://${at}/x.png)`,
    `![](http://${at}/x.png)`,
    `<img src="http://${at}/x.png">`,
    `[![](http://${at}/x.png)](http://${at}/)`,
    `![x][y]\n\n[y]: http://${at}/x.png`,
    `http://${at}/`,
  ];
  return [...speaking, ...HOSTILE.filter((name) => !/\p{Cs}/u.test(name))];
}

/** Other actions in each turn. */
function actionsOf(names: readonly string[], turn: number): string[] {
  return [...new Set(Array.from({ length: ACTIONS }, (_, i) => names[(turn * ACTIONS + i) % names.length]!))];
}

function quoted(name: string): string {
  const number = (one: string) => `\\x${one.charCodeAt(0).toString(16)}`;
  return JSON.stringify(name).replace(/[\u007f-\u009f]/g, number);
}

function spec(names: readonly string[], turn: number): string {
  const some = actionsOf(names, turn);
  const rows = some.map((name, a) => {
    const features = `${(7 * a + 3 * turn) % 11}, ${(5 * a * a + turn) % 7}`;
    return `    ${quoted(name)}: { reward: ${9 - a}, features: [${features}] }\n`;
  });
  return `title: ${quoted(some.join(' '))}\nbandit:\n  actions:\n${rows.join('')}run:\n  init: [3, 3]\n  iterations: 1000\n`;
}

async function oneTurn(
  workbench: Workbench,
  names: readonly string[],
  turn: number,
  done: Done,
): Promise<void> {
  const { page } = workbench;
  const text = spec(names, turn);
  // Pasted, so that no bracket closes itself.
  await workbench.line('title:').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
  await page.keyboard.press('Control+Home');
  done.edits += 1;
  await workbench.line('iterations: 1000').waitFor();
  await workbench.statusBar
    .getByText(/best action|depends|undecided|errors/)
    .first()
    .waitFor();
  for (const [a, name] of actionsOf(names, turn).entries()) {
    // Characters that an editor draws in a way of its own cannot be found again.
    const begin = /^[\x20-\x7e]{1,4}/.exec(quoted(name))?.[0];
    for (const words of ['reward', 'features', ...(begin ? [begin] : [])]) {
      if (await rest(workbench, `reward: ${9 - a},`, words)) done.hovers += 1;
      else done.missed += 1;
    }
  }
  await page.keyboard.press('Escape');
  await workbench.cursorAtEnd('iterations: 1000');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget.visible .monaco-list-row').first().waitFor();
  done.completions += 1;
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  done.edits += 1;
  await workbench.save();
  await finished(workbench);
  done.runs += 1;
}

/** Rests the mouse on words. @returns whether anything is shown: a text that has just come may move beneath the mouse, or be out of sight. */
async function rest(workbench: Workbench, line: string, words: string): Promise<boolean> {
  const { page } = workbench;
  await page.keyboard.press('Escape');
  await page.mouse.move(5, 5);
  const box = await workbench.boxOf(line, words);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 4 });
  const hover = page.locator('.monaco-hover:visible').first();
  return hover.waitFor({ timeout: 5000 }).then(
    () => true,
    () => false,
  );
}

/** Chromium as the workbench starts it, watched. */
async function watchedChromium(folder: string): Promise<void> {
  const wrapper = path.join(folder, 'chromium.sh');
  const log = path.join(folder, 'browser-$$.log');
  const words = [...WATCH, ...BROWSER_CALLS, '-o', `"${log}"`, `"${findChromium()}"`, '"$@"'];
  await writeFile(wrapper, `#!/bin/sh\nexec ${words.join(' ')}\n`);
  await chmod(wrapper, 0o755);
  process.env.CHROMIUM = wrapper;
}

/** @returns whether there were only VS Code's own connections. */
async function report(
  folder: string,
  own: readonly string[],
  requested: ReadonlySet<string>,
  calls: number,
  done: Done,
  milliseconds: number,
): Promise<boolean> {
  const counts = new Map<string, { own: boolean; count: number }>();
  const add = (key: string, { isOwn }: { isOwn: boolean }) =>
    counts.set(key, { own: isOwn, count: (counts.get(key)?.count ?? 0) + 1 });
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.log'))) {
    const who = name.startsWith('server') ? 'server and extensions' : 'browser';
    for (const line of (await readFile(path.join(folder, name), 'utf8')).split('\n')) {
      const asked = lookedUp(line);
      if (asked !== null)
        add(`${who}: looks up ${asked} (${OWN[asked] ?? 'foreign'})`, { isOwn: asked in OWN });
      const [, port] = /sin6?_port=htons\((\d+)\)/.exec(line) ?? [];
      if (port === undefined) continue;
      const [, address] =
        /inet_addr\("([^"]+)"\)/.exec(line) ?? /inet_pton\(AF_INET6, "([^"]+)"/.exec(line) ?? [];
      if (port === '53') add(`${who}: the resolver`, { isOwn: true });
      else if (own.includes(port) && (address === '127.0.0.1' || address === '::1'))
        add(`${who}: the server’s own port`, { isOwn: true });
      else add(`${who}: ${address} port ${port}`, { isOwn: address === IPV6_PROBE });
    }
  }
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores, ${process.platform}`);
  console.log(`${(milliseconds / 60_000).toFixed(1)} minutes, half of them in an untrusted folder`);
  console.log(
    `${done.hovers} hovers (${done.missed} more showed nothing), ${done.completions} completions, ${done.edits} edits, ${done.runs} runs\n`,
  );
  for (const [key, { count }] of [...counts].sort()) console.log(`${key}: ${count}`);
  const foreign = [...counts.values()].filter((one) => !one.own).reduce((sum, { count }) => sum + count, 0);
  const origins = [...requested].filter(
    (origin) =>
      /^https?:/.test(origin) &&
      !own.includes(new URL(origin).port) &&
      !(new URL(origin).hostname in OWN) &&
      !origin.endsWith(PANEL_FILES),
  );
  console.log(`\nother origins that the window asked for: ${origins.join(', ') || 'none'}`);
  console.log(`connections to the listener: ${calls}`);
  console.log(`connections beyond VS Code’s own: ${foreign}`);
  return done.hovers > done.missed && calls + foreign + origins.length === 0;
}

/** The name that a question to a resolver asks for (RFC 1035, 4.1); null for any other call. */
function lookedUp(line: string): string | null {
  const [, quoted] = /send(?:to|msg|mmsg)\(\d+, (?:.*?iov_base=)?"((?:[^"\\]|\\.)*)"/.exec(line) ?? [];
  if (quoted === undefined) return null;
  const bytes = bytesOf(quoted);
  const isQuestion = bytes.length > 16 && bytes[2]! < 2 && bytes[4] === 0 && bytes[5] === 1 && bytes[6] === 0;
  if (!isQuestion) return null;
  const labels: string[] = [];
  for (let at = 12; bytes[at] !== 0; at += bytes[at]! + 1) {
    const label = String.fromCharCode(...bytes.slice(at + 1, at + 1 + bytes[at]!));
    if (!/^[a-z0-9_-]+$/i.test(label)) return null;
    labels.push(label);
  }
  return labels.length > 1 ? labels.join('.').toLowerCase() : null;
}

/** What strace writes between double quotes. */
function bytesOf(quoted: string): number[] {
  const named: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, v: 11, f: 12, '"': 34, '\\': 92 };
  return [...quoted.matchAll(/\\([0-7]{1,3})|\\(.)|(.)/gs)].map(([, octal, letter, plain]) =>
    octal !== undefined
      ? Number.parseInt(octal, 8)
      : letter !== undefined
        ? named[letter]!
        : plain!.charCodeAt(0),
  );
}

await program(main);
