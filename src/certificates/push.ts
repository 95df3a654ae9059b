/**
 * The case that better arms die out along p exactly as fast as the slowest worse ones, and worse arms push θ on across p (docs/trap.md, "Boundaries"):
 * each push is an equation for the point before it and one for its own point q.
 */
import { Fraction } from 'fraction.js';
import type { PushProof } from '../conditions/proofs.js';
import { dotExact, type IntegerVector, independentColumns, solvingExact } from '../math/exactLinear.js';
import { exactMinNorming } from '../math/exactMinNorm.js';
import { finish } from '../math/work.js';
import type { Around } from './around.js';
import { byKey, type Keyed, type Weight } from './hull.js';

export interface Push {
  /** The point before: positive weights of all worse arms that stay on its face, with sum 1, and multiples of the arms of earlier faces. */
  readonly face: readonly Weight[];
  /** q: positive weights of worse arms beside the face, with sum 1, and multiples of the arms of all faces. */
  readonly weights: readonly Weight[];
  readonly point: readonly string[];
  /** ⟨y, q⟩ of the worse arms beside the face and of the better ones that are left, by ascending keys. */
  readonly products: readonly string[];
  readonly square: string;
  /** q is the nearest point itself. */
  readonly slack: '0';
}

type Vector = readonly Fraction[];
/** An arm with its coefficient. */
type Term = readonly [arm: number, coefficient: Fraction];

const ZERO = new Fraction(0);

/** @param point p in the units of the features; the better arms `equal` have ⟨y, p⟩ = ‖p‖² */
export function pushesOf(around: Around, point: Vector, proofs: readonly PushProof[]): Push[] {
  const { worse, better, to, scale } = around;
  const y = (arm: number): Vector => to(arm).y.map((entry) => new Fraction(entry, scale));
  const weightsFrom = (terms: readonly Term[]): Weight[] =>
    terms
      .filter(([, coefficient]) => coefficient.n !== 0n)
      .map(([arm, coefficient]) => ({ key: to(arm).key, coefficient }))
      .toSorted(byKey)
      .map(({ key, coefficient }) => [...key, coefficient.toFraction()] as const);

  const d = point.length;
  const pushes: Push[] = [];
  const earlier: number[] = [];
  let before = point;
  const isLevel = (arm: number) => dot(y(arm), before).equals(dot(before, before));
  let pushing = worse.filter(isLevel);
  let open = better.filter(isLevel);
  for (const { face, weights } of proofs) {
    const inside = positive(around, earlier, face, before);
    const rest = minus(before, combine(inside, y, d));
    const along = coordinates(earlier, rest, y);
    earlier.push(...face);
    const total = weights.reduce((sum, [, weight]) => sum + weight, 0n);
    const mean = weights.map(([arm, weight]): Term => [arm, new Fraction(weight, total)]);
    const across = coordinates(earlier, combine(mean, y, d), y).map(
      ([arm, coefficient]): Term => [arm, coefficient.neg()],
    );
    before = combine([...mean, ...across], y, d);
    const beside = pushing.filter((arm) => !face.includes(arm));
    const stated = [...beside, ...open].map(to).toSorted(byKey);
    pushes.push({
      face: weightsFrom([...inside, ...along]),
      weights: weightsFrom([...mean, ...across]),
      point: before.map((entry) => entry.toFraction()),
      products: stated.map((each) => dot(scaled(each, scale), before).toFraction()),
      square: dot(before, before).toFraction(),
      slack: '0',
    });
    pushing = beside.filter(isLevel);
    open = open.filter(isLevel);
  }
  return pushes;
}

/** Positive weights of all arms of a face whose combination is `point`, up to arms of earlier faces. */
function positive(
  { to, scale }: Around,
  earlier: readonly number[],
  face: readonly number[],
  point: Vector,
): Term[] {
  const y = (arm: number): Vector => to(arm).y.map((entry) => new Fraction(entry, scale));
  const projected = new Map(
    face.map(
      (arm) => [arm, minus(y(arm), combine(coordinates(earlier, y(arm), y), y, point.length))] as const,
    ),
  );
  const sums = new Map(face.map((arm) => [arm, ZERO]));
  for (const arm of face) {
    // The point is inside the face, so a point a little beyond it, as seen from this arm, is still a combination of all arms.
    for (let step = new Fraction(1); ; step = step.div(2)) {
      const own = projected.get(arm)!;
      const target = point.map((entry, k) => entry.add(entry.sub(own[k]!).mul(step)));
      const found = combinationFor(
        face.map((each) => projected.get(each)!),
        target,
      );
      if (found === null) continue;
      const share = step.add(1).mul(face.length).inverse();
      sums.set(arm, sums.get(arm)!.add(step.mul(share)));
      for (const [n, weight] of found.entries()) {
        sums.set(face[n]!, sums.get(face[n]!)!.add(weight.mul(share)));
      }
      break;
    }
  }
  return [...sums];
}

/** Convex weights of `vectors` for `target`; null: it is not in their hull. */
function combinationFor(vectors: readonly Vector[], target: Vector): Fraction[] | null {
  const differences = whole(vectors.map((vector) => minus(vector, target)));
  const steps = 8 * (vectors.length + target.length);
  const found = finish(exactMinNorming(differences, { support: [0], weights: [1] }, steps));
  if (found === null || found.normSquare !== 0n) return null;
  const weights = vectors.map(() => ZERO);
  found.support.forEach((index, n) => {
    weights[index] = new Fraction(found.weights[n]!, found.denominator);
  });
  return weights;
}

/** The orthogonal projection of `vector` on the span of some arms, as coefficients of these arms. */
function coordinates(arms: readonly number[], vector: Vector, y: (arm: number) => Vector): Term[] {
  if (arms.length === 0) return [];
  const rows = whole([...arms.map(y), vector]);
  const right = rows.pop()!;
  const basis = independentColumns(right.map((_, k) => rows.map((row) => row[k]!)));
  const { numerators, denominator } = finish(
    solvingExact(
      basis.map((i) => basis.map((j) => dotExact(rows[i]!, rows[j]!))),
      basis.map((i) => dotExact(rows[i]!, right)),
    ),
  )!;
  return basis.map((i, n) => [arms[i]!, new Fraction(numerators[n]!, denominator)]);
}

/** The vectors times one positive number that makes all entries integers. */
function whole(vectors: readonly Vector[]): IntegerVector[] {
  const common = vectors.flat().reduce((product, { d }) => (product % d === 0n ? product : product * d), 1n);
  return vectors.map((vector) => vector.map(({ s, n, d }) => s * n * (common / d)));
}

function combine(terms: readonly Term[], y: (arm: number) => Vector, dimensions: number): Vector {
  return terms.reduce<Vector>((sum, [arm, coefficient]) => {
    const vector = y(arm);
    return sum.map((entry, k) => entry.add(vector[k]!.mul(coefficient)));
  }, new Array<Fraction>(dimensions).fill(ZERO));
}

function scaled({ y }: Keyed, scale: bigint): Vector {
  return y.map((entry) => new Fraction(entry, scale));
}

function minus(a: Vector, b: Vector): Vector {
  return a.map((entry, k) => entry.sub(b[k]!));
}

function dot(a: Vector, b: Vector): Fraction {
  return a.reduce((sum, entry, k) => sum.add(entry.mul(b[k]!)), ZERO);
}
