/**
 * What a verdict rests on, as signs of polynomials in the parameter. The proof at one value names the arms that matter: those that carry the
 * min-norm points, and those that block. With these arms the points are polynomials, and where the signs stay, so does the verdict.
 */
import type { Fraction } from 'fraction.js';
import type { Arms } from '../conditions/arms.js';
import { suboptimalArms } from '../conditions/entry.js';
import type { HullProof } from '../conditions/proofs.js';
import type { Analysis, Condition } from '../conditions/types.js';
import { type Claim, notNegative, notZero, positive } from './claims.js';
import { greatest, MOST_ROWS, noCoincidenceClaims } from './noCoincidence.js';
import { constant, dotOf, minus, negated, type Polynomial, signAt, sum, times } from './polynomial.js';
import { rangeClaims } from './rangeClaims.js';
import { difference, type Foot, footOf } from './solve.js';
import type { ParametricBandit } from './structure.js';

type Vector = readonly Polynomial[];

/** @param analysis of the bandit at the value `at`, with its proofs. @returns null: it is proved there, if at all, but along no interval */
export function verdictClaims(
  problem: ParametricBandit,
  { verdict, conditions }: Analysis,
  arms: Arms,
  at: Fraction,
): Claim[] | null {
  if (verdict.basis !== 'proved' || !verdict.complete) return null;
  const alike = structureClaims(problem, arms, at);
  if (alike === null) return null;
  const of = new Maker(problem, arms, at);
  const exposed = of.exposed(conditions.find(({ id }) => id === 'exposed')!);
  if (exposed === null) return null;
  if (verdict.kind === 'never') return [...alike, ...exposed];
  // Which actions attract belongs to the verdict, so all of them have to be followed.
  const traps = suboptimalArms(arms).map((arm) => {
    const found = conditions.find(({ id, action }) => id === 'trap' && arms.armOf[action!] === arm)!;
    return of.trap(arm, found);
  });
  const ofTraps = traps.every((claims) => claims !== null) ? traps.flat() : null;
  if (ofTraps === null) return null;
  if (verdict.kind === 'depends') return [...alike, ...exposed, ...ofTraps];
  const order = of.order(conditions.find(({ id }) => id === 'order')!);
  return order && [...alike, ...exposed, ...order, ...ofTraps];
}

/** Which actions have the same features, which arms the same rewards, and the order of the rest; null: some of it only at this value. */
function structureClaims(problem: ParametricBandit, arms: Arms, at: Fraction): Claim[] | null {
  const { members, levels, optimal } = arms;
  const rows = members.map(([first]) => problem.rows[first!]!);
  const isTwice = members.every((actions, arm) => actions.every((a) => isSame(problem.rows[a]!, rows[arm]!)));
  const rewards = signAt(problem.rewardUnit, at) > 0 ? problem.means : problem.means.map(negated);
  const factor = members.reduce((product, { length }) => product * BigInt(length), 1n);
  const means = members.map((actions) =>
    times(sum(actions.map((a) => rewards[a]!)), constant(factor / BigInt(actions.length))),
  );
  const areTied =
    levels.every((level) => level.every((arm) => isZero(minus(means[arm]!, means[level[0]!]!)))) &&
    optimal.every((a) => isZero(minus(rewards[a]!, rewards[optimal[0]!]!)));
  if (!isTwice || !areTied) return null;
  return [
    ...problem.divisors.map((divisor) => notZero(divisor, at)),
    ...rangeClaims(problem.bandit.noise, problem.rewards),
    ...rows.flatMap((row, arm) =>
      rows.slice(arm + 1).map((other) => {
        const apart = difference(row, other);
        return positive(dotOf(apart, apart));
      }),
    ),
    ...levels.slice(1).map((level, n) => positive(minus(means[levels[n]![0]!]!, means[level[0]!]!))),
    ...rewards.flatMap((reward, a) =>
      optimal.includes(a) ? [] : [positive(minus(rewards[optimal[0]!]!, reward))],
    ),
  ];
}

class Maker {
  readonly #rows: readonly Vector[];

  constructor(
    { rows }: ParametricBandit,
    private readonly arms: Arms,
    private readonly at: Fraction,
  ) {
    this.#rows = arms.members.map(([first]) => rows[first!]!);
  }

