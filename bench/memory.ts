/**
 * `npm run bench:memory [saves]`: in the workbench, the memory of the panel and of the extension host over many saves (1,000). Before each,
 * a person's keys change a number of the text; each runs the experiment and charts it anew, and is over when its curves are whole.
 *
 * JavaScript heaps: bytes in use after a collection. The panel has a process of its own here, as on the desktop, so that its heap is not
 * the window's, where VS Code keeps every edit to be undone; the window's stands beside. Of the processes of the extension host and of the
 * language server stand the resident sets too: these hold what no collection gives back.
 *
 * Growth is the least-squares line through the samples after the first fifth, by which time all have warmed up. Its standard error takes the
 * samples for independent. Flat: the median of the last tenth of the samples is at most 2 % above that of the tenth after the first fifth.
 * The bench fails unless all is flat that holds on to what it was given: the panel's objects, its DOM, the heaps of the extension host and of the
 * language server. The code that V8 compiles of what runs often comes and goes for as long as a page lives: in the panel, where it is more
 * than half of the heap, it is told apart.
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { program } from '../scripts/program.js';
import { Workbench } from '../test/workbench/workbench.js';
import { NodeHeap } from './nodeHeap.js';
import { objectsOf, pageHeap } from './pageHeap.js';

const saves = Number(process.argv[2] ?? 1000);
const samples = Math.min(saves, 50);
const FLAT = 1.02;

/** Two runs, so that there is a table of them too. The last number is the one that is edited. */
const spec = `title: Memory
bandit:
  actions:
    a1: { reward: 9, features: [0, -2] }
    a2: { reward: 8, features: [-1, 0] }
    a3: { reward: 7, features: [0, 1] }
    a4: { reward: 6, features: [2, 0] }
run:
  iterations: 1e4
  learning-rate:
    - 1
    - 0.5
`;
const lastIteration = 1e4;

type Name =
  | 'panel'
  | 'objects'
  | 'nodes'
  | 'listeners'
  | 'window'
  | 'host'
  | 'workers'
  | 'threads'
  | 'hostResident'
  | 'server'
  | 'serverResident';

type Sample = Readonly<Record<Name, number>> & { readonly save: number };

/** What is measured, its name and unit, and whether it has to be flat. */
const ROWS: readonly (readonly [Name, string, 'MB' | 'count', boolean])[] = [
  ['panel', 'panel, JavaScript heap', 'MB', false],
  ['objects', 'panel, of this all but compiled code', 'MB', true],
  ['nodes', 'panel, DOM nodes', 'count', true],
  ['listeners', 'panel, event listeners', 'count', true],
  ['host', 'extension host, JavaScript heap', 'MB', true],
  ['workers', 'its worker threads, their heaps together', 'MB', false],
  ['threads', 'its worker threads', 'count', false],
  ['hostResident', 'extension host with its threads, resident set', 'MB', false],
  ['server', 'language server, JavaScript heap', 'MB', true],
  ['serverResident', 'language server, resident set', 'MB', false],
  ['window', 'window of VS Code without the panel, heap', 'MB', false],
];

async function main(): Promise<boolean> {
  const workbench = await Workbench.open({
    files: { 'memory.linspg': spec },
    // tsx names its functions with a helper that a page does not have.
    initScript: 'globalThis.__name ??= (named) => named;',
    webviewsApart: true,
  });
  try {
    await workbench.openFile('memory.linspg');
    await workbench.squiggles('info').first().waitFor();
    await workbench.cursorAtEnd('- 0.5');
    await workbench.save();
    await workbench.panel.locator('#charts').waitFor();
    const look = await looking(workbench);
    const taken: Sample[] = [];
    const started = performance.now();
    for (let save = 1; save <= saves; save++) {
      await editAndSave(workbench, save);
      if (save % Math.max(1, Math.round(saves / samples)) === 0) taken.push({ save, ...(await look()) });
    }
    return report(taken, performance.now() - started);
  } finally {
    await workbench.close();
  }
}

/** Puts another digit in place of the last one and saves. Resolves when the runs are over and their curves, of this text, are whole. */
async function editAndSave(workbench: Workbench, save: number): Promise<void> {
  const { keyboard } = workbench.page;
  const charts = workbench.panel.locator('#charts');
  const before = Number(await charts.getAttribute('data-run'));
  await keyboard.press('Backspace');
  await keyboard.press(String(2 + (save % 8)));
  await workbench.save();
  await charts.evaluate(
    (element, { before, lastIteration }) =>
      new Promise<void>((resolve) => {
        const look = () => {
          const rows = [...element.querySelectorAll('#chart-gap-summary tbody tr')];
          const whole = rows.every(({ children }) => Number(children[4]!.textContent) === lastIteration);
          const over = document.getElementById('run-state')!.textContent!.startsWith('Finished');
          const current = !element.classList.contains('dim');
          if (Number(element.dataset.run) > before && rows.length > 1 && whole && over && current) resolve();
          else requestAnimationFrame(look);
        };
        look();
      }),
    { before, lastIteration },
  );
}

