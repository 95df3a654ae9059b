/**
 * The meaning of the axes of a process's arrays. (S, A, S) and (A, S, S) look alike, and so do P and its transpose, so the axes are declared and
 * never guessed.
 */
import { isSeq } from 'yaml';
import type { NumberArray } from '../../../formats/numbers.js';
import type { Entry, Reader } from '../../nodes.js';
import { type AXES, KEYS } from '../../vocabulary.js';

export type Axis = (typeof AXES)[number];

/** The axes of each array, outermost first. */
export interface Axes {
  readonly P: readonly Axis[];
  /** null: the axes of P without `next`, if r has one axis less. */
  readonly r: readonly Axis[] | null;
  /** null: the axes of P with `feature` in place of `next`. */
  readonly phi: readonly Axis[] | null;
}

/** The axes of P alone, or of each array. null: they cannot be read, which is reported. */
export function readAxes(reader: Reader, entry: Entry): Axes | null {
  const { slot, key } = entry;
  if (isSeq(slot.node)) {
    const P = readList(reader, entry, ['state', 'action', 'next']);
    return P && { P, r: null, phi: null };
  }
  const what = '[state, action, next] in the order of P, or {P: […], r: […], phi: […]}';
  const fields = reader.fields(slot, what, KEYS.axes, (name) => `axes of ${name}`);
  if (!fields) return null;
  const P = fields.get('P');
  if (!P)
    return reader.error(
      'missing-key',
      key,
      '`axes` says nothing of P. Write `P: [state, action, next]` in the order of its axes.',
    );
  const before = reader.errors;
  const of = (name: (typeof KEYS.axes)[number], axes: readonly Axis[], optional?: Axis) => {
    const field = fields.get(name);
    return field ? readList(reader, field, axes, optional) : null;
  };
  const axes = {
    P: of('P', ['state', 'action', 'next']) ?? [],
    r: of('r', ['state', 'action', 'next'], 'next'),
    phi: of('phi', ['state', 'action', 'feature']),
  };
  return reader.errors > before ? null : axes;
}

/** Each of `axes` once, in any order; those in `optional` may be missing. */
function readList(
  reader: Reader,
  { slot }: Entry,
  axes: readonly Axis[],
  optional?: Axis,
): readonly Axis[] | null {
  const what = `${axes.join(', ')} in the order of its axes`;
  const items = reader.items(slot, `a list of ${what}`);
  if (!items) return null;
  const words = items.map((item) => reader.keyword(item, axes));
  if (words.includes(null)) return null;
  const isWhole = axes.every((axis) => axis === optional || words.includes(axis));
  if (isWhole && new Set(words).size === words.length) return words as Axis[];
  return reader.error(
    'axes',
    slot.range,
    `${slot.name}: expected each of ${what} once${optional ? ` (${optional} may be missing)` : ''}, found ${words.join(', ') || 'none'}.`,
  );
}

/** An array whose entries are addressed by the names of its axes. */
export class Axed {
  /** The distance from an entry to the next along each axis; 0 along an axis that the array does not have. */
  readonly #steps = { state: 0, action: 0, next: 0, feature: 0 };
  readonly #lengths = new Map<Axis, number>();

  /** @param axes as many as the array has. */
  constructor(
    readonly array: NumberArray,
    readonly axes: readonly Axis[],
  ) {
    let step = 1;
    for (let k = axes.length - 1; k >= 0; k--) {
      this.#steps[axes[k]!] = step;
      this.#lengths.set(axes[k]!, array.shape[k]!);
      step *= array.shape[k]!;
    }
  }

  lengthOf(axis: Axis): number {
    return this.#lengths.get(axis) ?? 1;
  }

  has(axis: Axis): boolean {
    return this.#lengths.has(axis);
  }

  /** An index along an axis that the array does not have is ignored. */
  place(state: number, action: number, last = 0): number {
    const steps = this.#steps;
    return state * steps.state + action * steps.action + last * (steps.next + steps.feature);
  }

  /** The indices of an entry in the order of the axes; `null` means all along an axis, which is written `:`. */
  written(state: number, action: number, last: number | null): string {
    const at = { state, action, next: last ?? ':', feature: last ?? ':' };
    return `[${this.axes.map((axis) => at[axis]).join(', ')}]`;
  }
}

/** Every order of the axes of P that its lengths allow. */
export function possibleOrders(shape: readonly number[]): Axis[][] {
  const orders: Axis[][] = [
    ['state', 'action', 'next'],
    ['action', 'state', 'next'],
    ['state', 'next', 'action'],
    ['next', 'state', 'action'],
    ['next', 'action', 'state'],
    ['action', 'next', 'state'],
  ];
  return orders.filter((order) => shape[order.indexOf('state')] === shape[order.indexOf('next')]);
}
