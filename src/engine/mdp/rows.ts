import type { NumericMdp } from '../../model/numericMdp.js';

/** φ as an algorithm sees it: n rows of d numbers, row-major; or row i is the unit vector of `coordinates[i]`. */
export type PairRows =
  | { readonly dimensions: number; readonly rows: Float64Array; readonly coordinates: null }
  | { readonly dimensions: number; readonly rows: null; readonly coordinates: Int32Array };

/** The rows of an algorithm; a tabular one has one parameter for each state-action pair. */
export function pairRowsOf(
  { dimensions, features, coordinates, rewards }: NumericMdp,
  { tabular = false }: { readonly tabular?: boolean } = {},
): PairRows {
  if (tabular)
    return { dimensions: rewards.length, rows: null, coordinates: Int32Array.from(rewards, (_, i) => i) };
  return coordinates
    ? { dimensions, rows: null, coordinates }
    : { dimensions, rows: features, coordinates: null };
}
