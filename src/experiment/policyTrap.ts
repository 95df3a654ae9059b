/** A start in the trap of a deterministic policy, named by what the policy does in some states. */
import type { MdpAnalysis, NoPolicyStart, PolicyValue } from '../conditions/policies/types.js';
import type { MdpFlow, MdpLimit } from '../flow/mdp/flow.js';
import type { Work } from '../math/work.js';
import { alike } from '../model/alike.js';
import type { Mdp } from '../model/mdp.js';

/** The greatest number of doublings of the distance. */
const DOUBLINGS = 40;
/** The options of a second integration, which has to reach the same end. */
const FINER = { precision: 1e-2, maxSteps: 5000 };
/** Significant digits of a start, counted from its greatest entry. */
const DIGITS = 3;

/**
 * t·p, with p the min-norm point of the trap (docs/policies.md) and the least t of a doubling sequence from which the flow ends at the policy, also if it
 * is followed more finely: along p, better actions die out faster than worse ones.
 *
 * @param choices states, each with a pair that the policy takes there, alone or with pairs of the same features; in the other states any pair will do.
 */
export function* policyTrapStarting(
  mdp: Mdp,
  { conditions }: MdpAnalysis,
  flow: MdpFlow,
  choices: NoPolicyStart['choices'],
): Work<readonly number[] | NoPolicyStart> {
  const known = conditions.filter(({ id, holds }) => id === 'trap' && holds === true);
  const traps = known.map(({ policy }) => policy!);
  const [first, another] = known.filter(({ policy }) => takes(mdp, policy!, choices));
  if (!first) return { choices, code: 'none', traps };
  if (another) return { choices, code: 'several', traps };
  const p = first.witness!;
  // At t = 1/‖p‖² the slowest worse action is one nat behind.
  let t = 1 / p.reduce((sum, x) => sum + x * x, 0);
  for (let n = 0; n < DOUBLINGS; n++, t *= 2) {
    const theta = rounded(p.map((x) => t * x));
    const isThere = function* (options?: typeof FINER) {
      return endsAt((yield* flow.following(theta, options)).limit, first.policy!);
    };
    if ((yield* isThere()) && (yield* isThere(FINER))) return theta;
  }
  return { choices, code: 'thin', traps };
}

/**
 * The traps that can be named, each by as few choices as tell it from the other traps: where it differs from the best policy in reach, then also where it visits a
 * state with a choice.
 *
 * @param most traps that are looked at, in the order of the analysis
 */
export function namedTraps(
  mdp: Mdp,
  { conditions, verdict }: MdpAnalysis,
  most: number,
): NoPolicyStart['choices'][] {
  const traps = attracting(conditions);
  const { best, optimal } = verdict;
  const bestPairs = (state: number) => (best ? alike(mdp, best.policy[state]!) : optimal[state]!);
  return traps.slice(0, most).flatMap((trap) => {
    const visited = [...mdp.states.keys()].filter(
      (state) => mdp.states[state]!.actions > 1 && trap.visited[state],
    );
    const choices = visited.map((state) => [state, trap.policy[state]!] as const);
    const differing = choices.filter(([state, pair]) => !bestPairs(state).includes(pair));
    const named = [differing, choices].find(
      (some) => some.length > 0 && traps.filter((each) => takes(mdp, each, some)).length === 1,
    );
    return named ? [named] : [];
  });
}

/** The policies that are known to attract. */
export function attracting(conditions: MdpAnalysis['conditions']): PolicyValue[] {
  return conditions.filter(({ id, holds }) => id === 'trap' && holds === true).map(({ policy }) => policy!);
}

/** Does a policy take these pairs, or pairs of the same features? */
export function takes(mdp: Mdp, { policy }: PolicyValue, choices: NoPolicyStart['choices']): boolean {
  return choices.every(([state, pair]) => alike(mdp, pair).includes(policy[state]!));
}

/** Does the flow end at this policy, in every state that the policy visits? */
function endsAt(limit: MdpLimit, { policy, visited }: PolicyValue): boolean {
  return (
    limit.kind === 'policy' &&
    limit.rows.every((rows, state) => !visited[state] || rows.includes(policy[state]!))
  );
}

/** Rounded to some digits of the greatest entry, so that the direction stays. */
function rounded(v: readonly number[]): number[] {
  const greatest = v.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const decimals = DIGITS - Math.ceil(Math.log10(greatest));
  return v.map((x) => Number(`${Math.round(x * 10 ** decimals)}e${-decimals}`) + 0);
}
