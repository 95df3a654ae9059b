/** That an action attracts along no other direction than p, as steps that are checked one by one (docs/certificates.md, "No other direction"). */
import { Fraction } from 'fraction.js';
import type { NoCoincidence, SearchProof } from '../conditions/proofs.js';
import { combineExact, dotExact } from '../math/exactLinear.js';
import { normalTo } from '../math/normal.js';
import { finish } from '../math/work.js';
import type { Around } from './around.js';
import { byKey, type Key, type Keyed, type Weight } from './hull.js';
import { rational, rationals } from './rational.js';

/** `without`: these are neither in A nor in B, since with one of them there is no coincidence. */
export type CoincidenceStep = {
  readonly without?: readonly (readonly [at: Key, within: CoincidenceStep])[];
} & (
  | /** One worse arm, or one feature, or no arm is left for B. */ { readonly step: 'trivial' }
  | Excluded
  | ({ readonly step: 'off-the-hull' } & OffHull)
);

/** v and α, with 2Σα_a c_a − ⟨v, G⟩ > 0, whose square exceeds the product of ‖v‖² and ‖G‖². */
interface Excluded {
  readonly step: 'excluded';
  readonly point: readonly string[];
  readonly alpha: readonly Weight[];
  readonly lead: string;
  readonly squares: readonly [point: string, sum: string];
}

/** A normal to all (y, 1) of the worse arms that are left, and its products with the (y, c) of `off`, or of all that are left for B, by ascending keys. */
interface OffHull {
  readonly off?: Key;
  readonly normal: readonly string[];
  readonly values: readonly string[];
}

/** With its multiplier. */
type Term = readonly [arm: number, weight: Fraction];

/** @param isShared do ties divide all terms by one sum? @returns null: it rests on worse arms on a line, for which there is no step */
export function noCoincidence(
  around: Around,
  proof: NoCoincidence,
  isShared: boolean,
): CoincidenceStep | null {
  if (proof.kind === 'single') return { step: 'trivial' };
  const others = [...around.better, ...around.tied];
  if (proof.kind === 'off-the-hull') {
    const normal = normalOf(around, around.worse, others);
    return { step: 'off-the-hull', ...offHull(around, normal, others) };
  }
  return stepOf(around, proof.root, [], isShared);
}

/** @param inside the arms that are in B so far */
function stepOf(
  around: Around,
  proof: SearchProof,
  inside: readonly number[],
  isShared: boolean,
): CoincidenceStep | null {
  switch (proof.kind) {
    case 'nothing-left':
      return { step: 'trivial' };
    case 'split': {
      const rest = stepOf(around, proof.without, inside, isShared);
      const within = stepOf(around, proof.within, [...inside, proof.arm], isShared);
      if (rest === null || within === null) return null;
      return { ...rest, without: [[around.to(proof.arm).key, within], ...(rest.without ?? [])] };
    }
    case 'excluded':
      return excluded(
        around,
        proof.point.map((entry) => new Fraction(entry * around.scale, proof.unit)),
        proof.alpha.map(([arm, weight]) => [arm, new Fraction(weight)] as const),
      );
    case 'settled':
      return settled(around, proof, inside, isShared);
  }
}

function excluded(around: Around, point: readonly Fraction[], alpha: readonly Term[]): Excluded {
  const used = alpha.filter(([, weight]) => weight.n !== 0n);
  const G = combine(around, used);
  const sum = used.reduce((total, [arm, weight]) => total.add(weight.mul(boundOf(around, arm))), ZERO);
  return {
    step: 'excluded',
    point: point.map((entry) => entry.toFraction()),
    alpha: weightsBy(around, used),
    lead: sum.mul(2).sub(dot(point, G)).toFraction(),
    squares: [dot(point, point).toFraction(), dot(G, G).toFraction()],
  };
}

