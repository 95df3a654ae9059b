/** The comparisons for a falling curve: the slope of O(1/T), and its own fitted slope. */
import { isPowerLaw, type PowerFit, powerFit } from '../../src/experiment/fit.js';
import { count } from '../format.js';
import type { Range } from '../view.js';
import { drawable, type Line } from './series.js';

export const REFERENCE_NAME = 'slope −1 (O(1/T))';

/** At most this many lines get a fit: more fits would hide the lines. */
const MOST_FITS = 6;

/**
 * The line c/t on log-log axes, from iteration 1 to T. It begins where the highest line begins, so it does not move
 * during a run; a curve that is O(1/T) ends parallel to it. null as long as nothing can be drawn.
 */
export function referenceLine(lines: readonly Line[], last: number): { x: number; y: number }[] | null {
  const starts = lines.flatMap((line) => drawable(line.points, { x: 'log', y: 'log' }).slice(0, 1));
  if (starts.length === 0) return null;
  const c = Math.max(...starts.map((point) => point.x * point.y));
  return [
    { x: 1, y: c },
    { x: last, y: c / last },
  ];
}

export interface LineFit {
  readonly line: Line;
  readonly fit: PowerFit;
}

/** If the standard error of a mean is a greater fraction of it, the mean shows chance rather than a law. */
const MOST_ERROR = 1 / 3;

/**
 * The power laws of the first lines: over the zoomed iterations, or without zoom over the last decade of each. No fit for a line that
 * is no power law there, or is the mean of too few runs.
 */
export function fitLines(lines: readonly Line[], zoomed: Range | null): LineFit[] {
  return lines.slice(0, MOST_FITS).flatMap((line) => {
    const last = line.points.at(-1)?.x ?? 0;
    const range = zoomed ?? { min: last / 10, max: last };
    if (isChance(line, range)) return [];
    const fit = powerFit(
      line.points.map(({ x }) => x),
      line.points.map(({ y }) => y ?? Number.NaN),
      range.min,
      range.max,
    );
    return fit && isPowerLaw(fit) ? [{ line, fit }] : [];
  });
}

function isChance({ points, errors }: Line, { min, max }: Range): boolean {
  if (errors === undefined) return false;
  return points.some(({ x, y }, i) => x >= min && x <= max && !(errors[i]! <= MOST_ERROR * Math.abs(y ?? 0)));
}

/** The two ends of a fitted line. */
export function fittedPoints({ slope, intercept, from, to }: PowerFit): { x: number; y: number }[] {
  return [from, to].map((x) => ({ x, y: 10 ** (intercept + slope * Math.log10(x)) }));
}

/** A slope with two decimals: `−1.02`. */
export function slopeText(slope: number): string {
  return slope
    .toFixed(2)
    .replace(/^-0\.00$/, '0.00')
    .replace('-', '−');
}

/** The name of a fitted line in the legend; the same for all runs with the same name. */
export function fitName({ line, fit }: LineFit): string {
  return `${line.name}: slope ${slopeText(fit.slope)} ± ${errorText(fit)}`;
}

/** Every fitted slope with its standard error, the fraction of the variance that it explains, and its range; empty if there is none. */
export function fitNote(fits: readonly LineFit[]): string {
  if (fits.length === 0) return '';
  const each = fits.map(({ line, fit }) => {
    const range = `${count(Math.ceil(fit.from))}–${count(Math.floor(fit.to))}`;
    return `${fits.length > 1 ? `${line.name}: ` : ''}${slopeText(fit.slope)} ± ${errorText(fit)} (${r2Text(fit)}) over iterations ${range}`;
  });
  return `Fitted slope ± standard error: ${each.join('; ')}.`;
}

/** Two decimals, like the slope. */
function errorText({ standardError }: PowerFit): string {
  return standardError >= 0.005 ? standardError.toFixed(2) : 'under 0.01';
}

function r2Text({ r2 }: PowerFit): string {
  return r2 > 0.9999 ? 'R² > 0.9999' : `R² = ${r2.toFixed(4)}`;
}
