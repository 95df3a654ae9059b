/**
 * The instances of the authors of arXiv 2505.03155, from their seeds: one chain of keys, and every draw, kept or not, takes one key.
 * Features are bit for bit those of JAX; rewards agree up to the order of summation in Xθ, 2.2e-16.
 */
import type { Family } from '../../model/family.js';
import { type Draw, emptyDraw, makeRealizable } from './draw.js';
import { keyOf, split, uniform } from './threefry.js';

/** The places of the keys that are in use, each of two words. */
const [CHAIN, INSTANCE, THETA, FEATURES] = [0, 2, 4, 6];

/** The chain of keys of a family, at its begin. */
export function chainOf({ seed }: Family): Uint32Array {
  const keys = new Uint32Array(8);
  keyOf(seed, keys, CHAIN);
  return keys;
}

/** The draws for the next instance. @param keys the chain, which every draw takes further */
export function* jaxDraws(family: Family, keys: Uint32Array): Generator<Draw, never> {
  const draw = emptyDraw(family);
  const theta = new Float64Array(family.dimensions);
  for (;;) {
    // The next key of the chain, and that of this instance.
    split(keys, CHAIN, 2, CHAIN);
    // A third key, for rewards, is not used.
    split(keys, INSTANCE, 2, THETA);
    uniform(keys, FEATURES, draw.features);
    uniform(keys, THETA, theta);
    makeRealizable(family, draw, theta);
    yield draw;
  }
}
