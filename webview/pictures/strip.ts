/** The heat strip of a process as a picture: states as rows, recorded iterations as columns. Pure. */
import type { Mark, Picture } from '../../src/drawing/picture.js';
import type { Point } from '../../src/drawing/svg.js';
import { count } from '../format.js';
import { clipped } from '../labels.js';
import { LEVELS, type StripRow, spansOf } from '../process/strip.js';
import { MOST_ROWS, rowHeight, rowName, rowsBetweenNames, tickColumns } from '../process/stripCells.js';
import { mixed, type PictureColours } from './colours.js';

/** Pixels. */
const WIDTH = 480;
const LETTERS = 13;
const NAMES = 240;
/** So that the numbers of its colours have room. */
const LEAST_HEIGHT = 120;

export interface DrawnStrip {
  readonly rows: readonly StripRow[];
  /** The names of all rows of the process: `s3: a2`. */
  readonly names: readonly string[];
  readonly iterations: readonly number[];
}

/** @returns null: in no state there is something to choose */
export function stripPicture(
  { rows: all, names, iterations }: DrawnStrip,
  colours: PictureColours,
): Picture | null {
  const rows = all.slice(0, MOST_ROWS);
  if (rows.length === 0) return null;
  const height = Math.max(rowHeight(rows.length), LEAST_HEIGHT / rows.length);
  const every = rowsBetweenNames(height);
  const columns = iterations.length;
  return {
    title: 'Probability of the finally likeliest action',
    width: WIDTH,
    height: rows.length * height,
    x: {
      name: 'iteration',
      scale: 'linear',
      min: 0,
      max: columns,
      ticks: tickColumns(iterations, WIDTH / columns).map((column) => ({
        value: column + 0.5,
        words: count(iterations[column]!),
      })),
    },
    y: {
      name: '',
      scale: 'linear',
      min: 0,
      max: rows.length,
      ticks: rows.flatMap((row, n) =>
        n % every === 0
          ? [{ value: rows.length - n - 0.5, words: clipped(rowName(row, names), NAMES, LETTERS) }]
          : [],
      ),
    },
    frame: 'box',
    marks: cells(rows, 1 / height, colours),
    legend: [],
    colours: {
      name: 'probability',
      min: 0,
      max: 1,
      colours: Array.from({ length: LEVELS + 1 }, (_, level) => shadeOf(level, colours)),
    },
    paper: colours,
  };
}

function shadeOf(level: number, { palette, background }: PictureColours): string {
  return mixed(palette[0]!, background, level / LEVELS);
}

/** One area for each shade; what is not finite is hatched. @param between a line of the ground under each row, in rows */
function cells(rows: readonly StripRow[], between: number, colours: PictureColours): Mark[] {
  const found = new Map<number | null, (readonly Point[])[]>();
  rows.forEach(({ probabilities }, n) => {
    const [top, bottom] = [rows.length - n, rows.length - n - 1 + between];
    for (const { from, end, level } of spansOf(probabilities)) {
      const ring: readonly Point[] = [
        [from, bottom],
        [end, bottom],
        [end, top],
        [from, top],
      ];
      const known = found.get(level);
      if (known) known.push(ring);
      else found.set(level, [ring]);
    }
  });
  return [...found].map(([level, rings]): Mark => {
    const fill =
      level === null
        ? ({ colour: colours.muted, opacity: 0.2, hatching: 'rising' } as const)
        : { colour: shadeOf(level, colours), opacity: 1 };
    return { kind: 'area', rings, fill };
  });
}
