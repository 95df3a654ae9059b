/**
 * `npm run bench:save`: in the workbench, the milliseconds from pressing Ctrl+S on the first example (10⁶ iterations, exact
 * gradients) to the first painted piece of its curve and to the whole of it. The first save also opens the panel.
 *
 * Clocks: `performance.timeOrigin + performance.now()` of the window and of the panel's frame, both of one browser. Painted
 * means: a frame with the panel's table of the chart, which is written with the chart, has been produced.
 */
import { cpus } from 'node:os';
import { program } from '../scripts/program.js';
import { finished } from '../test/workbench/panel.js';
import { Workbench } from '../test/workbench/workbench.js';

const repeats = Number(process.argv[2] ?? 10);
const lastIteration = 1_000_000;

// tsx names its functions with a helper that a page does not have.
const probe = `
  globalThis.__name ??= (named) => named;
  globalThis.savePressed = [];
  globalThis.painted = [];
  addEventListener('keydown', (event) => {
    if (event.ctrlKey && event.key === 's') savePressed.push(performance.timeOrigin + performance.now());
  }, true);
`;

interface Painted {
  readonly reached: number;
  readonly at: number;
}

async function main(): Promise<boolean> {
  const workbench = await Workbench.open({ file: '01-converges.linspg', initScript: probe });
  try {
    await workbench.cursorAtEnd('title:');
    await workbench.squiggles('info').first().waitFor();
    const cold = await measure(workbench);
    const warm: Measurement[] = [];
    for (let i = 0; i < repeats; i += 1) warm.push(await measure(workbench));
    console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node of VS Code's server, ${process.platform}`);
    console.log(`first save, which opens the panel: ${describe([cold])}`);
    console.log(`${warm.length} saves after that, median (least … most): ${describe(warm)}`);
    return true;
  } finally {
    await workbench.close();
  }
}

interface Measurement {
  readonly first: number;
  readonly whole: number;
}

async function measure(workbench: Workbench): Promise<Measurement> {
  const { page } = workbench;
  const before = await page.evaluate('savePressed.length');
  await workbench.save();
  await page.waitForFunction(`savePressed.length > ${before}`);
  const pressed = (await page.evaluate('savePressed.at(-1)')) as number;
  const table = workbench.panel.locator('#chart-gap-summary');
  await table.waitFor({ state: 'attached' });
  await table.evaluate(watch);
  const whole = await table.evaluate(
    (_element, { pressed, lastIteration }) =>
      new Promise<Painted[]>((resolve) => {
        const look = () => {
          const seen = (globalThis as unknown as { painted: Painted[] }).painted.filter(
            ({ at }) => at > pressed,
          );
          if (seen.some(({ reached }) => reached >= lastIteration)) resolve(seen);
          else requestAnimationFrame(look);
        };
        look();
      }),
    { pressed, lastIteration },
  );
  await finished(workbench);
  return {
    first: whole[0]!.at - pressed,
    whole: whole.find(({ reached }) => reached >= lastIteration)!.at - pressed,
  };
}

/**
 * Notes each time the table has been written and a frame with it produced. Runs in the panel's frame, which is written anew after scripts
 * that were there before it; so the first save is seen from the moment on at which its table is.
 */
function watch(table: Element): void {
  const page = globalThis as unknown as { painted: Painted[]; watched?: Element };
  if (page.watched === table) return;
  page.watched = table;
  const note = () => {
    const row = table.querySelector('tbody tr');
    if (row === null || Number(row.children[1]!.textContent) < 2) return;
    const reached = Number(row.children[4]!.textContent);
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () =>
        page.painted.push({ reached, at: performance.timeOrigin + performance.now() });
      after.port2.postMessage(null);
    });
  };
  new MutationObserver(note).observe(table, { childList: true, subtree: true });
  note();
}

function describe(all: readonly Measurement[]): string {
  return `first curve ${spread(all.map(({ first }) => first))}, whole curve ${spread(all.map(({ whole }) => whole))}`;
}

function spread(values: readonly number[]): string {
  const sorted = values.map(Math.round).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  return sorted.length === 1 ? `${median} ms` : `${median} ms (${sorted[0]} … ${sorted.at(-1)})`;
}

await program(main);
