/** Arrays of numbers read from files. */
import type { Real } from '../model/bandit.js';

/** An array of numbers with any number of dimensions. Every entry is finite. */
export interface NumberArray {
  /** The lengths of its dimensions; empty for a single number. */
  readonly shape: readonly number[];
  /** How many entries there are: the product of the lengths. */
  readonly size: number;
  /** The double of an entry, numbered in C order: the last index varies fastest. */
  value(index: number): number;
  /** The exact value of an entry. */
  real(index: number): Real;
  /** The relative error that its numbers may have from rounding: the spacing of its floating-point type at 1; 0 for integers. */
  readonly spacing: number;
}

/** The content of a file of numbers. */
export interface NumberFile {
  /** By name; an array that the file gives no name has the name ``. */
  readonly arrays: ReadonlyMap<string, NumberArray>;
  /** Lists of names, by name; the first column of a table, if none of its entries is a number, has the name ``. */
  readonly names: ReadonlyMap<string, readonly string[]>;
}

/** The most numbers of one array: the transitions of 5,000 states with two actions. */
export const MOST_NUMBERS = 5e7;
/** The most numbers in a text file: each is kept as it is written, which takes more than ten times the memory of a binary one. */
export const MOST_WRITTEN = 2e6;

/** The spacing of doubles at 1. Decimals are written by programs that use doubles. */
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

/** The indices of an entry that is numbered in C order. */
export function indicesOf(shape: readonly number[], index: number): number[] {
  const indices = new Array<number>(shape.length);
  let rest = index;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    indices[axis] = rest % shape[axis]!;
    rest = Math.floor(rest / shape[axis]!);
  }
  return indices;
}
