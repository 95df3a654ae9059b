/** A bandit of a spec as the plain numbers that the flow works on. */
import type { Bandit } from '../model/bandit.js';
import type { FlowInput } from './flowProblem.js';

export function flowInput(bandit: Pick<Bandit, 'rewards' | 'features'>): FlowInput {
  return {
    K: bandit.features.length,
    d: bandit.features[0]!.length,
    features: Float64Array.from(bandit.features.flatMap((row) => row.map((x) => x.value))),
    rewards: Float64Array.from(bandit.rewards, (r) => r.value),
  };
}
