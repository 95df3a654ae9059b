/** Numbers and states in words, calm and exact. */
import { duration, pace } from '../src/experiment/pace.js';
import type { Freshness, RunState } from '../src/shared/messages.js';

const SUPERSCRIPTS: Record<string, string> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

export function superscript(exponent: number): string {
  return [...String(exponent)].map((digit) => SUPERSCRIPTS[digit] ?? digit).join('');
}

/** 10⁻³, and plain numbers for 1 and 10. */
export function powerOfTen(exponent: number): string {
  return exponent === 0 ? '1' : exponent === 1 ? '10' : `10${superscript(exponent)}`;
}

/** A measured number with `digits` significant digits: `0.0412`, `5.01×10⁻⁶`, `0`, `−1.8`. */
export function figure(value: number | null, digits = 3): string {
  if (value === null || !Number.isFinite(value)) return 'not finite';
  if (value === 0) return '0';
  const [mantissa = '', exponent = '0'] = value.toExponential(digits - 1).split('e');
  const power = Number(exponent);
  const text =
    power >= -4 && power < 6
      ? trimZeros(value.toPrecision(Math.max(digits, power + 1)))
      : `${trimZeros(mantissa)}×10${superscript(power)}`;
  return text.replace('-', '−');
}

/** A probability: near 1 its distance from 1 is what counts. */
export function probability(value: number): string {
  return value > 0.999 && value < 1 ? `1 − ${figure(1 - value, 2)}` : figure(value);
}

/** A count with thin spaces between thousands: 1 000 000. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
}

export function vector(values: readonly number[]): string {
  const shown = values.slice(0, 6).map((value) => figure(value));
  return `(${shown.join(', ')}${values.length > 6 ? ', …' : ''})`;
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** What goes on, in one line. */
export function runLine(run: RunState): string {
  switch (run.kind) {
    case 'idle':
      return 'Not run yet.';
    case 'running':
      return 'Running…';
    case 'finished':
      return `Finished in ${duration(run.milliseconds)}.`;
    case 'stopped':
      return 'Stopped: the curves end where the run did.';
    case 'failed':
      return `The run failed: ${run.message}`;
    case 'unknown':
      return 'Not known whether the run goes on.';
  }
}

/** Are the charts those of another text, with none of this one on their way? */
export function isStale({ kind }: Freshness): boolean {
  return kind === 'edited' || kind === 'broken';
}

/** How far a run is, and when it can be expected to end. */
export function progressLine({
  doneIterations,
  totalIterations,
  milliseconds,
}: Extract<RunState, { readonly kind: 'running' }>): string {
  const done = `${count(doneIterations)} of ${count(totalIterations)} iterations`;
  const words = pace(doneIterations, totalIterations, milliseconds);
  return words === null ? done : `${done} · ${words}`;
}

/** A charted experiment as it is introduced where the text is another. */
export interface Introduced {
  readonly ranAt: number | null;
  readonly recalled?: { readonly run: number; readonly name: string };
  /** `converged`. */
  readonly outcome: string;
}

/** `the run of 14:02:31 (converged)`; of another day with its date. @param now milliseconds since 1970 */
function introduction({ ranAt, outcome }: Introduced, now: number): string {
  const at = ranAt === null ? '' : ` of ${moment(ranAt, now)}`;
  return `the run${at}${outcome === '' ? '' : ` (${outcome})`}`;
}

export function moment(at: number, now: number): string {
  const [then, today] = [new Date(at), new Date(now)];
  const two = (n: number) => String(n).padStart(2, '0');
  const time = [then.getHours(), then.getMinutes(), then.getSeconds()].map(two).join(':');
  const date = [then.getFullYear(), then.getMonth() + 1, then.getDate()].map(two).join('-');
  return then.toDateString() === today.toDateString() ? time : `${date} ${time}`;
}

/** What the charts are, when they are not those of the text; null when they are. */
export function staleLine(freshness: Freshness, charted: Introduced | null, now: number): string | null {
  if (freshness.kind === 'broken') {
    const errors = freshness.errors === 1 ? 'an error' : `${freshness.errors} errors`;
    return charted
      ? `The text has ${errors}. The charts show the last version that ran: ${introduction(charted, now)}.`
      : `The text has ${errors}: see the Problems view. Nothing has run yet.`;
  }
  if (charted === null || freshness.kind !== 'edited') return null;
  if (charted.recalled !== undefined) {
    const { run, name } = charted.recalled;
    return `Charted again: run #${run}${name === '' ? '' : `, ${name}`}: ${introduction(charted, now)}. The text is another.`;
  }
  return freshness.saved
    ? `Edited and saved. The charts show the version before: ${introduction(charted, now)}.`
    : `Edited. The charts show the version before: ${introduction(charted, now)}; press Run to run this one.`;
}
