/** A start in the trap of a deterministic policy, named by what it does in some states. */
import { analyseMdp } from '../conditions/policies/analyse.js';
import type { PolicyCondition } from '../conditions/policies/types.js';
import { type Mdp, pairName } from '../model/mdp.js';
import { PlanError } from './planError.js';

/** exp(−DEPTH) is by how much what leads out of the trap is smaller than what holds the policy there, and how far the policy is from certain. */
const DEPTH = 40;
const NEAR = 5;

/**
 * t·p, p the min-norm point of the trap (docs/policies.md): along it what is better dies out faster than what is worse by exp(−t·margin).
 *
 * @param choices states, each with the pair that the policy takes there; in the others it may do what it likes.
 * @throws PlanError where no such policy is known to attract, or several are.
 */
export function startInPolicyTrap(
  mdp: Mdp,
  choices: readonly (readonly [state: number, pair: number])[],
): number[] {
  const { conditions } = analyseMdp(mdp);
  const traps = conditions.filter(
    ({ id, holds, policy }) =>
      id === 'trap' && holds === true && choices.every(([state, pair]) => policy!.policy[state] === pair),
  );
  const asked = choices.map(([, pair]) => pairName(mdp, pair)).join(', ');
  const [first, another] = traps;
  if (!first)
    throw new PlanError(
      `\`init\`: no policy that takes ${asked} is known to be a trap. ${trapsOf(mdp, conditions)}`,
    );
  if (another)
    throw new PlanError(
      `\`init\`: several traps take ${asked}. Name more states. ${trapsOf(mdp, conditions)}`,
    );
  const p = first.witness!;
  const square = p.reduce((sum, x) => sum + x * x, 0);
  const t = Math.max(
    NEAR / square,
    first.margin === null || first.margin <= 0 ? DEPTH / square : DEPTH / first.margin,
  );
  return p.map((x) => t * x);
}

function trapsOf(mdp: Mdp, conditions: readonly PolicyCondition[]): string {
  const traps = conditions.filter(({ id, holds }) => id === 'trap' && holds === true);
  if (traps.length === 0) return 'This process has no trap that is known.';
  const names = traps.slice(0, 3).map(({ policy }) => {
    const { policy: pairs, visited } = policy!;
    const taken = pairs.filter(
      (pair, state) => visited[state] && mdp.states[state]!.actions > 1 && pair >= 0,
    );
    return `{${taken.map((pair) => pairName(mdp, pair)).join(', ')}}`;
  });
  return `Traps are ${names.join('; ')}${traps.length > 3 ? `, and ${traps.length - 3} more` : ''}.`;
}
