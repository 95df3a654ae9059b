/** The conditions of a contextual bandit or an MDP with their sentences, for tables. */
import type { MdpAnalysis, PolicyCondition, PolicyValue } from '../conditions/policies/types.js';
import { alike } from '../model/alike.js';
import type { DeterministicPolicy, Mdp } from '../model/mdp.js';
import { equals, policyName } from './policyFormat.js';
import { policyReason } from './policyReasons.js';
import { shortPolicyName } from './policyShort.js';

/** A condition whose actions, and those of its certificate, are pairs of a state and an action. */
export interface SaidCondition extends Omit<PolicyCondition, 'policy' | 'reason' | 'proof'> {
  /** For `trap`: the policy and its J. */
  readonly about: string | null;
  /** The policy in few words: `s3: waits`. */
  readonly short: string | null;
  readonly said: string | null;
}

export interface SaidConditions {
  /** Policies that attract come first, then undecided ones, then those that do not attract. */
  readonly told: readonly SaidCondition[];
  /** How many more conditions there are. */
  readonly untold: number;
  /** The best policy in reach; the others are named by their difference from it. null: not known yet. */
  readonly best: DeterministicPolicy | null;
}

/** Nobody reads a line for each of more policies, and every update of an analysis would send them. */
const MOST = 100;

export function saidConditions(mdp: Mdp, { conditions, verdict }: MdpAnalysis): SaidConditions {
  const traps = conditions.filter(({ id }) => id === 'trap');
  const ordered = [
    ...conditions.filter(({ id }) => id !== 'trap'),
    ...[true, null, false].flatMap((holds) => traps.filter((each) => each.holds === holds)),
  ];
  const told = ordered.slice(0, MOST).map((condition): SaidCondition => {
    const { policy, reason: _, ...rest } = condition;
    return {
      ...rest,
      short: policy ? shortNameOf(mdp, policy, verdict.best) : null,
      about: policy ? `${policyName(mdp, policy, verdict.best)}, with ${equals('J', policy.value)}` : null,
      said: policyReason(mdp, condition) ?? null,
    };
  });
  return { told, untold: ordered.length - told.length, best: verdict.best?.policy ?? null };
}

function shortNameOf(mdp: Mdp, { policy, visited }: PolicyValue, best: PolicyValue | null): string {
  const { states, pairs } = mdp;
  const names = { states: states.map(({ name }) => name), actionNames: pairs.map(({ name }) => name) };
  const taken = policy.map((pair, state) => (visited[state] ? alike(mdp, pair) : []));
  return shortPolicyName(names, taken, best?.policy ?? null);
}
