/**
 * Is there a direction w with ⟨w, x_from − x_to⟩ > 0 for every given pair of arms? (Gordan's alternative.)
 *
 * Let p be the min-norm point of the differences. p ≠ 0 is such a direction, and the best one; p = 0 comes with convex weights
 * that prove that there is none. Floating point finds the weights, and integers confirm them: they give p exactly, or, where that would
 * take long, bounds that decide what is asked.
 */

import { type Budget, eliminationCost, productsCost } from '../math/budget.js';
import { dot } from '../math/dot.js';
import { type Enclosure, enclosing } from '../math/enclosure.js';
import { dotExact, minusExact } from '../math/exactLinear.js';
import { type ExactMinNorm, exactMinNorming } from '../math/exactMinNorm.js';
import { type MinNormPoint, minNorming } from '../math/minnorm.js';
import { Points } from '../math/points.js';
import { exactLiteral, exactLiterals, ratioToNumber } from '../math/ratio.js';
import { surrounded } from '../math/surrounded.js';
import type { Work } from '../math/work.js';
import type { Arms } from './arms.js';
import type { HullProof } from './proofs.js';
import type { Basis, CertificateTerm, Condition, Reason } from './types.js';

/** Arms i and j, for the difference x_i − x_j. */
export type Pair = readonly [from: number, to: number];

export interface Separation {
  readonly pairs: readonly Pair[];
  /** The indices of the pairs in `terms`, among `pairs`. */
  readonly carrying: readonly number[];
  /** p ≠ 0. */
  readonly apart: boolean;
  readonly basis: Basis;
  /** p in the units of the features. */
  readonly point: readonly number[];
  readonly exactPoint: readonly string[] | null;
  /** ‖p‖². */
  readonly normSquare: number;
  /** The pairs with positive weight. */
  readonly terms: readonly CertificateTerm[];
  /** p in integers, in units of 1/scale; null if p is only numerical or only enclosed. */
  readonly exact: ExactMinNorm | null;
  /** The integers that decide signs, in units of 1/scale: p itself, or a point that takes its place; null if p is only numerical. */
  readonly decisive: Enclosure | null;
  /** Why p is only numerical. */
  readonly reason?: Reason;
}

/** The part of a condition that follows from a separation: w = p is its witness, or `terms` are the certificate that there is none. */
export function separatedBy(
  { apart, normSquare, point, exactPoint }: Separation,
  terms: readonly CertificateTerm[],
): Pick<Condition, 'holds' | 'margin' | 'witness' | 'exactWitness' | 'certificate'> {
  if (!apart) return { holds: false, margin: 0, certificate: terms };
  return {
    holds: true,
    margin: Math.sqrt(normSquare),
    witness: point,
    ...(exactPoint && { exactWitness: exactPoint }),
  };
}

/** The further pairs whose signs `beyond` and `along` will be asked for; and what is known already. */
export interface Questions {
  readonly beyond?: readonly Pair[];
  readonly along?: readonly Pair[];
  /** The point of least norm of the differences of the pairs, in floating point. */
  readonly guess?: MinNormPoint | undefined;
}

/**
 * If the exact p is estimated to take more nanoseconds than this, it is not computed where bounds decide. It is then too long to be shown exactly
 * anyway.
 */
const LONG = 4e6;
/** Numbers between two pauses. */
const PAUSE = 5000;

/** Separates `pairs`, which is not empty. */
export function* separate(
  arms: Arms,
  pairs: readonly Pair[],
  budget: Budget,
  questions: Questions = {},
): Work<Separation> {
  const guess = questions.guess ?? (yield* minNorming(yield* differences(arms, pairs)));

  const size = guess.support.length;
  const bits = 2 * arms.bits + 8;
  const cost =
    eliminationCost(size, bits) + productsCost(pairs.length * arms.dimensions, size * bits, bits / 2);
  if (cost > LONG) {
    const enclosure = yield* enclose(arms, pairs, guess, questions, budget);
    if (enclosure) return proved(arms, pairs, guess, enclosure);
    if (yield* isSurrounded(arms, pairs, guess, budget)) {
      return { ...unproved(arms, pairs, guess, { apart: false }), basis: 'proved' };
    }
  }
  const proof = budget.take(cost) ? yield* confirm(arms, pairs, guess, cost, budget) : null;
  if (proof) return yield* provedExactly(arms, pairs, proof);

  const points = yield* differences(arms, pairs);
  let longest = 0;
  for (let i = 0; i < points.count; i++) longest = Math.max(longest, points.product(i, i));
  const largest = Math.sqrt(longest);
  const norm = Math.sqrt(dot(guess.point, guess.point));
  const apart = norm > 1e-9 * largest;
  return {
    ...unproved(arms, pairs, guess, { apart }),
    reason: { code: 'separation-too-large', differences: size, dimensions: arms.dimensions },
  };
}