/** @returns a function that measures everything once. */
async function looking(workbench: Workbench): Promise<() => Promise<Omit<Sample, 'save'>>> {
  const { page } = workbench;
  const webview = page.frames().find((frame) => frame.url().includes('/webview/browser/pre/index.html'));
  if (webview === undefined) throw new Error('The panel was not found among the frames.');
  const panel = await page.context().newCDPSession(webview);
  const window = await page.context().newCDPSession(page);
  const host = descendant(workbench.serverProcess, 'type=extensionHost');
  const server = descendant(host, 'server.cjs');
  const heap = await NodeHeap.of(host);
  const serverHeap = await NodeHeap.of(server);
  return async () => {
    const { used, nodes, listeners } = await pageHeap(panel);
    const workers = await heap.usedByWorkers();
    return {
      panel: used,
      objects: await objectsOf(panel),
      nodes,
      listeners,
      window: (await pageHeap(window)).used,
      host: await heap.used(),
      workers: workers.reduce((sum, used) => sum + used, 0),
      threads: workers.length,
      hostResident: residentSet(host),
      server: await serverHeap.used(),
      serverResident: residentSet(server),
    };
  };
}

/** Bytes. */
function residentSet(pid: number): number {
  return 1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
}

/** The process among the descendants of another whose command line holds `words`. */
function descendant(ancestor: number, words: string): number {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const processes = table
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((found) =>
      found ? [{ pid: Number(found[1]), parent: Number(found[2]), args: found[3]! }] : [],
    );
  const family = new Set([ancestor]);
  for (let grown = -1; grown !== family.size; ) {
    grown = family.size;
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid);
  }
  const found = processes.find(
    ({ pid, args }) => pid !== ancestor && family.has(pid) && args.includes(words),
  );
  if (found === undefined) throw new Error(`No process with “${words}” was found under ${ancestor}.`);
  return found.pid;
}

/** @returns whether all that has to be flat is. */
function report(taken: readonly Sample[], milliseconds: number): boolean {
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores, ${process.platform}`);
  console.log(`${saves} edits and saves in ${(milliseconds / 1000).toFixed(0)} s, ${taken.length} samples\n`);
  const tenth = Math.max(1, Math.floor(taken.length / 10));
  const verdicts = ROWS.map(([name, words, unit, required]) => {
    const of = (one: Sample) => one[name];
    const [warm, last] = [taken.slice(2 * tenth, 3 * tenth), taken.slice(-tenth)].map((part) =>
      median(part.map(of)),
    ) as [number, number];
    const { slope, error } = line(taken.slice(2 * tenth), of);
    const write = (value: number) => (unit === 'MB' ? `${(value / 1e6).toFixed(2)} MB` : String(value));
    const digits = unit === 'MB' ? 0 : 4;
    const growth = `${slope.toFixed(digits)} ± ${error.toFixed(digits)} ${unit === 'MB' ? 'bytes ' : ''}a save`;
    const flat = last / warm <= FLAT;
    console.log(
      `${words}: ${write(of(taken[0]!))} at save ${taken[0]!.save}, ${write(warm)} after a fifth, ${write(last)} at the end; end/fifth ${(last / warm).toFixed(3)}${flat ? ', flat' : ''}; ${growth}`,
    );
    return flat || !required;
  });
  return verdicts.every(Boolean);
}

/** The least-squares line through the samples: its slope a save, and the standard error of that. */
function line(taken: readonly Sample[], of: (one: Sample) => number): { slope: number; error: number } {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [save, value] = [mean(taken.map((one) => one.save)), mean(taken.map(of))];
  const squares = taken.reduce((sum, one) => sum + (one.save - save) ** 2, 0);
  const slope = taken.reduce((sum, one) => sum + (one.save - save) * (of(one) - value), 0) / squares;
  const residuals = taken.reduce((sum, one) => sum + (of(one) - value - slope * (one.save - save)) ** 2, 0);
  return { slope, error: Math.sqrt(residuals / (taken.length - 2) / squares) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

await program(main);
