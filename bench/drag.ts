/**
 * `npm run bench:drag`: in the workbench, a vector of the features' picture is dragged to and fro for some seconds. It measures how many frames per second the
 * panel draws, in how many of them the vector has followed the pointer, how many times per second the text is changed and the change answered, how
 * long such a round trip takes, and how often a new verdict, map and curves arrive. The load of the machine is printed too, since browser, server,
 * extension host and language server share its cores.
 */
import { cpus, loadavg } from 'node:os';
import type { Locator } from 'playwright-core';
import { program } from '../scripts/program.js';
import { Workbench } from '../test/workbench/workbench.js';

const seconds = Number(process.argv[2] ?? 4);

// tsx names its functions with a helper that a page does not have.
const probe = 'globalThis.__name ??= (named) => named;';

interface Heard {
  readonly type: string;
  readonly at: number;
}

async function main(): Promise<boolean> {
  const workbench = await Workbench.open({
    file: '02-gets-stuck.linspg',
    size: { width: 1600, height: 1200 },
    initScript: probe,
  });
  try {
    const { page, panel } = workbench;
    await workbench.squiggles('warning').first().waitFor();
    await workbench.command('Lin-SPG: Run');
    await panel.getByText(/^Finished in/).waitFor();
    const head = panel.locator('.vectors .action[aria-label^="a2"] .grip');
    await panel.locator('#plane-progress').getByText('inferred').waitFor();
    await head.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await head.boundingBox())!;
    const [left, top] = [x + width / 2, y + height / 2];
    await page.mouse.move(left, top);
    await page.mouse.down();
    // Moved from within the page, once per frame as a mouse does: a movement from outside waits for the whole window.
    const { frames, followed, heard, time } = await head.evaluate(
      (element, [milliseconds, x0, y0]) =>
        new Promise<{ frames: number; followed: number; heard: Heard[]; time: number }>((resolve) => {
          const from = performance.now();
          const heard: Heard[] = [];
          const hear = ({ data }: MessageEvent<{ type: string }>) => {
            heard.push({ type: data.type, at: performance.now() });
          };
          addEventListener('message', hear);
          let frames = 0;
          let followed = 0;
          let before = element.getAttribute('transform');
          const look = () => {
            const time = performance.now() - from;
            const now = element.getAttribute('transform');
            if (now !== before) followed += 1;
            before = now;
            frames += 1;
            if (time < milliseconds) {
              const clientX = x0 + 60 * Math.sin(time / 120);
              const clientY = y0 + 40 * Math.sin(time / 70);
              element.dispatchEvent(new PointerEvent('pointermove', { clientX, clientY, bubbles: true }));
              requestAnimationFrame(look);
            } else {
              removeEventListener('message', hear);
              resolve({ frames, followed, time, heard });
            }
          };
          requestAnimationFrame(look);
        }),
      [1000 * seconds, ...(await inFrame(head, left, top))] as const,
    );
    await page.mouse.up();
    const rate = (count: number) => `${(count / (time / 1000)).toFixed(0)} a second`;
    const of = (type: string) => heard.filter((each) => each.type === type).length;
    console.log(
      `${cpus()[0]?.model}, ${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}, dragging for ${(time / 1000).toFixed(1)} s`,
    );
    const edited = heard.filter(({ type }) => type === 'edited').map(({ at }) => at);
    const interval = median(edited.slice(1).map((at, n) => at - edited[n]!)).toFixed(0);
    console.log(
      `frames ${rate(frames)}, in which the vector has followed ${rate(followed)}; edits ${rate(of('edited'))}, ${interval} ms between two of them; verdicts ${rate(of('analysis'))}, levels of basin maps ${rate(of('basins'))}; curves ${rate(of('started'))}`,
    );
    return true;
  } finally {
    await workbench.close();
  }
}

/** A point of the window as the page of an element knows it. */
async function inFrame(head: Locator, left: number, top: number): Promise<readonly [number, number]> {
  const [box, rectangle] = await Promise.all([
    head.boundingBox(),
    head.evaluate((element) => element.getBoundingClientRect().toJSON() as DOMRect),
  ]);
  return [left - box!.x + rectangle.x, top - box!.y + rectangle.y];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

await program(main);
