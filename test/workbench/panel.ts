/** What a person reads in the panel. */
import type { CurveId } from '../../webview/view.js';
import type { Workbench } from './workbench.js';

/** One line of a chart, from the table that the panel keeps for screen readers. */
export interface ChartLine {
  readonly name: string;
  readonly points: number;
  readonly firstIteration: number;
  readonly first: number;
  readonly lastIteration: number;
  readonly last: number;
}

export type ChartId = `chart-${CurveId}`;

export async function chartLines({ panel }: Workbench, chart: ChartId): Promise<ChartLine[]> {
  const rows = panel.locator(`#${chart}-summary tbody tr`);
  const texts = await rows.evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')),
  );
  return texts.map(([name, points, firstIteration, first, lastIteration, last]) => ({
    name: name!,
    points: Number(points),
    firstIteration: Number(firstIteration),
    first: Number(first),
    lastIteration: Number(lastIteration),
    last: Number(last),
  }));
}

/** How many colours the canvas of a chart shows: 1 when nothing is drawn on it. */
export async function coloursOf({ panel }: Workbench, chart: ChartId): Promise<number> {
  return panel.locator(`canvas#${chart}`).evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
}

/** What the panel says of the run. */
export const runState = ({ panel }: Workbench) => panel.locator('#run-state');

/** What the panel says when its charts are not those of the text. */
export const staleness = ({ panel }: Workbench) => panel.locator('#stale');

/** The heading of the verdict. */
export const verdict = ({ panel }: Workbench) => panel.locator('#verdict h2');

export const charts = ({ panel }: Workbench) => panel.locator('#charts');

/** Waits until the charts' runs have ended. */
export async function finished(workbench: Workbench): Promise<void> {
  await runState(workbench).getByText('Finished').waitFor();
}
