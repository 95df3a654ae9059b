/** Instances from this program's own streams: number n of a seed is the same however many there are and whatever is kept of others. */
import { normal } from '../../engine/random/normal.js';
import { streamOf } from '../../engine/random/streams.js';
import { unit } from '../../engine/random/words.js';
import type { Family } from '../../model/family.js';
import { type Draw, realizable } from './draw.js';

/** The draws for instance number `instance`, in their order. θ has the distribution of a feature. */
export function* nativeDraws(family: Family, instance: number): Generator<Draw, never> {
  const { actions, dimensions, seed, rewardRange } = family;
  const words = streamOf([seed, instance, 0], 'instance');
  const next = () => {
    words.next();
    return unit(words.high, words.low);
  };
  const one = family.features === 'uniform' ? next : gaussian;
  function gaussian(): number {
    words.next();
    return normal(words);
  }
  for (;;) {
    const features = Float64Array.from({ length: actions * dimensions }, one);
    const rewards =
      family.rewards === 'realizable'
        ? realizable(family, features, Float64Array.from({ length: dimensions }, one))
        : Float64Array.from({ length: actions }, () => 0.5 + rewardRange * (next() - 0.5));
    yield { actions, dimensions, features, rewards };
  }
}
