/** What the phase diagram says in words. Pure. */
import { numberOf, placeText, verdictText } from '../../src/phase/format.js';
import type { Axis, Phases, Row, Verdict, VerdictMap } from '../../src/phase/rows.js';
import { count } from '../format.js';
import { type Numbers, type PhaseState, presentOf, rowAt } from './state.js';

/** `t`, or `t and u`. */
export function choiceText(numbers: Numbers): string {
  return numbers.join(' and ');
}

export function titleText(numbers: Numbers | null): string {
  if (numbers === null) return 'Verdict';
  // What is no name of a parameter has a blank.
  const named = numbers.map((words) => (words.includes(' ') ? `the ${words}` : words));
  return `The verdict as ${choiceText(named)} ${numbers.length > 1 ? 'change' : 'changes'}`;
}

/** What `x` is, in a bar of a number that has no name. */
export function nameText(phases: Phases): string {
  return phases.kind === 'bar' && phases.axis.name !== phases.axis.words
    ? `${phases.axis.name} is the ${phases.axis.words}, from ${minus(phases.axis.from)} to ${minus(phases.axis.to)}.`
    : '';
}

/** The verdict at the present value: `t = 1/2: always, proved`. */
export function presentText(state: PhaseState): string {
  const phases = state.shown?.phases;
  if (phases === undefined) return '';
  const values = presentOf(state);
  if (phases.kind === 'bar') {
    const row = rowAt(phases.rows, values[0]!);
    const place = `${phases.axis.name} = ${minus(values[0]!)}`;
    return row ? `${place}: ${said(row)}` : `${place}: outside of what is shown`;
  }
  const names = [phases.across.name, phases.up.name];
  const place = values.map((value, n) => `${names[n]} = ${minus(value)}`).join(', ');
  const cell = cellAt(phases, values);
  return cell === null ? place : `${place}, in a cell whose centre is: ${said(cell)}`;
}

/** The verdict of the cell in which the numbers lie; null: they are outside. */
function cellAt(map: VerdictMap, [x, y]: readonly string[]): Verdict | null {
  const index = (axis: Axis, literal: string, count: number) => {
    const part = partOf(axis, literal);
    return part < 0 || part > 1 ? -1 : Math.min(count - 1, Math.floor(part * count));
  };
  const column = index(map.across, x!, map.columns.length);
  const row = index(map.up, y!, map.rows.length);
  return column < 0 || row < 0 ? null : map.verdicts[map.cells[row * map.columns.length + column]!]!;
}

/** A number with the sign that print has. */
export function minus(literal: string): string {
  return literal.replaceAll('-', '−');
}

/** `−1/2 < t ≤ 1`. A name has no such sign. */
export function intervalText(name: string, row: Row): string {
  return minus(placeText(name, row));
}

/** `always, proved`. */
export function said(one: Pick<Row, 'verdict' | 'traps' | 'basis'>): string {
  return `${verdictText(one)}, ${one.basis}`;
}

export function rowText(name: string, row: Row): string {
  return `${intervalText(name, row)}: ${said(row)}`;
}

/** What is going on, or why there is no diagram; empty: all is there. */
export function statusText({ told, shown }: PhaseState, isOpen: boolean): string {
  if (told?.kind === 'refused') return told.why;
  if (!isOpen) return '';
  if (told?.kind === 'working') {
    const of = told.of === null ? '' : ` of ${count(told.of)}`;
    return `Deciding: ${count(told.decided)}${of} numbers so far…`;
  }
  return shown ? '' : 'Deciding…';
}

/** How to move the mark, and what the shades claim. */
export function hintText(phases: Phases, isFixed: boolean): string {
  const move = isFixed
    ? 'Its number is in a file, so the mark cannot be moved.'
    : phases.kind === 'bar'
      ? 'Drag the mark, click, or press ← → (with Shift ten steps, Home and End to the ends): the text follows, and so do verdict and runs.'
      : 'Drag the mark, click, or press the arrow keys (with Shift ten steps): the text follows, and so do verdict and runs.';
  return phases.kind === 'bar'
    ? `${move} Full colours are proved at every number; pale ones were looked at number by number.`
    : `${move} Each cell is decided at its centre, and nothing is said of the rest of it.`;
}

/** How many cells of a map have a verdict. */
export function cellsText(verdict: Verdict, cells: readonly number[], index: number): string {
  const many = cells.filter((one) => one === index).length;
  return `${said(verdict)}: ${count(many)} of ${count(cells.length)} cells`;
}

/** A share of an axis, 0 … 1 from its beginning to its end. */
export function partOf(
  { from, to }: { readonly from: string; readonly to: string },
  literal: string,
): number {
  const [low, high] = [numberOf(from), numberOf(to)];
  return (numberOf(literal) - low) / (high - low);
}