  exposed({ proof }: Condition): Claim[] | null {
    if (proof?.kind === 'together') return this.#together(proof.hulls);
    if (proof?.kind !== 'apart') return null;
    const { arms } = this;
    const worse = arms.members.map((_, arm) => arm).filter((arm) => this.#isWorse(arm));
    return this.#apart(
      proof.hull,
      worse.map((other) => this.#y(proof.arm!, other)),
    );
  }

  order({ proof }: Condition): Claim[] | null {
    if (proof?.kind === 'together') return this.#together(proof.hulls);
    if (proof?.kind !== 'apart') return null;
    const { levels } = this.arms;
    const differences = levels
      .slice(1)
      .flatMap((level, n) => levels[n]!.flatMap((from) => level.map((to) => this.#y(from, to))));
    return this.#apart(proof.hull, differences);
  }

  trap(arm: number, { holds, proof }: Condition): Claim[] | null {
    const { arms } = this;
    // Of the greatest mean reward that there is.
    if (arms.levelOf[arm] === 0) return holds === false ? [] : null;
    switch (proof?.kind) {
      case 'nothing-worse':
        return [];
      case 'between-worse':
        return this.#together([proof.hull]);
      case 'attracts':
        return proof.pushes.length > 0 ? null : this.#attracts(arm, proof.hull);
      case 'outlived':
        return this.#outlived(arm, proof.hull);
      default:
        return null;
    }
  }

  #attracts(arm: number, hull: HullProof): Claim[] | null {
    const found = this.#nearest(arm, hull);
    if (found === null) return null;
    const { foot, on, around } = found;
    return [
      ...found.claims,
      ...around.better.map((y) => positive(dotOf(difference(y, on), foot.point))),
      ...around.tied.map((y) => positive(dotOf(y, foot.point))),
    ];
  }

  #outlived(arm: number, hull: HullProof): Claim[] | null {
    const found = this.#nearest(arm, hull);
    if (found === null) return null;
    const { foot, on, around } = found;
    const blocking = greatest(
      [
        ...around.better.map((y) => negated(dotOf(difference(y, on), foot.point))),
        ...around.tied.map((y) => negated(dotOf(y, foot.point))),
      ],
      this.at,
    );
    const alone = noCoincidenceClaims(around, this.at);
    return blocking && alone && [...found.claims, positive(blocking), ...alone];
  }

  /** p ≠ 0 of the worse arms around one, in the hull of those that carry it. */
  #nearest(arm: number, hull: HullProof) {
    const foot = this.#footOf(hull);
    if (foot === null) return null;
    const others = this.arms.levelOf.map((_, other) => other).filter((other) => other !== arm);
    const of = (side: number) =>
      others
        .filter((other) => Math.sign(this.arms.levelOf[other]! - this.arms.levelOf[arm]!) === side)
        .map((other) => this.#y(arm, other));
    const around = { worse: of(1), better: of(-1), tied: of(0) };
    const on = this.#y(hull.terms[0]!.from, hull.terms[0]!.to);
    const claims = [
      ...hullClaims(foot),
      positive(dotOf(foot.point, foot.point)),
      // On the hull ⟨y, p⟩ = ‖p‖².
      ...around.worse.map((y) => notNegative(dotOf(difference(y, on), foot.point))),
    ];
    return { foot, on, around, claims };
  }

  /** A direction along which all differences grow. */
  #apart(hull: HullProof | null, differences: readonly Vector[]): Claim[] | null {
    if (hull === null) return [];
    const foot = this.#footOf(hull);
    return foot && differences.map((y) => positive(dotOf(y, foot.point)));
  }

  /** Convex weights that give 0 along an interval. */
  #together(hulls: readonly HullProof[]): Claim[] | null {
    const claims = hulls.map((hull) => {
      const foot = this.#footOf(hull);
      return foot?.point.every(isZero) ? hullClaims(foot) : null;
    });
    return claims.every((each) => each !== null) ? claims.flat() : null;
  }

  #footOf({ terms }: HullProof): Foot | null {
    return terms.length > MOST_ROWS ? null : footOf(terms.map(({ from, to }) => this.#y(from, to)));
  }

  #y(from: number, to: number): Polynomial[] {
    return difference(this.#rows[from]!, this.#rows[to]!);
  }

  /** Does the arm hold an action that is not optimal? Of `exposed`, only arms of optimal actions alone are not worse. */
  #isWorse(arm: number): boolean {
    return this.arms.members[arm]!.some((action) => !this.arms.optimal.includes(action));
  }
}

function hullClaims({ weights, scale }: Foot): Claim[] {
  return [positive(scale), ...weights.map(notNegative)];
}

function isZero(f: Polynomial): boolean {
  return f.length === 0;
}

function isSame(v: Vector, w: Vector): boolean {
  return difference(v, w).every(isZero);
}
