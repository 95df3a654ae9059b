/** A start in the trap of a deterministic policy, named by what it does in some states. */
import { analyseMdp } from '../conditions/policies/analyse.js';
import type { PolicyCondition, PolicyValue } from '../conditions/policies/types.js';
import { MdpFlow, type MdpLimit } from '../flow/mdp/flow.js';
import { type Mdp, pairName } from '../model/mdp.js';
import { numericMdp } from './optimum.js';
import { PlanError } from './planError.js';

/** Greatest number of doublings of the distance. */
const DOUBLINGS = 40;
/** A second integration that has to come to the same end. */
const FINER = { precision: 1e-2, maxSteps: 5000 };
/** Of the entries of a start, counted from the greatest. */
const DIGITS = 3;

/**
 * t·p, p the min-norm point of the trap (docs/policies.md), with the least t of a doubling sequence from which the flow ends at the policy, also when it
 * is followed more finely: along p what is better dies out faster than what is worse.
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
  const flow = new MdpFlow(numericMdp(mdp));
  const p = first.witness!;
  // At t = 1/‖p‖² the slowest worse action is one nat behind.
  let t = 1 / p.reduce((sum, x) => sum + x * x, 0);
  for (let n = 0; n < DOUBLINGS; n++, t *= 2) {
    const theta = rounded(p.map((x) => t * x));
    if (endsAt(flow.from(theta).limit, first.policy!) && endsAt(flow.from(theta, FINER).limit, first.policy!))
      return theta;
  }
  throw new PlanError(
    `\`init\`: no start was found from which the flow stays in the trap that takes ${asked}: its margin is too small.`,
  );
}

/** Does the flow end at this policy, wherever it leads? */
function endsAt(limit: MdpLimit, { policy, visited }: PolicyValue): boolean {
  return (
    limit.kind === 'policy' &&
    limit.rows.every((rows, state) => !visited[state] || rows.includes(policy[state]!))
  );
}

/** To some digits of the greatest entry, so that the direction stays. */
function rounded(v: readonly number[]): number[] {
  const greatest = v.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const decimals = DIGITS - Math.ceil(Math.log10(greatest));
  return v.map((x) => Number(`${Math.round(x * 10 ** decimals)}e${-decimals}`) + 0);
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
