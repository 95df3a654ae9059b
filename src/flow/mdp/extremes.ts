/** The least and the greatest J of any policy, by policy iteration in doubles: for the scales of pictures. */
import { Evaluation } from '../../engine/mdp/evaluation.js';
import type { NumericProcess } from '../../model/numericMdp.js';

/** Howard's iteration takes few rounds; this bound ends it if rounding makes two policies alternate. */
const MOST_ROUNDS = 200;
/** A smaller lead, as a fraction of the greatest |Q|, is rounding error. */
const EVEN = 1e-12;

export interface Extremes {
  readonly least: number;
  readonly greatest: number;
}

/** J of the worst and of the best deterministic policy, which bound J of every policy. */
export function extremesOf(mdp: NumericProcess): Extremes {
  return { least: extreme(mdp, -1), greatest: extreme(mdp, 1) };
}

function extreme(mdp: NumericProcess, sign: 1 | -1): number {
  const { offsets, rewards, start } = mdp;
  const evaluation = new Evaluation(mdp);
  const chosen = offsets.slice(0, -1);
  const policy = new Float64Array(rewards.length);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    policy.fill(0);
    for (const row of chosen) policy[row] = 1;
    evaluation.setPolicy(policy);
    evaluation.evaluate();
    const least = EVEN * evaluation.base.reduce((most, q) => Math.max(most, Math.abs(q)), 0);
    let isBetter = false;
    for (let s = 0; s < chosen.length; s++) {
      let best = chosen[s]!;
      for (let row = offsets[s]!; row < offsets[s + 1]!; row++)
        if (sign * (evaluation.lead[row]! - evaluation.lead[best]!) > least) best = row;
      if (best !== chosen[s]) isBetter = true;
      chosen[s] = best;
    }
    if (!isBetter) break;
  }
  return start.reduce((sum, p, s) => sum + p * evaluation.value[s]!, 0);
}
