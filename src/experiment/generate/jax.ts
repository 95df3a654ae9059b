/**
 * The instances of the authors of arXiv 2505.03155, from their seeds: one chain of keys, and every draw, kept or not, takes one key.
 * Features are bit for bit those of JAX; rewards agree up to the order of summation in Xθ, 2.2e-16.
 */
import type { Family } from '../../model/family.js';
import { type Draw, realizable } from './draw.js';
import { keyOf, split, uniform, type Word2 } from './threefry.js';

export function* jaxDraws(family: Family): Generator<Draw, never> {
  const { actions, dimensions, seed } = family;
  let key = keyOf(seed);
  for (;;) {
    const [next, environment] = split(key, 2) as [Word2, Word2];
    key = next;
    // A third key, for rewards, is split off and not used.
    const [thetaKey, featuresKey] = split(environment, 3) as [Word2, Word2, Word2];
    const features = uniform(featuresKey, actions * dimensions);
    const theta = uniform(thetaKey, dimensions);
    yield { actions, dimensions, features, rewards: realizable(family, features, theta) };
  }
}