function settled(
  around: Around,
  { why, weights }: Extract<SearchProof, { kind: 'settled' }>,
  inside: readonly number[],
  isShared: boolean,
): CoincidenceStep | null {
  if (why.code === 'on-a-line') return null;
  const signed = weights.map(
    ([arm, weight]) => [arm, new Fraction(inside.includes(arm) ? -weight : weight)] as const,
  );
  const direction = combine(around, signed);
  if (why.code === 'empty')
    return excluded(
      around,
      direction.map(() => ZERO),
      signed,
    );
  // z in the direction of Σ μ y, with ⟨y, z⟩ = 1 for a worse arm that carries weight.
  const [first] = weights.find(([arm]) => !inside.includes(arm))!;
  const unit = dot(yOf(around, first), direction);
  const z = direction.map((entry) => entry.div(unit));
  const multipliers = signed.map(([arm, weight]) => [arm, weight.div(unit)] as const);
  const others = [...around.better, ...around.tied];
  if (why.code === 'behind') {
    const behind = others.find((arm) => dot(yOf(around, arm), z).compare(boundOf(around, arm)) < 0)!;
    return contradicted(around, z, multipliers, behind);
  }
  const slowest = around.worse.filter((arm) => dot(yOf(around, arm), z).equals(1));
  const flat = isShared ? slowest : [...slowest, ...inside.filter((arm) => around.tied.includes(arm))];
  const normal = normalOf(around, flat, [why.arm]);
  const beyond = around.worse.filter((arm) => dotExact(edgeOf(around, arm), normal) !== 0n);
  const without = beyond.map(
    (arm) => [around.to(arm).key, contradicted(around, z, multipliers, arm)] as const,
  );
  return {
    ...(without.length > 0 && { without }),
    step: 'off-the-hull',
    off: around.to(why.arm).key,
    ...offHull(around, normal, [why.arm]),
  };
}

/**
 * z is the point nearest to 0 by its multipliers, so that ⟨y, z⟩ is not c for this arm: with α = t·multipliers ± 1 at the arm and t large enough,
 * lead² − ‖z‖²‖G‖² = 4t‖z‖²|c − ⟨y, z⟩| + (2c − ⟨y, z⟩)² − ‖z‖²‖y‖² is positive.
 */
function contradicted(
  around: Around,
  z: readonly Fraction[],
  multipliers: readonly Term[],
  arm: number,
): Excluded {
  const y = yOf(around, arm);
  const [c, square, product] = [boundOf(around, arm), dot(z, z), dot(y, z)];
  const sign = product.compare(c) < 0 ? 1 : -1;
  const t = dot(y, y)
    .div(product.sub(c).abs().mul(4))
    .add(
      product
        .abs()
        .add(2 * c)
        .div(square),
    )
    .ceil()
    .add(1);
  const alpha = multipliers.map(([each, weight]) => [each, weight.mul(t)] as const);
  return excluded(around, z, [...alpha, [arm, new Fraction(sign)]]);
}

/** It was proved that none of `off` is in the affine hull of `flat`. */
function normalOf(around: Around, flat: readonly number[], off: readonly number[]): readonly bigint[] {
  const edge = (arm: number) => edgeOf(around, arm);
  return finish(normalTo(flat.map(edge), off.map(edge)))!;
}

function offHull(around: Around, normal: readonly bigint[], off: readonly number[]): OffHull {
  const values = off
    .map((arm): Keyed => ({ key: around.to(arm).key, y: edgeOf(around, arm) }))
    .toSorted(byKey)
    .map(({ y }) => rational(dotExact(y, normal), around.scale));
  return { normal: rationals(normal, 1n), values };
}

/** (y, c) in units of 1/scale. */
function edgeOf(around: Around, arm: number): bigint[] {
  return [...around.to(arm).y, around.scale * BigInt(boundOf(around, arm))];
}

/** c. */
function boundOf({ tied }: Around, arm: number): 0 | 1 {
  return tied.includes(arm) ? 0 : 1;
}

const ZERO = new Fraction(0);

function yOf({ to, scale }: Around, arm: number): Fraction[] {
  return to(arm).y.map((entry) => new Fraction(entry, scale));
}

/** Σ weight·y. */
function combine(around: Around, terms: readonly Term[]): Fraction[] {
  // In whole numbers: sums of fractions take a common denominator each.
  const below = terms.reduce((product, [, { d }]) => (product % d === 0n ? product : product * d), 1n);
  const whole = combineExact(
    terms.map(([, { s, n, d }]) => (s * n * below) / d),
    terms.map(([arm]) => around.to(arm).y),
  );
  return whole.map((entry) => new Fraction(entry, below * around.scale));
}

function dot(a: readonly Fraction[], b: readonly Fraction[]): Fraction {
  return a.reduce((sum, entry, k) => sum.add(entry.mul(b[k]!)), ZERO);
}

function weightsBy({ to }: Around, terms: readonly Term[]): Weight[] {
  return terms
    .map(([arm, weight]) => ({ key: to(arm).key, weight }))
    .toSorted(byKey)
    .map(({ key, weight }) => [...key, weight.toFraction()] as const);
}
