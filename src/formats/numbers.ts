/** Arrays of numbers as files have them. */
import type { Real } from '../model/bandit.js';

/** An array of numbers of any number of dimensions. Every entry is finite. */
export interface NumberArray {
  /** Its lengths; none of a single number. */
  readonly shape: readonly number[];
  /** How many entries there are: the product of the lengths. */
  readonly size: number;
  /** The double of an entry, counted as in C: the last index is the fastest. */
  value(index: number): number;
  /** The exact number of an entry. */
  real(index: number): Real;
  /** How far its numbers may be from what they stand for, for each 1: the spacing of the floating point numbers next to 1; 0 of whole numbers. */
  readonly spacing: number;
}

/** What a file of numbers holds. */
export interface NumberFile {
  /** By name; the one array of a file that gives it no name is called ``. */
  readonly arrays: ReadonlyMap<string, NumberArray>;
  /** Lists of names, by name; the first column of a table of which no entry is a number is called ``. */
  readonly names: ReadonlyMap<string, readonly string[]>;
}

/** The most numbers of one array: the transitions of 5,000 states with two actions. */
export const MOST_NUMBERS = 5e7;
/** The most numbers of a file of text: each is kept as it is written, which takes more than ten times the room of a binary one. */
export const MOST_WRITTEN = 2e6;

/** Spacing of doubles next to 1; decimals are written by programs that have doubles. */
export const DOUBLE = 2 ** -52;

export function arrayOfReals(shape: readonly number[], reals: readonly Real[]): NumberArray {
  return {
    shape,
    size: reals.length,
    value: (index) => reals[index]!.value,
    real: (index) => reals[index]!,
    spacing: DOUBLE,
  };
}

/** The indices of an entry that is counted as in C. */
export function indicesOf(shape: readonly number[], index: number): number[] {
  const indices = new Array<number>(shape.length);
  let rest = index;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    indices[axis] = rest % shape[axis]!;
    rest = Math.floor(rest / shape[axis]!);
  }
  return indices;
}
