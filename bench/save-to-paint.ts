/**
 * `npm run bench:save [saves]`: in the workbench, the milliseconds from pressing Ctrl+S on the first example (10⁶ iterations, exact
 * gradients) until its curve stands on the screen, whole, and where they go. The first save also opens the panel.
 *
 * Clocks: `performance.timeOrigin + performance.now()` of the window and of the panel's frame, both of one browser. On the screen means:
 * the browser reports the frame presented that was drawn with the chart (Element Timing of a mark that is added when the chart's table
 * changes, which is written with the chart). Of the run itself, the host says how long it took.
 */
import { cpus } from 'node:os';
import { program } from '../scripts/program.js';
import { finished } from '../test/workbench/panel.js';
import { Workbench } from '../test/workbench/workbench.js';
import { spread } from './spread.js';

const saves = Number(process.argv[2] ?? 20);
const lastIteration = 1_000_000;

/** What the panel's frame saw, by its clock. */
interface Seen {
  readonly at: number;
  /** A message of the host, or the iteration that the chart on the screen reaches. */
  readonly what: 'started' | 'events' | 'over' | number;
  /** Of `over`: the host's milliseconds from request to end; of `events`: the engine's, if a run has ended. */
  readonly milliseconds?: number;
}

/** Runs in every frame before anything else. The panel's frame is written anew later, without its listeners and observers. */
function probe(): void {
  const page = globalThis as unknown as { savePressed: number[]; seen: Seen[] };
  page.savePressed = [];
  page.seen = [];
  const now = () => performance.timeOrigin + performance.now();
  if (window.top === window) {
    addEventListener(
      'keydown',
      ({ ctrlKey, key }) => void (ctrlKey && key === 's' && page.savePressed.push(now())),
      true,
    );
    return;
  }
  const hear = ({ data }: MessageEvent) => {
    if (data.type === 'started') page.seen.push({ at: now(), what: 'started' });
    if (data.type === 'events') {
      const end = data.events.find(({ kind }: { kind: string }) => kind === 'ended');
      page.seen.push({ at: now(), what: 'events', milliseconds: end?.milliseconds });
    }
    if (data.type === 'run' && data.run.kind === 'finished')
      page.seen.push({ at: now(), what: 'over', milliseconds: data.run.milliseconds });
  };
  let drawn: Element | null = null;
  const mark = () => {
    const row = document.querySelector('#chart-gap-summary tbody tr');
    if (row === null || row === drawn || Number(row.children[1]!.textContent) < 2) return;
    drawn = row;
    const mark = document.createElement('span');
    mark.setAttribute('elementtiming', row.children[4]!.textContent!);
    mark.textContent = '·';
    document.querySelector('#run-state')!.after(mark);
  };
  let root: Element | null = null;
  setInterval(() => {
    if (root === document.documentElement) return;
    root = document.documentElement;
    addEventListener('message', hear);
    new MutationObserver(mark).observe(root, { childList: true, subtree: true });
  }, 5);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { identifier, renderTime } = entry as unknown as { identifier: string; renderTime: number };
      page.seen.push({ at: performance.timeOrigin + renderTime, what: Number(identifier) });
    }
  }).observe({ type: 'element', buffered: true });
}

/** Milliseconds from the key, but for `run` and `engine`, which are lengths of time. */
interface Measurement {
  readonly started: number;
  readonly points: number;
  readonly over: number;
  readonly first: number;
  readonly whole: number;
  readonly run: number;
  readonly engine: number;
}

async function main(): Promise<boolean> {
  const workbench = await Workbench.open({
    file: '01-converges.linspg',
    // tsx names its functions with a helper that a page does not have.
    initScript: `globalThis.__name ??= (named) => named; (${probe})();`,
  });
  try {
    await workbench.cursorAtEnd('title:');
    await workbench.squiggles('info').first().waitFor();
    const cold = await measure(workbench);
    const warm: Measurement[] = [];
    for (let i = 0; i < saves; i += 1) warm.push(await measure(workbench));
    console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node of VS Code's server, ${process.platform}`);
    console.log(`From the key to the screen, milliseconds; ${saves} saves, median (least … most):\n`);
    for (const [name, words] of ROWS) {
      const all = spread(warm.map((one) => one[name]));
      const opening = Number.isNaN(cold[name]) ? '' : `first save ${Math.round(cold[name])}`;
      console.log(`${words.padEnd(52)} ${all.padEnd(20)} ${opening}`);
    }
    return true;
  } finally {
    await workbench.close();
  }
}

const ROWS: readonly (readonly [keyof Measurement, string])[] = [
  ['started', 'the panel hears that runs are planned'],
  ['points', '… and has the first recorded points'],
  ['over', '… and has all of them'],
  ['first', 'the first of the curve is on the screen'],
  ['whole', 'the whole curve is on the screen'],
  ['run', 'of this, in the host, from request to end'],
  ['engine', 'of this, in the engine (10⁶ iterations, recording)'],
];

async function measure(workbench: Workbench): Promise<Measurement> {
  const { page } = workbench;
  const before = await page.evaluate('savePressed.length');
  await workbench.save();
  await page.waitForFunction(`savePressed.length > ${before}`);
  const pressed = (await page.evaluate('savePressed.at(-1)')) as number;
  const table = workbench.panel.locator('#chart-gap-summary');
  await table.waitFor({ state: 'attached' });
  const seen = await table.evaluate(
    (_element, { pressed, lastIteration }) =>
      new Promise<Seen[]>((resolve) => {
        const look = () => {
          const { seen } = globalThis as unknown as { seen: Seen[] };
          const since = seen.filter(({ at }) => at > pressed);
          if (since.some(({ what }) => what === lastIteration)) resolve(since);
          else setTimeout(look, 50);
        };
        look();
      }),
    { pressed, lastIteration },
  );
  await finished(workbench);
  await workbench.settled();
  // The panel that opens with the first save hears no messages of what happened before it was there.
  const at = (what: Seen['what']) => (seen.find((one) => one.what === what)?.at ?? Number.NaN) - pressed;
  const over = seen.find(({ what }) => what === 'over');
  return {
    started: at('started'),
    points: at('events'),
    over: at('over'),
    first: seen.find(({ what }) => typeof what === 'number')!.at - pressed,
    whole: at(lastIteration),
    run: over?.milliseconds ?? Number.NaN,
    engine:
      seen.find(({ milliseconds, what }) => what === 'events' && milliseconds)?.milliseconds ?? Number.NaN,
  };
}

await program(main);
