/**
 * `npm run bench:drag`: in the workbench, a vector of the features' picture is dragged to and fro for some seconds. How many times a second the
 * text is changed and answered, how many times the verdict arrives anew, and how many frames the panel draws meanwhile.
 */
import { cpus } from 'node:os';
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
    await workbench.command('Lin-SPG: Open Panel');
    const head = panel.locator('.vectors .action[aria-label^="a2"] .grip');
    await panel.locator('#plane-note').getByText('inferred').waitFor();
    const { x, y, width, height } = (await head.boundingBox())!;
    const [left, top] = [x + width / 2, y + height / 2];
    await page.mouse.move(left, top);
    await page.mouse.down();
    const measured = head.evaluate(
      (_element, milliseconds) =>
        new Promise<{ frames: number; heard: Heard[]; time: number }>((resolve) => {
          const from = performance.now();
          const heard: Heard[] = [];
          const hear = ({ data }: MessageEvent<{ type: string }>) => {
            heard.push({ type: data.type, at: performance.now() });
          };
          addEventListener('message', hear);
          let frames = 0;
          const look = () => {
            const time = performance.now() - from;
            frames += 1;
            if (time < milliseconds) requestAnimationFrame(look);
            else {
              removeEventListener('message', hear);
              resolve({ frames, time, heard });
            }
          };
          requestAnimationFrame(look);
        }),
      1000 * seconds,
    );
    let going = true;
    const result = measured.finally(() => {
      going = false;
    });
    for (let n = 1; going; n += 1) {
      // A mouse tells of itself once a frame.
      await page.evaluate('new Promise(requestAnimationFrame)');
      await page.mouse.move(left + 60 * Math.sin(n / 12), top + 40 * Math.sin(n / 7));
    }
    const { frames, heard, time } = await result;
    await page.mouse.up();
    const rate = (count: number) => `${(count / (time / 1000)).toFixed(0)} a second`;
    const of = (type: string) => heard.filter((each) => each.type === type).length;
    console.log(`${cpus()[0]?.model}, ${cpus().length} cores, dragging for ${(time / 1000).toFixed(1)} s`);
    console.log(
      `frames ${rate(frames)}, edits ${rate(of('edited'))}, verdicts ${rate(of('analysis'))}, levels of basin maps ${rate(of('basins'))}`,
    );
    return true;
  } finally {
    await workbench.close();
  }
}

await program(main);
