/**
 * `npm run bench:verdicts [-- --size 20000 --seed 1]`: verdicts of small bandits against an oracle in exact arithmetic that shares no code with
 * them. Small whole numbers with ties and identical rows, and numbers a hair apart, of which some become one double. The oracle finds each min-norm
 * point
 * by going through all supports. Prints what was said; the exit code is 0 only if nothing was wrong.
 */
import { parseArgs } from 'node:util';
import { analyse } from '../src/conditions/analyse.js';
import type { Bandit } from '../src/model/bandit.js';
import { parseLiteral } from '../src/model/rational.js';
import { type Random, random } from './random.js';

/** A ratio; below > 0. */
type Ratio = readonly [above: bigint, below: bigint];

function ratioOf(literal: string): Ratio {
  const [above, below] = literal.split('/');
  if (below !== undefined) return [BigInt(above!), BigInt(below)];
  const [, sign, whole, decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(literal)!;
  return [BigInt(`${sign}${whole}${decimals}`), 10n ** BigInt(decimals.length)];
}

/** All numbers over one denominator, which is forgotten: signs do not change. */
function integers(literals: readonly string[]): bigint[] {
  const ratios = literals.map(ratioOf);
  const common = ratios.reduce(
    (product, [, below]) => (product % below === 0n ? product : product * below),
    1n,
  );
  return ratios.map(([above, below]) => above * (common / below));
}

type Vector = readonly bigint[];
const dot = (a: Vector, b: Vector): bigint => a.reduce((sum, x, k) => sum + x * b[k]!, 0n);
const minus = (a: Vector, b: Vector): Vector => a.map((x, k) => x - b[k]!);

/** The solution of a square system as numerators over one denominator ≠ 0, by Cramer's rule; null: singular. */
function solve(matrix: readonly Vector[], right: Vector): { x: bigint[]; below: bigint } | null {
  const below = determinant(matrix);
  if (below === 0n) return null;
  return {
    x: right.map((_, k) => determinant(matrix.map((row, i) => row.map((a, j) => (j === k ? right[i]! : a))))),
    below,
  };
}

function determinant(matrix: readonly Vector[]): bigint {
  if (matrix.length === 1) return matrix[0]![0]!;
  return matrix.reduce((sum, row, i) => {
    if (row[0] === 0n) return sum;
    const minor = matrix.filter((_, n) => n !== i).map((other) => other.slice(1));
    return sum + (i % 2 === 0 ? 1n : -1n) * row[0]! * determinant(minor);
  }, 0n);
}

/** A positive multiple of the min-norm point p, and with the same multiple ‖p‖²: ⟨v, p⟩ and ‖p‖² compare as ⟨v, point⟩ and `level`. */
function minNorm(points: readonly Vector[]): { point: Vector; level: bigint } {
  const d = points[0]!.length;
  for (let size = 1; size <= Math.min(points.length, d + 1); size++) {
    for (const chosen of subsets(points, size)) {
      // Gλ = ν1, Σλ = 1.
      const matrix = [
        ...chosen.map((a) => [...chosen.map((b) => dot(a, b)), -1n]),
        [...chosen.map(() => 1n), 0n],
      ];
      const found = solve(matrix, [...chosen.map(() => 0n), 1n]);
      if (!found) continue;
      const sign = found.below < 0n ? -1n : 1n;
      const weights = found.x.slice(0, size).map((x) => x * sign);
      if (weights.some((weight) => weight < 0n)) continue;
      const point = points[0]!.map((_, k) => chosen.reduce((sum, a, n) => sum + weights[n]! * a[k]!, 0n));
      // ν = ‖p‖², and `point` is p times |below|.
      const level = found.x[size]! * sign;
      if (points.every((v) => dot(v, point) >= level)) return { point, level };
    }
  }
  throw new Error('No support has the min-norm point.');
}

/** Those of `points` that carry weight in one of the ways to write the min-norm point. */
function carriers(points: readonly Vector[]): readonly Vector[] {
  const { point, level } = minNorm(points);
  const found = new Set<Vector>();
  const face = points.filter((v) => dot(v, point) === level);
  for (let size = 1; size <= points[0]!.length + 1; size++) {
    for (const chosen of subsets(face, size)) {
      // Is 0 the nearest point to 0 of the affine hull of all y − p, with weights > 0? `point` is p·level/‖p‖² in its own units.
      const away = chosen.map((y) => y.map((x, k) => x * dot(point, point) - point[k]! * level));
      const matrix = [...away.map((a) => [...away.map((b) => dot(a, b)), -1n]), [...away.map(() => 1n), 0n]];
      const solved = solve(matrix, [...away.map(() => 0n), 1n]);
      if (solved?.x[size] !== 0n) continue;
      const sign = solved.below < 0n ? -1n : 1n;
      if (solved.x.slice(0, size).every((x) => x * sign > 0n)) for (const y of chosen) found.add(y);
    }
  }
  return [...found];
}

/** Do those of `face` that carry no weight push on across p, and all of `equal` die out faster there? */
function pushAcross(face: readonly Vector[], equal: readonly Vector[]): boolean {
  const inside = carriers(face);
  const outside = face.filter((y) => !inside.includes(y));
  if (outside.length === 0) return false;
  const basis: Vector[] = [];
  const across = (y: Vector) =>
    basis.reduce((left, b) => left.map((x, k) => x * dot(b, b) - dot(left, b) * b[k]!), y);
  for (const y of inside) {
    const left = across(y);
    if (left.some((x) => x !== 0n)) basis.push(left);
  }
  const pushing = outside.map(across);
  const { point, level } = minNorm(pushing);
  const margins = equal.map((y) => dot(across(y), point) - level);
  if (margins.some((m) => m < 0n)) return false;
  const left = equal.map(across).filter((_, n) => margins[n] === 0n);
  return (
    left.length === 0 ||
    pushAcross(
      pushing.filter((y) => dot(y, point) === level),
      left,
    )
  );
}

function* subsets<T>(all: readonly T[], size: number, from = 0): Generator<T[]> {
  if (size === 0) yield [];
  else
    for (let n = from; n <= all.length - size; n++)
      for (const rest of subsets(all, size - 1, n + 1)) yield [all[n]!, ...rest];
}

type Said = 'never' | 'depends' | 'always' | 'undecided';

/** What is wrong with an analysis. */
function wrongs(bandit: Bandit): { said: Said; wrong: string[] } {
  const K = bandit.names.length;
  const rewards = integers(bandit.rewards.map(({ literal }) => literal));
  const flat = integers(bandit.features.flat().map(({ literal }) => literal));
  const d = bandit.features[0]!.length;
  const rows = bandit.names.map((_, a) => flat.slice(a * d, (a + 1) * d));
  const [best] = [...rewards].sort((a, b) => (a < b ? 1 : -1));
  const optimal = [...rewards.keys()].filter((a) => rewards[a] === best);
  const sameRow = rows.map((row) => [...rows.keys()].filter((b) => rows[b]!.join() === row.join()));
  // Means of actions with one row, all times K!.
  const unit = Array.from({ length: K }, (_, n) => BigInt(n + 1)).reduce((a, b) => a * b);
  const means = sameRow.map(
    (same) => same.reduce((sum, a) => sum + rewards[a]! * unit, 0n) / BigInt(same.length),
  );
  const arms = [...rows.keys()].filter((a) => sameRow[a]![0] === a);

  const { verdict, conditions } = analyse(bandit);
  const wrong: string[] = [];
  const claim = (holds: boolean, words: string) => {
    if (!holds) wrong.push(words);
  };
  claim(verdict.optimal.join() === optimal.join(), `optimal ${verdict.optimal} for ${optimal}`);

  const others = [...rows.keys()].filter((a) => !optimal.includes(a));
  const exposed =
    others.length === 0 ||
    optimal.some((o) => minNorm(others.map((s) => minus(rows[o]!, rows[s]!))).level > 0n);
  claim(conditions.find(({ id }) => id === 'exposed')!.holds === exposed, `exposed is ${exposed}`);

  const pairs = arms.flatMap((a) =>
    arms.flatMap((b) => (means[a]! > means[b]! ? [minus(rows[a]!, rows[b]!)] : [])),
  );
  const ordered = pairs.length === 0 || minNorm(pairs).level > 0n;
  claim(conditions.find(({ id }) => id === 'order')!.holds === ordered, `order is ${ordered}`);

  const traps = others.map((i) => {
    const y = (a: number) => minus(rows[i]!, rows[a]!);
    const of = (compare: (a: bigint, b: bigint) => boolean) =>
      arms.filter((a) => sameRow[i]![0] !== a && compare(means[a]!, means[i]!)).map(y);
    const [worse, better, tied] = [of((a, b) => a < b), of((a, b) => a > b), of((a, b) => a === b)];
    const said = conditions.find(({ id, action }) => id === 'trap' && action === i)!;
    const name = bandit.names[i]!;
    if (worse.length === 0 || better.length === 0) {
      claim(said.holds === false, `${name} has nothing worse, or nothing better`);
      return false;
    }
    const { point, level } = minNorm(worse);
    const margins = better.map((v) => dot(v, point) - level);
    const leads = tied.map((v) => dot(v, point));
    const isBoundary =
      level > 0n &&
      margins.every((m) => m >= 0n) &&
      margins.some((m) => m === 0n) &&
      leads.every((m) => m > 0n);
    const attracts = isBoundary
      ? pushAcross(
          worse.filter((v) => dot(v, point) === level),
          better.filter((_, n) => margins[n] === 0n),
        )
      : level > 0n && margins.every((m) => m > 0n) && leads.every((m) => m > 0n);
    const outlived = level === 0n || margins.some((m) => m < 0n) || leads.some((m) => m < 0n);
    if (attracts) claim(said.holds === true, `${name} attracts`);
    // A coincidence of the features leaves it open.
    else if (outlived) claim(said.holds !== true, `${name} does not attract along p`);
    else claim(said.holds !== true, `${name} is a boundary case`);
    return attracts;
  });
  const open = conditions.some(({ id, holds }) => id === 'trap' && holds === null);
  const kind = !exposed
    ? 'never'
    : traps.includes(true)
      ? 'depends'
      : ordered && !open
        ? 'always'
        : 'undecided';
  claim(verdict.kind === kind, `the verdict is ${kind}, not ${verdict.kind}`);
  claim(verdict.basis === 'proved', 'it is not proved');
  return { said: verdict.kind, wrong };
}

const KINDS = ['small whole numbers', 'a hair apart', 'one double'] as const;

/** K = 2–6 actions, d = 1–3 features. */
function banditOf(draw: Random, kind: (typeof KINDS)[number]): Bandit {
  const [actions, dimensions] = [draw.whole(2, 6), draw.whole(1, 3)];
  const most = draw.whole(1, 3);
  const hair = kind === 'one double' ? 18 : draw.whole(2, 15);
  const near = (value: number): string => {
    if (kind === 'small whole numbers' || draw.uniform() < 0.6) return String(value);
    if (draw.uniform() < 0.2) return draw.uniform() < 0.5 ? '1/3' : '0.3333333333333333';
    const sign = value < 0 ? '-' : '';
    return `${sign}${Math.abs(value)}.1${draw.uniform() < 0.5 ? '' : `${'0'.repeat(hair)}${draw.whole(1, 9)}`}`;
  };
  const real = (value: number) => parseLiteral(near(value))!;
  return {
    names: Array.from({ length: actions }, (_, a) => `a${a + 1}`),
    rewards: Array.from({ length: actions }, () => real(draw.whole(0, draw.uniform() < 0.5 ? 2 : 6))),
    features: Array.from({ length: actions }, () =>
      Array.from({ length: dimensions }, () => real(draw.whole(-most, most))),
    ),
    noise: { kind: 'none' },
  };
}

const { values } = parseArgs({
  options: { size: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
});
let errors = 0;
const began = performance.now();
for (const [k, kind] of KINDS.entries()) {
  const counts = new Map<Said, number>();
  const size = Math.ceil(Number(values.size) / KINDS.length);
  for (let n = 0; n < size; n++) {
    const bandit = banditOf(random(Number(values.seed), KINDS.length * n + k), kind);
    const { said, wrong } = wrongs(bandit);
    counts.set(said, (counts.get(said) ?? 0) + 1);
    if (wrong.length === 0) continue;
    errors++;
    const written = (reals: readonly { literal: string }[]) =>
      `[${reals.map(({ literal }) => literal).join(', ')}]`;
    console.log(
      `${wrong.join('; ')}: r = ${written(bandit.rewards)}, X = [${bandit.features.map(written).join(', ')}]`,
    );
  }
  console.log(
    `${kind}: ${size} bandits; ${[...counts].map(([said, count]) => `${said} ${count}`).join(', ')}`,
  );
}
console.log(`${errors} wrong; ${((performance.now() - began) / 1000).toFixed(0)} s`);
process.exitCode = errors > 0 ? 1 : 0;