/** The separation that floating point found. */
function unproved(
  arms: Arms,
  pairs: readonly Pair[],
  guess: MinNormPoint,
  { apart }: Pick<Separation, 'apart'>,
): Separation {
  return {
    pairs,
    apart,
    basis: 'numerical',
    point: apart ? Array.from(guess.point) : new Array<number>(arms.dimensions).fill(0),
    exactPoint: null,
    normSquare: apart ? dot(guess.point, guess.point) : 0,
    carrying: inOrder(guess.support).map((i) => guess.support[i]!),
    terms: inOrder(guess.support).map((i) => term(arms, pairs[guess.support[i]!]!, guess.weights[i]!)),
    exact: null,
    decisive: null,
  };
}

/** Is 0 inside the simplex of the pairs with positive weight? */
function* isSurrounded(
  arms: Arms,
  pairs: readonly Pair[],
  { support, weights }: MinNormPoint,
  budget: Budget,
): Work<boolean> {
  const m = support.length;
  if (m !== arms.dimensions + 1 || !budget.take(productsCost(m ** 3, arms.bits, 64))) return false;
  const vectors = support.map((index) => {
    const [from, to] = pairs[index]!;
    return minusExact(arms.exactRows[from]!, arms.exactRows[to]!);
  });
  return yield* surrounded(vectors, weights);
}

function* differences(arms: Arms, pairs: readonly Pair[]): Work<Points> {
  const d = arms.dimensions;
  const coordinates = new Float64Array(pairs.length * d);
  for (const [i, [from, to]] of pairs.entries()) {
    const x = arms.rows[from]!;
    const y = arms.rows[to]!;
    for (let k = 0; k < d; k++) coordinates[i * d + k] = x[k]! - y[k]!;
    if ((i * d) % PAUSE < d) yield;
  }
  return new Points(d, coordinates);
}

function* confirm(
  arms: Arms,
  pairs: readonly Pair[],
  guess: { readonly support: readonly number[]; readonly weights: readonly number[] },
  cost: number,
  budget: Budget,
): Work<ExactMinNorm | null> {
  const exactPoints = yield* exactDifferences(arms, pairs);
  const confirmed = yield* exactMinNorming(exactPoints, guess, 1);
  if (confirmed) return confirmed;
  // Rounding gave a wrong support: the exact method continues from it, as long as the budget lasts.
  let steps = 1;
  while (steps < 8 * (arms.dimensions + 2) && budget.take(cost)) steps++;
  return yield* exactMinNorming(exactPoints, guess, steps);
}

function* enclose(
  arms: Arms,
  pairs: readonly Pair[],
  guess: MinNormPoint,
  { beyond = [], along = [] }: Questions,
  budget: Budget,
): Work<Enclosure | null> {
  const all = pairs.length + beyond.length + along.length;
  if (!budget.take(2 * productsCost(all * arms.dimensions, arms.bits + 64, arms.bits))) return null;
  return yield* enclosing(yield* exactDifferences(arms, pairs), guess, {
    beyond: yield* exactDifferences(arms, beyond),
    along: yield* exactDifferences(arms, along),
  });
}

function* exactDifferences(arms: Arms, pairs: readonly Pair[]): Work<bigint[][]> {
  const found: bigint[][] = [];
  for (const [from, to] of pairs) {
    found.push(minusExact(arms.exactRows[from]!, arms.exactRows[to]!));
    if ((found.length * arms.dimensions) % PAUSE < arms.dimensions) yield;
  }
  return found;
}

function proved(arms: Arms, pairs: readonly Pair[], guess: MinNormPoint, p: Enclosure): Separation {
  const below = p.denominator * arms.scale;
  return {
    pairs,
    apart: true,
    basis: 'proved',
    point: p.point.map((entry) => ratioToNumber(entry, below)),
    exactPoint: null,
    normSquare: ratioToNumber(p.normSquare, below * below),
    carrying: inOrder(guess.support).map((i) => guess.support[i]!),
    terms: inOrder(guess.support).map((i) => term(arms, pairs[guess.support[i]!]!, guess.weights[i]!)),
    exact: null,
    decisive: p,
  };
}

