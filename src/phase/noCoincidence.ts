/**
 * That an arm attracts along no other direction than p, as signs of polynomials: the sets B of `src/conditions/coincidence.ts` one by one, each
 * settled by the point nearest to 0 of C(B), with the constraints that are active at one parameter value.
 */
import type { Fraction } from 'fraction.js';
import { exactResidual } from '../math/nearest.js';
import { finish } from '../math/work.js';
import { type Claim, notNegative, positive } from './claims.js';
import { dotOf, minus, negated, ONE, type Polynomial, signAt, valueAt, ZERO } from './polynomial.js';
import { combination, cramer, determinant, gram } from './solve.js';

type Vector = readonly Polynomial[];

/** The arms around arm i, as x_i − x. */
export interface Around {
  readonly worse: readonly Vector[];
  /** Those of better reward, and those of the same. */
  readonly better: readonly Vector[];
  readonly tied: readonly Vector[];
}

/** More vectors are not looked at together: a determinant of m rows takes 2^m·m products. */
export const MOST_ROWS = 8;
/** More better or tied arms are not gone through: there are 2^m − 1 sets of them. */
const MOST_OTHERS = 5;

/**
 * @param isShared whether tied arms divide all terms by one sum, as in a bandit; if not, each of several states has a sum of its own
 * @returns null: not found at this value
 */
export function noCoincidenceClaims(
  { worse, better, tied }: Around,
  at: Fraction,
  isShared: boolean,
): Claim[] | null {
  const dimensions = worse[0]!.length;
  const others = [...better.map((y) => [...y, ONE]), ...tied.map((y) => [...y, ZERO])];
  if (worse.length < 2 || others.length === 0 || dimensions < 2) return [];
  const edges = worse.map((y) => [...y, ONE]);
  if ((isShared || tied.length === 0) && edges.length <= dimensions && edges.length < MOST_ROWS) {
    const off = others.map((other) => positive(determinant(gram([...edges, other]))));
    if (off.every(({ polynomial }) => signAt(polynomial, at) > 0)) return off;
  }
  if (others.length > MOST_OTHERS) return null;
  const claims: Claim[] = [];
  for (let set = 1; set < 2 ** others.length; set++) {
    const settled = settledClaims(edges, others, (n) => ((set >> n) & 1) === 1, at, isShared);
    if (settled === null) return null;
    claims.push(...settled);
  }
  return claims;
}

/** C(B) is empty, or its point nearest to 0 rules B out. */
function settledClaims(
  worse: readonly Vector[],
  others: readonly Vector[],
  isIn: (other: number) => boolean,
  at: Fraction,
  isShared: boolean,
): Claim[] | null {
  const inside = others.filter((_, n) => isIn(n));
  const edges = [...worse, ...inside.map((edge) => edge.map(negated))];
  const support = supportAt(edges, at);
  if (support === null || support.length >= MOST_ROWS) return null;
  const active = support.map((n) => edges[n]!);
  const top = worse[0]!.length - 1;
  const { x: multipliers, determinant: scale } = cramer(
    gram(active),
    active.map((edge) => edge[top]!),
  );
  const sum = active.length > 0 ? combination(multipliers, active) : worse[0]!.map(() => ZERO);
  // r times `scale`, where r = f − Σ u E.
  const rest = sum.map((entry, k) => minus(k === top ? scale : ZERO, entry));
  const common = [positive(scale), ...multipliers.map(notNegative)];
  if (rest.every((entry) => entry.length === 0)) return common;
  const beyond = (edge: Vector) => dotOf(edge, rest);
  const feasible = [
    ...common,
    positive(rest[top]!),
    ...edges.flatMap((edge, n) => (support.includes(n) ? [] : [notNegative(negated(beyond(edge)))])),
  ];
  const behind = greatest(others.map(beyond), at);
  if (behind) return [...feasible, positive(behind)];
  const slowest = worse.filter((edge) => signAt(beyond(edge), at) === 0);
  if ([...slowest, ...inside].some((edge) => beyond(edge).length > 0)) return null;
  // With several states, the means of the mixtures move the hull along the ties.
  const along = isShared ? [] : inside.filter((edge) => edge[top]!.length === 0);
  const off = offTheHull([...slowest, ...along], inside, at);
  const faster = worse.filter((edge) => !slowest.includes(edge));
  return off && [...feasible, ...faster.map((edge) => positive(negated(beyond(edge)))), off];
}

/** The constraints with positive multipliers at one value. */
function supportAt(edges: readonly Vector[], at: Fraction): number[] | null {
  const values = edges.map((edge) => edge.map((f) => valueAt(f, at)));
  const unit = values.flat().reduce((common, { d }) => (common / gcd(common, d)) * d, 1n);
  const whole = values.map((edge) => edge.map(({ s, n, d }) => s * n * (unit / d)));
  const residual = finish(exactResidual(whole, unit, 8 * (edges[0]!.length + 1)));
  if (residual === null) return null;
  return residual.support
    .filter((n) => n > 0)
    .map((n) => n - 1)
    .sort((a, b) => a - b);
}

/** That one of B lies off the span of some edges. */
function offTheHull(edges: readonly Vector[], inside: readonly Vector[], at: Fraction): Claim | null {
  const basis: Vector[] = [];
  for (const edge of edges) {
    const volume = determinant(gram([...basis, edge]));
    if (signAt(volume, at) > 0) basis.push(edge);
    else if (volume.length > 0) return null;
    if (basis.length >= MOST_ROWS) return null;
  }
  const volumes = inside.map((edge) => determinant(gram([...basis, edge])));
  const found = greatest(volumes, at);
  return found && positive(found);
}

/** The polynomial with the greatest positive value; null: none has one. */
export function greatest(all: readonly Polynomial[], at: Fraction): Polynomial | null {
  let best: { readonly f: Polynomial; readonly value: Fraction } | null = null;
  for (const f of all) {
    const value = valueAt(f, at);
    if (value.compare(0) > 0 && (best === null || value.compare(best.value) > 0)) best = { f, value };
  }
  return best?.f ?? null;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
