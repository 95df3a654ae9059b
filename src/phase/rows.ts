/** A phase diagram as plain data, which survives a message: exact numbers are literals. */
import type { Fraction } from 'fraction.js';
import { literalOf } from '../spec/rewrites/literals.js';
import { type Basis, type Diagram, isSame, type Label } from './diagram.js';
import type { PhaseMap, Range } from './map.js';
import { enclosureOf, type Root } from './root.js';
import { literalOfFraction } from './structure.js';

/** A number that changes. */
export interface Axis {
  /** How it is called in intervals: `t`, or `x` for a number without a name. */
  readonly name: string;
  /** What it is, by which it is found again in the text: `t`, or `reward of a1`. */
  readonly words: string;
  /** Its present value. */
  readonly value: string;
  readonly from: string;
  readonly to: string;
}

/** One segment. Each end is between two rational numbers; a rational end is twice the same. */
export interface Row {
  readonly from: End;
  readonly fromIncluded: boolean;
  readonly to: End;
  readonly toIncluded: boolean;
  readonly verdict: Label['kind'] | null;
  readonly traps: readonly string[];
  readonly basis: Basis;
}

export type End = readonly [low: string, high: string];

/** A verdict of a map; each is there once. */
export interface Verdict {
  readonly verdict: Label['kind'];
  readonly traps: readonly string[];
  readonly basis: Basis;
}

export interface Bar {
  readonly kind: 'bar';
  readonly axis: Axis;
  readonly rows: readonly Row[];
  /** How many numbers were decided. */
  readonly decided: number;
}

/** Each cell is decided at its centre. */
export interface VerdictMap {
  readonly kind: 'map';
  readonly across: Axis;
  readonly up: Axis;
  /** The centres of the columns, and those of the rows from the lowest up. */
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  readonly verdicts: readonly Verdict[];
  /** Row by row from the lowest up: indices of `verdicts`. */
  readonly cells: readonly number[];
}

export type Phases = Bar | VerdictMap;

export function rowsOf({ segments }: Pick<Diagram, 'segments'>): Row[] {
  return segments.map((segment) => {
    const [low, high] =
      segment.kind === 'interval'
        ? [segment.low, segment.high]
        : [
            { at: segment.at, isClosed: true },
            { at: segment.at, isClosed: true },
          ];
    return {
      from: endOf(low.at),
      fromIncluded: low.isClosed,
      to: endOf(high.at),
      toIncluded: high.isClosed,
      verdict: segment.label?.kind ?? null,
      traps: segment.label?.traps ?? [],
      basis: segment.basis,
    };
  });
}

/** Is it one number alone? */
export function isPoint({ from, to }: Pick<Row, 'from' | 'to'>): boolean {
  return from[0] === to[0] && from[1] === to[1];
}

/** Where a segment ends and the next begins, ascending, each once. */
export function changesOf(rows: readonly Row[]): End[] {
  const found = rows.slice(1).map(({ from }) => from);
  return found.filter((end, n) => n === 0 || end[0] !== found[n - 1]![0]);
}

export function mapOfCells(across: Axis, up: Axis, map: PhaseMap): VerdictMap {
  const verdicts: Verdict[] = [];
  const cells = map.cells.map(({ decision: { label, basis } }) => {
    const known = verdicts.findIndex(
      (one) => one.basis === basis && isSame({ kind: one.verdict, traps: one.traps }, label),
    );
    return known >= 0 ? known : verdicts.push({ verdict: label.kind, traps: label.traps, basis }) - 1;
  });
  const columns = map.cells.slice(0, map.columns).map(({ x }) => literalOfFraction(x));
  const rows = Array.from({ length: map.rows }, (_, n) => literalOfFraction(map.cells[n * map.columns]!.y));
  return { kind: 'map', across, up, columns, rows, verdicts, cells };
}

export function axisOf(axis: Omit<Axis, 'from' | 'to'>, { from, to }: Range): Axis {
  return { ...axis, from: shortest(from), to: shortest(to) };
}

/** As a decimal if that is shorter: an end around a number of many decimal places. */
function shortest(number: Fraction): string {
  const [fraction, decimal] = [literalOfFraction(number), literalOf(number)];
  return decimal.length < fraction.length ? decimal : fraction;
}

function endOf(root: Root): End {
  const [low, high] = enclosureOf(root);
  return [literalOfFraction(low), literalOfFraction(high)];
}
