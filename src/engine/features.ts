import type { Algorithm } from '../model/run.js';
import type { Instance } from './types.js';

/** A tabular algorithm has one parameter an action: X = I. */
export function isTabular(algorithm: Algorithm): boolean {
  return algorithm === 'softmax-pg' || algorithm === 'softmax-npg';
}

/** X as an algorithm sees it: K rows of d numbers, row-major; `rows` is null for X = I. */
export interface Features {
  readonly actions: number;
  readonly dimensions: number;
  readonly rows: Float64Array | null;
}

export function featuresOf(instance: Instance, algorithm: Algorithm): Features {
  const { actions, dimensions, features } = instance;
  return isTabular(algorithm)
    ? { actions, dimensions: actions, rows: null }
    : { actions, dimensions, rows: features };
}