function* provedExactly(arms: Arms, pairs: readonly Pair[], p: ExactMinNorm): Work<Separation> {
  const below = p.denominator * arms.scale;
  return {
    pairs,
    apart: p.normSquare !== 0n,
    basis: 'proved',
    point: p.point.map((entry) => ratioToNumber(entry, below)),
    exactPoint: yield* exactLiterals(p.point, below),
    normSquare: ratioToNumber(p.normSquare, below * below),
    carrying: inOrder(p.support).map((i) => p.support[i]!),
    terms: inOrder(p.support).map((i) =>
      term(
        arms,
        pairs[p.support[i]!]!,
        ratioToNumber(p.weights[i]!, p.denominator),
        exactLiteral(p.weights[i]!, p.denominator),
      ),
    ),
    exact: p,
    decisive: p,
  };
}

/** The weights of a proved separation. Where 0 was only shown to be inside a simplex, they are computed here. */
export function* hullProofOf(arms: Arms, { pairs, carrying, terms, decisive }: Separation): Work<HullProof> {
  const found = decisive ?? (yield* weightsOfZero(arms, pairs, carrying, terms));
  const places = inOrder(found.support).filter((i) => found.weights[i]! > 0n);
  return {
    terms: places.map((i) => {
      const index = found.support[i]!;
      const [from, to] = pairs[index]!;
      return { index, from, to, weight: found.weights[i]! };
    }),
    denominator: found.denominator,
  };
}

function* weightsOfZero(
  arms: Arms,
  pairs: readonly Pair[],
  carrying: readonly number[],
  terms: readonly CertificateTerm[],
): Work<Pick<ExactMinNorm, 'support' | 'weights' | 'denominator'>> {
  const points = yield* exactDifferences(
    arms,
    carrying.map((index) => pairs[index]!),
  );
  const guess = { support: carrying.map((_, n) => n), weights: terms.map(({ weight }) => weight) };
  // The simplex holds 0 inside, so the first solution is the answer.
  const found = (yield* exactMinNorming(points, guess, 8 * (arms.dimensions + 2)))!;
  return { ...found, support: found.support.map((n) => carrying[n]!) };
}

/** The order of `support` that sorts it by pairs. */
function inOrder(support: readonly number[]): number[] {
  return support.map((_, i) => i).sort((a, b) => support[a]! - support[b]!);
}

function term(arms: Arms, [from, to]: Pair, weight: number, exact: string | null = null): CertificateTerm {
  // An arm may hold an optimal action beside worse ones; the comparison is with a worse one.
  const worse = arms.members[to]!.find((action) => !arms.optimal.includes(action));
  const actions = { from: arms.members[from]![0]!, to: worse ?? arms.members[to]![0]! };
  return exact === null ? { ...actions, weight } : { ...actions, weight, exact };
}

/** How ⟨x_from − x_to, p⟩ compares to ‖p‖²: the sign of their difference, decided exactly for the pairs of `Questions`, and the difference. */
export function beyond(
  arms: Arms,
  separation: Separation,
  [from, to]: Pair,
): { sign: -1 | 0 | 1; margin: number } {
  const p = separation.decisive;
  if (p) {
    const v = minusExact(arms.exactRows[from]!, arms.exactRows[to]!);
    const difference = dotExact(v, p.point) * p.denominator - p.normSquare;
    const below = p.denominator * arms.scale;
    return {
      sign: difference > 0n ? 1 : difference < 0n ? -1 : 0,
      margin: ratioToNumber(difference, below * below),
    };
  }
  const [x, y] = [arms.rows[from]!, arms.rows[to]!];
  let margin = -separation.normSquare;
  for (let k = 0; k < x.length; k++) margin += (x[k]! - y[k]!) * separation.point[k]!;
  return { sign: margin > 0 ? 1 : margin < 0 ? -1 : 0, margin };
}

/** ⟨x_from − x_to, p⟩: its sign, decided exactly for the pairs of `Questions`, and its value. */
export function along(
  arms: Arms,
  separation: Separation,
  [from, to]: Pair,
): { sign: -1 | 0 | 1; value: number } {
  const p = separation.decisive;
  if (p) {
    const product = dotExact(minusExact(arms.exactRows[from]!, arms.exactRows[to]!), p.point);
    return {
      sign: product > 0n ? 1 : product < 0n ? -1 : 0,
      value: ratioToNumber(product, p.denominator * arms.scale * arms.scale),
    };
  }
  const [x, y] = [arms.rows[from]!, arms.rows[to]!];
  let product = 0;
  for (let k = 0; k < x.length; k++) product += (x[k]! - y[k]!) * separation.point[k]!;
  return { sign: product > 0 ? 1 : product < 0 ? -1 : 0, value: product };
}
