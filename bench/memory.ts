/**
 * `npm run bench:memory [saves]`: in the workbench, the memory of the extension host and of the panel over many saves (1,000),
 * each of which runs the experiment and charts it anew.
 *
 * Panel and extension host: bytes in use on their JavaScript heaps, each after a collection. The resident set of the host's process stands
 * beside. Growth is the slope of a line through the samples after the first fifth, by which time both have warmed up, in bytes a save;
 * flat: the last tenth lies no higher than the tenth after the first fifth.
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { program } from '../scripts/program.js';
import { Workbench } from '../test/workbench/workbench.js';
import { HostHeap } from './hostHeap.js';

const saves = Number(process.argv[2] ?? 1000);
const samples = Math.min(saves, 100);

const spec = `title: Memory
bandit:
  actions:
    a1: { reward: 9, features: [0, -2] }
    a2: { reward: 8, features: [-1, 0] }
    a3: { reward: 7, features: [0, 1] }
    a4: { reward: 6, features: [2, 0] }
run:
  learning-rate: 0.2
  iterations: 1e4
`;

interface Sample {
  readonly save: number;
  readonly panel: number;
  readonly host: number;
  readonly resident: number;
}

async function main(): Promise<boolean> {
  const workbench = await Workbench.open({
    files: { 'memory.linspg': spec },
    // tsx names its functions with a helper that a page does not have.
    initScript: 'globalThis.__name ??= (named) => named;',
    browserArguments: ['--js-flags=--expose-gc', '--enable-precise-memory-info'],
  });
  try {
    await workbench.openFile('memory.linspg');
    await workbench.squiggles('info').first().waitFor();
    await workbench.cursorAtEnd('title:');
    await workbench.save();
    const charts = workbench.panel.locator('#charts');
    await charts.waitFor();
    const started = performance.now();
    const host = extensionHost(workbench.serverProcess);
    const heap = await HostHeap.of(host);
    const taken: Sample[] = [];
    for (let save = 1; save <= saves; save++) {
      const before = Number(await charts.getAttribute('data-run'));
      await workbench.save();
      await charts.evaluate(
        (element, last) =>
          new Promise<void>((resolve) => {
            const look = () => {
              const finished = document.getElementById('run-state')?.textContent?.startsWith('Finished');
              if (Number((element as HTMLElement).dataset.run) > last && finished) resolve();
              else requestAnimationFrame(look);
            };
            look();
          }),
        before,
      );
      if (save % Math.max(1, Math.round(saves / samples)) === 0)
        taken.push({
          save,
          panel: await panelHeap(workbench),
          host: await heap.used(),
          resident: residentSet(host),
        });
    }
    heap.close();
    report(taken, performance.now() - started);
    return true;
  } finally {
    await workbench.close();
  }
}

async function panelHeap(workbench: Workbench): Promise<number> {
  return workbench.panel.locator('body').evaluate(() => {
    const page = globalThis as unknown as { gc(): void; performance: { memory: { usedJSHeapSize: number } } };
    page.gc();
    return page.performance.memory.usedJSHeapSize;
  });
}

/** Bytes. */
function residentSet(pid: number): number {
  return 1024 * Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
}

/** The extension host among the descendants of a process. */
function extensionHost(server: number): number {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const processes = table
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((found) =>
      found ? [{ pid: Number(found[1]), parent: Number(found[2]), args: found[3]! }] : [],
    );
  const family = new Set([server]);
  for (let grown = -1; grown !== family.size; ) {
    grown = family.size;
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid);
  }
  const host = processes.find(({ pid, args }) => family.has(pid) && args.includes('type=extensionHost'));
  if (host === undefined) throw new Error('The extension host was not found among the processes.');
  return host.pid;
}

function report(taken: readonly Sample[], milliseconds: number): void {
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores, ${process.platform}`);
  console.log(`${saves} saves in ${(milliseconds / 1000).toFixed(0)} s`);
  const tenth = Math.max(1, Math.floor(taken.length / 10));
  for (const [name, of] of [
    ['panel, JavaScript heap after collection', (one: Sample) => one.panel],
    ['extension host, JavaScript heap after collection', (one: Sample) => one.host],
    ['extension host, resident set', (one: Sample) => one.resident],
  ] as const) {
    const warm = median(taken.slice(2 * tenth, 3 * tenth).map(of));
    const last = median(taken.slice(-tenth).map(of));
    console.log(
      `${name}: ${mb(of(taken[0]!))} at save ${taken[0]!.save}, ${mb(warm)} at a fifth, ${mb(last)} at the end; end/fifth ${(last / warm).toFixed(3)}, ${slope(taken.slice(2 * tenth), of).toFixed(0)} bytes a save`,
    );
  }
}

/** Of the least-squares line through the samples. Bytes a save. */
function slope(samples: readonly Sample[], of: (one: Sample) => number): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [save, value] = [mean(samples.map((one) => one.save)), mean(samples.map(of))];
  const covariance = mean(samples.map((one) => (one.save - save) * (of(one) - value)));
  return covariance / mean(samples.map((one) => (one.save - save) ** 2));
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

await program(main);
