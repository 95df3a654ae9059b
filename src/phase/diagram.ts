/**
 * The verdict as a function of one parameter: intervals on which it is proved not to change, and the numbers between them.
 *
 * At one rational number inside a gap the verdict is decided, and the signs that its proof rests on are followed to both sides (`reachOf`). What
 * is left on either side are gaps again. A gap in which no proof is found is looked at point by point.
 */
import { Fraction } from 'fraction.js';
import type { End, Reach } from './claims.js';
import { compareRoots, halved, type Root, rational, simplestBetween } from './root.js';

/** What is said at a number: equal labels are one verdict. `text`: the verdict, or why there is none. */
export interface Label {
  readonly kind: 'always' | 'depends' | 'never' | 'undecided' | 'invalid';
  /** The actions that attract. */
  readonly traps: readonly string[];
}

/** What is decided at one rational number. */
export interface Decision {
  readonly label: Label;
  readonly basis: 'proved' | 'numerical';
  /** Where the same proof holds around it; null: at that number alone, or there is none. */
  reach(from: Fraction, to: Fraction): Reach | null;
}

/** `proved`: at every number of it. `numerical`: at the numbers that were looked at. `unresolved`: nothing is said. */
export type Basis = 'proved' | 'numerical' | 'unresolved';

export type Segment =
  | {
      readonly kind: 'interval';
      readonly low: End;
      readonly high: End;
      readonly label: Label | null;
      readonly basis: Basis;
    }
  | { readonly kind: 'point'; readonly at: Root; readonly label: Label | null; readonly basis: Basis };

export interface Diagram {
  /** Ascending, without gaps: from the least number to the greatest. */
  readonly segments: readonly Segment[];
  /** How many numbers were decided. */
  readonly decided: number;
}

/** A gap is split so often without a proof before it is looked at point by point. */
const MOST_SPLITS = 4;
/** More pieces are not proved one by one. */
const MOST_PIECES = 300;
/** Of the whole range: where a change is looked for point by point, and what is too narrow to be looked at. */
const NARROW = new Fraction(1n, 10n ** 9n);
const NARROWEST = new Fraction(1n, 10n ** 15n);

interface Gap {
  readonly low: Root;
  readonly high: Root;
  readonly splits: number;
}

interface Piece extends Reach {
  readonly label: Label | null;
  readonly basis: Basis;
}

/** @param decide is asked of numbers from `from` to `to`, from < to */
export function diagramOf(from: Fraction, to: Fraction, decide: (at: Fraction) => Decision): Diagram {
  const width = to.sub(from);
  const known = new Map<string, Decision>();
  const at = (value: Fraction): Decision => {
    const key = value.toFraction();
    const decision = known.get(key) ?? decide(value);
    known.set(key, decision);
    return decision;
  };
  const pieces: Piece[] = [];
  const gaps: Gap[] = [{ low: rational(from), high: rational(to), splits: 0 }];
  for (let gap = gaps.pop(); gap !== undefined; gap = gaps.pop()) {
    const { low, high, splits } = gap;
    const inside = insideOf(low, high, width.mul(NARROWEST));
    if (inside === null || pieces.length >= MOST_PIECES) {
      pieces.push({ low: open(low), high: open(high), label: null, basis: 'unresolved' });
      continue;
    }
    if (splits > MOST_SPLITS) {
      pieces.push(...observed({ low, high }, inside, width.mul(NARROW), at));
      continue;
    }
    const middle = middleOf(...inside);
    const reach = at(middle).reach(from, to);
    const around = reach ?? { low: { at: rational(middle) }, high: { at: rational(middle) } };
    if (reach) pieces.push({ ...reach, label: at(middle).label, basis: 'proved' });
    const next = reach ? 0 : splits + 1;
    if (compareRoots(low, around.low.at) < 0) gaps.push({ low, high: around.low.at, splits: next });
    if (compareRoots(around.high.at, high) < 0) gaps.push({ low: around.high.at, high, splits: next });
  }
  return { segments: assembled(pieces, rational(from), rational(to), at), decided: known.size };
}

function open(at: Root): End {
  return { at, isClosed: false };
}

