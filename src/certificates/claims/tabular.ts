/** *tabular*: each pair of a state with a choice has a feature of its own, and the theorem of docs/policies.md applies: it converges from every start. */
import type { Difference } from '../../conditions/policies/differences.js';
import type { ExactMdp } from '../../conditions/policies/exactMdp.js';
import { minusExact } from '../../math/exactLinear.js';
import { featureRow } from '../../model/mdp.js';
import { toFraction } from '../../model/rational.js';
import { type HullPoint, hullPoint } from '../hull.js';

export interface TabularClaim {
  readonly claim: 'tabular';
}

/**
 * The point nearest to 0 of tabular differences. Those of a state with m of them get the weight w each, with ‖p‖² ∝ Σ m(m + 1)w²: all products
 * with p are equal where w ∝ 1/(m + 1).
 */
export function tabularPoint({ mdp, arms }: ExactMdp, differences: readonly Difference[]): HullPoint {
  const counts = new Map<number, bigint>();
  for (const { state } of differences) counts.set(state, (counts.get(state) ?? 0n) + 1n);
  const product = [...counts.values()].reduce((all, m) => all * (m + 1n), 1n);
  const rows = differences.map(({ state, from, to }) => {
    const pairs = [arms[state]![from]!.pairs[0]!, arms[state]![to]!.pairs[0]!] as const;
    const [a, b] = pairs.map((pair) => featureRow(mdp, pair).map(toFraction));
    return { key: pairs, a: a!, b: b!, weight: product / (counts.get(state)! + 1n) };
  });
  // All entries that are not 0 have one size.
  const scale = rows[0]!.a.find(({ n }) => n !== 0n)!.d;
  const terms = rows.map(({ key, a, b, weight }) => {
    const [from, to] = [a, b].map((row) => row.map(({ s, n, d }) => (s * n * scale) / d));
    return { key, y: minusExact(from!, to!), weight };
  });
  const denominator = terms.reduce((sum, { weight }) => sum + weight, 0n);
  return hullPoint({ terms, denominator }, terms, [], scale);
}
