/** A phase diagram in words and as rows. */
import type { Fraction } from 'fraction.js';
import type { Diagram, Label, Segment } from './diagram.js';
import { enclosureOf, type Root } from './root.js';
import { literalOfFraction } from './structure.js';

/** `depends (a2)`: the verdict with the actions that attract. */
export function labelWords(label: Label | null): string {
  if (label === null) return 'unknown';
  return label.traps.length > 0 ? `${label.kind} (${label.traps.join(', ')})` : label.kind;
}

/** `1/3`, or `≈ 0.414213562373` of a root that is no short rational number. */
function rootWords(root: Root): string {
  if (root.kind === 'rational') return literalOfFraction(root.at);
  const [low] = enclosureOf(root);
  return `≈${decimal(low)}`;
}

/** Digits of a root. */
const DIGITS = 12;

function decimal(value: Fraction): string {
  return String(Number(value.valueOf().toPrecision(DIGITS)));
}

/** `0 ≤ t < 1/3`, or `t = 1/3`. */
export function placeWords(parameter: string, segment: Segment): string {
  if (segment.kind === 'point')
    return `${parameter} ${segment.at.kind === 'rational' ? '= ' : ''}${rootWords(segment.at)}`;
  const { low, high } = segment;
  const sign = (isClosed: boolean) => (isClosed ? '≤' : '<');
  return `${rootWords(low.at)} ${sign(low.isClosed)} ${parameter} ${sign(high.isClosed)} ${rootWords(high.at)}`;
}

/** What is known of a segment, for programs. Each end between two rational numbers, of a rational end twice the same. */
export interface Row {
  readonly from: readonly [low: string, high: string];
  readonly fromIncluded: boolean;
  readonly to: readonly [low: string, high: string];
  readonly toIncluded: boolean;
  readonly verdict: Label['kind'] | null;
  readonly traps: readonly string[];
  readonly basis: Segment['basis'];
}

export function rowsOf({ segments }: Diagram): Row[] {
  return segments.map((segment) => {
    const point = segment.kind === 'point' ? { at: segment.at, isClosed: true } : null;
    const [low, high] = [point ?? (segment as Interval).low, point ?? (segment as Interval).high];
    return {
      from: ends(low.at),
      fromIncluded: low.isClosed,
      to: ends(high.at),
      toIncluded: high.isClosed,
      verdict: segment.label?.kind ?? null,
      traps: segment.label?.traps ?? [],
      basis: segment.basis,
    };
  });
}

type Interval = Extract<Segment, { readonly kind: 'interval' }>;

function ends(root: Root): readonly [string, string] {
  const [low, high] = enclosureOf(root);
  return [literalOfFraction(low), literalOfFraction(high)];
}
