/** How states, actions and policies of contextual bandits and MDPs are written in sentences. */
import type { PolicyValue, Quantified } from '../conditions/policies/types.js';
import type { CertificateTerm } from '../conditions/types.js';
import { alike } from '../model/alike.js';
import { decimalOf, relation } from '../model/decimal.js';
import { type Mdp, pairName } from '../model/mdp.js';
import { nearestDouble, toFraction } from '../model/rational.js';
import { areExact, list, short } from './format.js';

/** `J* = 5`, or `J* ≈ 13.1929` if it is rounded. */
export function equals(symbol: string, quantity: Quantified): string {
  return `${symbol} ${relation(isShort(quantity))} ${short(quantity.value)}`;
}

/** `5`, or `about 13.1929`. */
export function amount(quantity: Quantified): string {
  return `${isShort(quantity) ? '' : 'about '}${short(quantity.value)}`;
}

const isShort = ({ exact }: Quantified) => exact !== undefined && decimalOf(exact).isExact;

/** By how much J of a policy is less than that of another; rounded only once if both are known exactly. */
export function shortfall({ gap: own }: PolicyValue, { gap: other }: PolicyValue): number {
  if (own.exact === undefined || other.exact === undefined) return own.value - other.value;
  const { s, n, d } = toFraction({ ...own, literal: own.exact }).sub(
    toFraction({ ...other, literal: other.exact }),
  );
  return nearestDouble(s * n, d);
}

/** The states that a policy visits and in which it differs from another. */
export function differing(
  mdp: Mdp,
  trap: Pick<PolicyValue, 'policy' | 'visited'>,
  best: PolicyValue,
): number[] {
  return [...mdp.states.keys()].filter(
    (state) => trap.visited[state] && trap.policy[state] !== best.policy[state],
  );
}

/** `a1`; for actions with the same features, between which no policy chooses, `a1 and a3 alike`. */
function armName(mdp: Mdp, pair: number): string {
  const names = alike(mdp, pair).map((each) => mdp.pairs[each]!.name);
  return names.length === 1 ? names[0]! : `${list(names, MOST_NAMED)} alike`;
}

/** `the policy with a1 in s3 (best in reach: a2)`; if they differ in more than three states, only the first are named. */
export function policyName(mdp: Mdp, trap: PolicyValue, best: PolicyValue | null): string {
  const states = best === null ? [] : differing(mdp, trap, best);
  const named = states.map((state) => {
    const [own, other] = [trap.policy[state]!, best!.policy[state]!];
    return `${armName(mdp, own)} in ${mdp.states[state]!.name} (best in reach: ${armName(mdp, other)})`;
  });
  if (named.length === 0) {
    const taken = mdp.states.flatMap(({ name }, state) =>
      trap.visited[state] ? [`${armName(mdp, trap.policy[state]!)} in ${name}`] : [],
    );
    return `the policy with ${list(taken, 3)}`;
  }
  const more = named.length - MOST_NAMED;
  return `the policy with ${list(named.slice(0, MOST_NAMED))}${more > 0 ? `, and other actions than it in ${more} more ${more === 1 ? 'state' : 'states'}` : ''}`;
}

const MOST_NAMED = 3;

/** `0.5·(s1: a1 − s1: a2) + 0.5·(s2: a2 − s2: a1) = 0`, for rows φ. */
export function vanishingPairs(mdp: Mdp, terms: readonly CertificateTerm[]): string {
  if (terms.length > 6) return `a convex combination of ${terms.length} differences of rows is 0`;
  const exact = terms.map(({ exact: weight }) => (weight === undefined ? null : decimalOf(weight)));
  const written = terms.map(({ from, to, weight }, n) => {
    const factor = exact[n]?.text ?? short(weight);
    return `${factor === '1' ? '' : `${factor}·`}(φ(${pairName(mdp, from)}) − φ(${pairName(mdp, to)}))`;
  });
  return `${written.join(' + ')} ${relation(areExact(terms))} 0`;
}
