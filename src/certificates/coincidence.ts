/**
 * The claim that an action attracts along no direction other than p, as steps that are checked one by one (docs/certificates.md, "No other
 * direction").
 */
import type { NoCoincidence, SearchProof } from '../conditions/proofs.js';
import { combineExact, dotExact } from '../math/exactLinear.js';
import { normalTo } from '../math/normal.js';
import { finish } from '../math/work.js';
import type { Around } from './around.js';
import { byKey, type Key, type Keyed, type Weight } from './hull.js';
import { rational, rationals } from './rational.js';

export type CoincidenceStep =
  /** There is one worse arm, or one feature, or no better or tied arm. */
  | { readonly step: 'single' }
  | ({ readonly step: 'off-the-hull' } & OffHull)
  /** The two cases of a better or tied arm: out of B, and in B. */
  | {
      readonly step: 'split';
      readonly at: Key;
      readonly without: CoincidenceStep;
      readonly within: CoincidenceStep;
    }
  /** z' and α, with 2Σα_a c_a − ⟨z', G⟩ > 0, whose square exceeds the product of ‖z'‖² and ‖G‖². */
  | {
      readonly step: 'excluded';
      readonly point: readonly string[];
      readonly alpha: readonly Weight[];
      readonly lead: string;
      readonly squares: readonly [point: string, sum: string];
    }
  /** Multipliers that prove that C(B) is empty. */
  | { readonly step: 'empty'; readonly multipliers: readonly Weight[] }
  /** The point z of C(B) nearest to 0, with its multipliers, and what it contradicts. */
  | ({
      readonly step: 'nearest';
      readonly multipliers: readonly Weight[];
      readonly point: readonly string[];
    } & (
      | { readonly because: 'behind' }
      | ({ readonly because: 'off-the-hull'; readonly off: Key } & OffHull)
      | { readonly because: 'on-a-line' }
    ))
  /** No arm is left for B. */
  | { readonly step: 'nothing-left' };

/** A normal to (y, 1) of all worse arms that die slowest, and its products with the (y, c) of other arms, by ascending keys. */
interface OffHull {
  readonly normal: readonly string[];
  readonly values: readonly string[];
}

/** @param isShared do ties divide all terms by one sum? */
export function noCoincidence(around: Around, proof: NoCoincidence, isShared: boolean): CoincidenceStep {
  if (proof.kind === 'single') return { step: 'single' };
  const others = [...around.better, ...around.tied];
  if (proof.kind === 'off-the-hull')
    return { step: 'off-the-hull', ...offHull(around, around.worse, others) };
  return stepOf(around, proof.root, [], isShared);
}

/** @param inside the arms that are in B so far */
function stepOf(
  around: Around,
  proof: SearchProof,
  inside: readonly number[],
  isShared: boolean,
): CoincidenceStep {
  switch (proof.kind) {
    case 'nothing-left':
      return { step: 'nothing-left' };
    case 'split':
      return {
        step: 'split',
        at: around.to(proof.arm).key,
        without: stepOf(around, proof.without, inside, isShared),
        within: stepOf(around, proof.within, [...inside, proof.arm], isShared),
      };
    case 'excluded':
      return excluded(around, proof);
    case 'settled':
      return settled(around, proof, inside, isShared);
  }
}

function excluded(around: Around, proof: Extract<SearchProof, { kind: 'excluded' }>): CoincidenceStep {
  const { scale, tied, to } = around;
  const used = proof.alpha.filter(([, weight]) => weight !== 0n);
  const point = proof.point.map((entry) => entry * scale);
  // In units of 1/scale.
  const G = combineExact(
    used.map(([, weight]) => weight),
    used.map(([arm]) => to(arm).y),
  );
  const sum = used.reduce((total, [arm, weight]) => (tied.includes(arm) ? total : total + weight), 0n);
  const { unit } = proof;
  return {
    step: 'excluded',
    point: rationals(point, unit),
    alpha: weightsBy(around, used, 1n),
    lead: rational(2n * sum * unit * scale - dotExact(point, G), unit * scale),
    squares: [rational(dotExact(point, point), unit * unit), rational(dotExact(G, G), scale * scale)],
  };
}

function settled(
  around: Around,
  { why, weights }: Extract<SearchProof, { kind: 'settled' }>,
  inside: readonly number[],
  isShared: boolean,
): CoincidenceStep {
  const { tied, scale, to } = around;
  const signed = weights.map(([arm, weight]) => [arm, inside.includes(arm) ? -weight : weight] as const);
  if (why.code === 'empty') {
    const total = signed.reduce((sum, [arm, weight]) => (tied.includes(arm) ? sum : sum + weight), 0n);
    return { step: 'empty', multipliers: weightsBy(around, weights, total) };
  }
  // z has the direction of Σ μ y, scaled so that ⟨y, z⟩ = 1 for a worse arm with positive weight; μ is in units of scale².
  const direction = combineExact(
    signed.map(([, weight]) => weight),
    signed.map(([arm]) => to(arm).y),
  );
  const [first] = weights.find(([arm]) => !inside.includes(arm))!;
  const unit = dotExact(to(first).y, direction);
  const nearest = {
    step: 'nearest',
    multipliers: weightsBy(
      around,
      weights.map(([arm, weight]) => [arm, weight * scale * scale] as const),
      unit,
    ),
    point: rationals(
      direction.map((entry) => entry * scale),
      unit,
    ),
  } as const;
  if (why.code === 'on-a-line') return { ...nearest, because: 'on-a-line' };
  if (why.code === 'behind') return { ...nearest, because: 'behind' };
  const slowest = around.worse.filter((arm) => dotExact(to(arm).y, direction) === unit);
  const flat = isShared ? slowest : [...slowest, ...inside.filter((arm) => tied.includes(arm))];
  const off = to(why.arm).key;
  return { ...nearest, because: 'off-the-hull', off, ...offHull(around, flat, [why.arm]) };
}

function offHull(around: Around, flat: readonly number[], off: readonly number[]): OffHull {
  const { tied, scale, to } = around;
  const edge = (arm: number) => [...to(arm).y, tied.includes(arm) ? 0n : scale];
  // It was proved that none of these arms is in the hull, so a normal exists.
  const normal = finish(normalTo(flat.map(edge), off.map(edge)))!;
  const values = off
    .map((arm): Keyed => ({ key: to(arm).key, y: edge(arm) }))
    .toSorted(byKey)
    .map(({ y }) => rational(dotExact(y, normal), scale));
  return { normal: rationals(normal, 1n), values };
}

function weightsBy(
  { to }: Around,
  weights: readonly (readonly [arm: number, weight: bigint])[],
  below: bigint,
): Weight[] {
  return weights
    .map(([arm, weight]) => ({ key: to(arm).key, weight }))
    .toSorted(byKey)
    .map(({ key, weight }) => [...key, rational(weight, below)] as const);
}