/** Rational numbers inside a gap, near its ends; null: it is narrower than `least`, or empty. */
function insideOf(low: Root, high: Root, least: Fraction): readonly [low: Fraction, high: Fraction] | null {
  let [a, b] = [low, high];
  for (;;) {
    const [up, down] = [a.kind === 'rational' ? a.at : a.high, b.kind === 'rational' ? b.at : b.low];
    const bottom = a.kind === 'rational' ? a.at : a.low;
    const top = b.kind === 'rational' ? b.at : b.high;
    const room = down.sub(up);
    // The ends are known well enough.
    if (room.compare(0) > 0 && room.mul(2).compare(top.sub(bottom)) >= 0)
      return room.compare(least) > 0 ? [up, down] : null;
    if (top.sub(bottom).compare(least) <= 0) return null;
    if (a.kind === 'between') a = halved(a);
    if (b.kind === 'between') b = halved(b);
  }
}

/** A short number in the middle third. */
function middleOf(low: Fraction, high: Fraction): Fraction {
  const third = high.sub(low).div(3);
  return simplestBetween(low.add(third), high.sub(third));
}

/** Verdicts at numbers of a gap without proof, and where they change, by bisection. */
function observed(
  { low, high }: Pick<Gap, 'low' | 'high'>,
  [from, to]: readonly [Fraction, Fraction],
  narrow: Fraction,
  at: (value: Fraction) => Decision,
): Piece[] {
  const step = to.sub(from).div(8);
  const first = from.add(step);
  const last = to.sub(step);
  const found: Piece[] = [];
  let start: Root = low;
  let value = first;
  const close = (end: Root, label: Label | null) => {
    found.push({ low: open(start), high: open(end), label, basis: label ? 'numerical' : 'unresolved' });
    start = end;
  };
  for (const next of [2, 4, 6].map((n) => first.add(step.mul(n)))) {
    if (next.compare(last) > 0) break;
    let [a, b] = [value, next];
    value = next;
    if (isSame(at(a).label, at(b).label)) continue;
    while (b.sub(a).compare(narrow) > 0) {
      const middle = middleOf(a, b);
      if (isSame(at(middle).label, at(a).label)) a = middle;
      else b = middle;
    }
    close(rational(a), at(a).label);
    close(rational(b), null);
  }
  close(high, at(value).label);
  return found;
}

export function isSame(a: Label | null, b: Label | null): boolean {
  return (
    a === b || (a !== null && b !== null && a.kind === b.kind && a.traps.join('\0') === b.traps.join('\0'))
  );
}

/** The pieces in their order, with what is between them, and neighbours of one verdict together. */
function assembled(
  pieces: readonly Piece[],
  from: Root,
  to: Root,
  at: (value: Fraction) => Decision,
): Segment[] {
  const sorted = pieces.toSorted(
    (a, b) => compareRoots(a.low.at, b.low.at) || compareRoots(a.high.at, b.high.at),
  );
  const segments: Segment[] = [];
  /** Up to where all is said, and whether that number is too. */
  let done: End = { at: from, isClosed: false };
  const point = (where: Root) => {
    const decision = where.kind === 'rational' ? at(where.at) : null;
    add(segments, {
      kind: 'point',
      at: where,
      label: decision?.label ?? null,
      basis: decision ? decision.basis : 'unresolved',
    });
  };
  for (const piece of sorted) {
    const order = compareRoots(piece.low.at, done.at);
    if (order === 0 && !done.isClosed && !piece.low.isClosed) point(done.at);
    const isBeyond = compareRoots(piece.high.at, done.at) > 0;
    const low: End =
      order >= 0
        ? { ...piece.low, isClosed: piece.low.isClosed && !done.isClosed }
        : { at: done.at, isClosed: !done.isClosed };
    if (!isBeyond) {
      if (compareRoots(piece.high.at, done.at) === 0 && piece.high.isClosed)
        done = { ...done, isClosed: true };
      continue;
    }
    add(segments, { kind: 'interval', low, high: piece.high, label: piece.label, basis: piece.basis });
    done = piece.high;
  }
  if (!done.isClosed) point(to);
  return segments;
}

/** Neighbours that say the same are one; a number between them is told as they are. */
function add(segments: Segment[], next: Segment): void {
  const last = segments.at(-1);
  const isPoint = last?.kind === 'point' || next.kind === 'point';
  const isOne =
    last !== undefined &&
    last.label !== null &&
    isSame(last.label, next.label) &&
    (last.basis === next.basis || isPoint);
  if (!isOne) {
    segments.push(next);
    return;
  }
  const low = last.kind === 'interval' ? last.low : { at: last.at, isClosed: true };
  const high = next.kind === 'interval' ? next.high : { at: next.at, isClosed: true };
  const basis = last.kind === 'point' ? next.basis : last.basis;
  segments[segments.length - 1] = { kind: 'interval', low, high, label: next.label, basis };
}
