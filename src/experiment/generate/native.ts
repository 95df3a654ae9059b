/**
 * Instances from this program's own streams: instance n of a seed is the same however many instances there are, and whichever draws of others are
 * kept.
 */
import { dirichlet } from '../../engine/random/dirichlet.js';
import { shapeOf } from '../../engine/random/gamma.js';
import { normal } from '../../engine/random/normal.js';
import { streamOf } from '../../engine/random/streams.js';
import { unit } from '../../engine/random/words.js';
import type { Family } from '../../model/family.js';
import { type Draw, emptyDraw, makeRealizable } from './draw.js';

/**
 * The draws for instance number `instance`, in order. Each takes its numbers from one stream: the features row after row; then θ of realizable rewards,
 * whose entries have the distribution of a feature, or the rewards; then, for a decision process, the next states of each pair. So contexts have the
 * features and rewards of the bandit with all their actions, and a decision process has those of the contexts.
 */
export function* nativeDraws(family: Family, instance: number): Generator<Draw, never> {
  const { dimensions, seed, rewardRange, dynamics } = family;
  const draw = emptyDraw(family);
  const { actions, features, rewards } = draw;
  const theta = new Float64Array(dimensions);
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
    for (let n = 0; n < features.length; n++) features[n] = one();
    if (family.rewards === 'realizable') {
      for (let k = 0; k < dimensions; k++) theta[k] = one();
      makeRealizable(family, draw, theta);
    } else for (let a = 0; a < actions; a++) rewards[a] = 0.5 + rewardRange * (next() - 0.5);
    if (dynamics?.kind !== 'mdp') yield draw;
    else {
      const alpha = shapeOf(dynamics.concentration);
      const next = Array.from({ length: actions }, () => dirichlet(alpha, dynamics.states, words));
      yield { ...draw, next };
    }
  }
}
