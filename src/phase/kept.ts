/** Which of a text's numbers have changed since its phase diagram was made, if nothing else has: the diagram is still the same. */
import { parseLiteral } from '../model/rational.js';
import type { TextRange } from '../spec/types.js';
import { numberOf } from './format.js';
import type { Axis, Phases } from './rows.js';

/** A phase diagram, with the text of which it is and where its numbers stand in it. */
export interface KeptPhases {
  readonly text: string;
  readonly ranges: readonly TextRange[];
  readonly phases: Phases;
}

/** The diagram of another text, and where the numbers stand in it; null: it has to be made anew. */
export function afterNumbers(kept: KeptPhases, text: string): KeptPhases | null {
  const found = literalsIn(kept, text);
  if (found === null) return null;
  const values = found.map(({ start, end }) => bare(text.slice(start, end)));
  const phases = withValues(kept.phases, values);
  return phases && { text, ranges: found, phases };
}

/** Where the numbers stand in a text that differs in them alone. */
function literalsIn({ text, ranges }: KeptPhases, next: string): readonly TextRange[] | null {
  const order = ranges.map((_, n) => n).sort((a, b) => ranges[a]!.start - ranges[b]!.start);
  const pieces = [...order.keys(), order.length].map((n) =>
    text.slice(n === 0 ? 0 : ranges[order[n - 1]!]!.end, ranges[order[n] ?? -1]?.start),
  );
  const [head, middle] = pieces;
  const tail = pieces.at(-1)!;
  if (!next.startsWith(head!) || !next.endsWith(tail)) return null;
  const [start, end] = [head!.length, next.length - tail.length];
  const isNumber = (from: number, to: number) =>
    from < to && parseLiteral(bare(next.slice(from, to))) !== null;
  if (ranges.length === 1) return isNumber(start, end) ? [{ start, end }] : null;
  for (let at = next.indexOf(middle!, start); at >= 0; at = next.indexOf(middle!, at + 1)) {
    const after = at + middle!.length;
    if (!isNumber(start, at) || !isNumber(after, end)) continue;
    const both = [
      { start, end: at },
      { start: after, end },
    ];
    return ranges.map((_, n) => both[order.indexOf(n)]!);
  }
  return null;
}

/** Without the brackets that it has inside an expression. */
function bare(literal: string): string {
  return literal.replace(/^\((.*)\)$/s, '$1').trim();
}

/** null: a value has left what the diagram shows of it. */
function withValues(phases: Phases, values: readonly string[]): Phases | null {
  const moved = (axis: Axis, value: string): Axis | null =>
    numberOf(axis.from) <= numberOf(value) && numberOf(value) <= numberOf(axis.to)
      ? { ...axis, value }
      : null;
  if (phases.kind === 'bar') {
    const axis = moved(phases.axis, values[0]!);
    return axis && { ...phases, axis };
  }
  const [across, up] = [moved(phases.across, values[0]!), moved(phases.up, values[1]!)];
  return across && up && { ...phases, across, up };
}
