/**
 * What a verdict rests on, as signs of polynomials in the parameter. The proof at one value names the arms that matter: those that carry the
 * min-norm points, and those that block. With these arms the points are polynomials, and where the signs stay, so does the verdict.
 */
import type { Fraction } from 'fraction.js';
import type { Arms } from '../conditions/arms.js';
import { suboptimalArms } from '../conditions/entry.js';
import type { HullProof } from '../conditions/proofs.js';
import type { Analysis, Condition } from '../conditions/types.js';
import { type Claim, notZero, positive } from './claims.js';
import {
  apartClaims,
  apartFrom,
  attractsClaims,
  isSame,
  isZero,
  outlivedClaims,
  togetherClaims,
  type Vector,
} from './geometry.js';
import type { Around } from './noCoincidence.js';
import { constant, minus, negated, type Polynomial, signAt, sum, times } from './polynomial.js';
import { rangeClaims } from './rangeClaims.js';
import { difference } from './solve.js';
import type { ParametricBandit } from './structure.js';

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
    ...rows.flatMap((row, arm) => rows.slice(arm + 1).map((other) => apartFrom(row, other))),
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
    if (proof?.kind === 'together') return togetherClaims(proof.hulls.map((hull) => this.#carrying(hull)));
    if (proof?.kind !== 'apart') return null;
    const { arms } = this;
    const worse = arms.members.map((_, arm) => arm).filter((arm) => this.#isWorse(arm));
    return this.#apart(
      proof.hull,
      worse.map((other) => this.#y(proof.arm!, other)),
    );
  }

  order({ proof }: Condition): Claim[] | null {
    if (proof?.kind === 'together') return togetherClaims(proof.hulls.map((hull) => this.#carrying(hull)));
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
        return togetherClaims([this.#carrying(proof.hull)]);
      case 'attracts':
        return proof.pushes.length > 0 ? null : attractsClaims(this.#around(arm), this.#carrying(proof.hull));
      case 'outlived':
        return outlivedClaims(this.#around(arm), this.#carrying(proof.hull), this.at);
      default:
        return null;
    }
  }

  #around(arm: number): Around {
    const others = this.arms.levelOf.map((_, other) => other).filter((other) => other !== arm);
    const of = (side: number) =>
      others
        .filter((other) => Math.sign(this.arms.levelOf[other]! - this.arms.levelOf[arm]!) === side)
        .map((other) => this.#y(arm, other));
    return { worse: of(1), better: of(-1), tied: of(0) };
  }

  #apart(hull: HullProof | null, differences: readonly Vector[]): Claim[] | null {
    return hull === null ? [] : apartClaims(this.#carrying(hull), differences);
  }

  #carrying({ terms }: HullProof): Vector[] {
    return terms.map(({ from, to }) => this.#y(from, to));
  }

  #y(from: number, to: number): Polynomial[] {
    return difference(this.#rows[from]!, this.#rows[to]!);
  }

  /** Does the arm hold an action that is not optimal? Of `exposed`, only arms of optimal actions alone are not worse. */
  #isWorse(arm: number): boolean {
    return this.arms.members[arm]!.some((action) => !this.arms.optimal.includes(action));
  }
}
