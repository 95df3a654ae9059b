import type { Instance } from '../engine/types.js';
import type { Bandit } from '../model/bandit.js';
import { optimalActions } from '../model/ranking.js';

/** The bandit as plain numbers: features become row-major K×d. */
export function instanceOf(bandit: Bandit): Instance {
  return {
    actions: bandit.rewards.length,
    dimensions: bandit.features[0]?.length ?? 0,
    rewards: Float64Array.from(bandit.rewards, (r) => r.value),
    features: Float64Array.from(bandit.features.flat(), (x) => x.value),
    optimal: optimalActions(bandit),
    noise: bandit.noise,
  };
}
