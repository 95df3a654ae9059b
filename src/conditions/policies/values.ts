/**
 * V, J and the signs of A of a deterministic policy: exactly if the numbers stay short, otherwise between bounds that can still prove signs. For any Ṽ,
 * |V − Ṽ| ≤ max_s |r + γPṼ − Ṽ| / (1 − γ) in every state, since the map Ṽ ↦ r + γPṼ is a contraction by γ. Ṽ comes from floating point, its residual
 * from integers.
 */
import { type Budget, budgetOf } from '../../math/budget.js';
import { ratioToNumber } from '../../math/ratio.js';
import {
  commonMultiple,
  components,
  type Ratio,
  ratioOf,
  type SparseRow,
  SparseSolver,
  solvingSparse,
} from '../../math/sparseSystem.js';
import type { Work } from '../../math/work.js';
import type { Basis } from '../types.js';
import type { ArmPolicy, ExactMdp, StateArm } from './exactMdp.js';

/** |V(s) − numerators_s/denominator| ≤ error/denominator; error 0: exact. */
export interface Values {
  readonly numerators: readonly bigint[];
  readonly denominator: bigint;
  readonly error: bigint;
}

export interface Evaluation {
  readonly policy: ArmPolicy;
  readonly values: Values;
  /** The sign of A(s, arm) for each state and arm; 0 for the policy's own arms. */
  readonly signs: readonly (readonly Sign[])[];
  /** `numerical`: the bounds left some sign open, and it was taken from Ṽ. */
  readonly basis: Basis;
  /** J lies from `low` to `high`. */
  readonly low: Ratio;
  readonly high: Ratio;
}

export type Sign = -1 | 0 | 1;

/** If V is estimated to take more nanoseconds than this, it is first enclosed. */
const LONG = 4e6;

/** V, J and the signs of A of one policy. V is exact if it is short, or if its bounds leave a sign open and `budget` allows it. */
export function evaluating(model: ExactMdp, policy: ArmPolicy, budget: Budget): Work<Evaluation> {
  return new Evaluator(model).evaluating(policy, budget);
}

/** Evaluates one policy of a model after the other: what a policy shares with the one before is not computed again. */
export class Evaluator {
  readonly #solver = new SparseSolver();
  /** By state and arm. */
  readonly #rows: (readonly SparseRow[])[] = [];
  /** The last one whose V is exact, and this V. */
  #last: Evaluation | null = null;
  #solution: readonly Ratio[] = [];

  constructor(private readonly model: ExactMdp) {
    this.#rows = model.arms.map((arms) => arms.map(equationOf));
  }

  /** As the function of the same name. */
  *evaluating(policy: ArmPolicy, budget: Budget): Work<Evaluation> {
    const { model } = this;
    const allowance = budgetOf(LONG);
    const short = yield* this.#exact(policy, {
      take: (cost) => allowance.take(cost) && budget.take(cost),
    });
    if (short) return short;
    const enclosed = yield* enclosing(model, takenBy(model, policy));
    const first = yield* judged(model, policy, enclosed, null);
    if (first.basis === 'proved') return first;
    return (yield* this.#exact(policy, budget)) ?? first;
  }

  /** null: `budget` is not enough. */
  *#exact(policy: ArmPolicy, budget: Budget): Work<Evaluation | null> {
    const rows = policy.map((arm, state) => this.#rows[state]![arm]!);
    const found = yield* this.#solver.solving(rows, budget);
    if (found === null) return null;
    const [last, before] = [this.#last, this.#solution];
    if (last && found === before) return { ...last, policy };
    const isAsBefore = (state: number) => found[state] === before[state];
    const values = over(found);
    const evaluation = yield* judged(this.model, policy, values, (state, arms) =>
      isAsBefore(state) && arms.every(({ next }) => next.every(([to]) => isAsBefore(to)))
        ? last!.signs[state]!
        : null,
    );
    this.#solution = found;
    this.#last = evaluation;
    return evaluation;
  }
}

function takenBy({ arms }: ExactMdp, policy: ArmPolicy): StateArm[] {
  return policy.map((arm, state) => arms[state]![arm]!);
}

/** The same with V exactly; null: some sign is not proved, or `budget` is not enough. */
export function* exactly(model: ExactMdp, evaluation: Evaluation, budget: Budget): Work<Evaluation | null> {
  const { policy, values, basis } = evaluation;
  if (values.error === 0n) return evaluation;
  if (basis !== 'proved') return null;
  const found = yield* solvingSparse(takenBy(model, policy).map(equationOf), budget);
  return found && (yield* judged(model, policy, over(found), () => null));
}

/** unit·V(s) = reward + Σ weight·V(s'), if the arm is taken. */
function equationOf({ unit, reward, next }: StateArm): SparseRow {
  return { diagonal: unit, right: ratioOf(reward, 1n), terms: next };
}

function over(ratios: readonly Ratio[]): Values {
  const denominator = commonMultiple(ratios.map(({ below }) => below));
  return {
    numerators: ratios.map(({ above, below }) => above * (denominator / below)),
    denominator,
    error: 0n,
  };
}

/** @param known the signs of a state, if they are known; null: the values are not exact */
function* judged(
  model: ExactMdp,
  policy: ArmPolicy,
  values: Values,
  known: ((state: number, arms: readonly StateArm[]) => readonly Sign[] | null) | null,
): Work<Evaluation> {
  let isOpen = false;
  let done = 0;
  const signs: (readonly Sign[])[] = [];
  for (const [state, arms] of model.arms.entries()) {
    const asBefore = known?.(state, arms);
    if (asBefore) {
      signs.push(asBefore);
      continue;
    }
    signs.push(
      arms.map((arm, index) => {
        if (index === policy[state]) return 0;
        const { lead, doubt } = leadOf(values, state, arm);
        if (known === null && size(lead) <= doubt) {
          isOpen = true;
          return 0;
        }
        return signOf(lead);
      }),
    );
    done += arms.reduce((sum, { next }) => sum + next.length + 1, 0);
    if (done > PAUSE_EXACT) {
      done = 0;
      yield;
    }
  }
  const { low, high } = startValue(model, values);
  return { policy, values, signs, basis: isOpen ? 'numerical' : 'proved', low, high };
}

/** A(s, arm)·unit·denominator, and the bound of its error. */
function leadOf({ numerators, denominator, error }: Values, state: number, arm: StateArm) {
  let lead = arm.reward * denominator - arm.unit * numerators[state]!;
  let weights = arm.unit;
  for (const [to, weight] of arm.next) {
    lead += weight * numerators[to]!;
    weights += weight;
  }
  return { lead, doubt: weights * error };
}

/** A(s, arm) as a double. */
export function advantage({ values }: Evaluation, state: number, arm: StateArm): number {
  return ratioToNumber(leadOf(values, state, arm).lead, arm.unit * values.denominator);
}

/** A(s, arm), exactly; null if V is only enclosed. */
export function exactAdvantage({ values }: Evaluation, state: number, arm: StateArm): Ratio | null {
  if (values.error !== 0n) return null;
  return ratioOf(leadOf(values, state, arm).lead, arm.unit * values.denominator);
}

/** Q(s, arm), exactly; null if V is only enclosed. */
export function exactQ({ values }: Evaluation, arm: StateArm): Ratio | null {
  if (values.error !== 0n) return null;
  const { numerators, denominator } = values;
  const above = arm.next.reduce(
    (sum, [to, weight]) => sum + weight * numerators[to]!,
    arm.reward * denominator,
  );
  return ratioOf(above, arm.unit * denominator);
}

function startValue({ start }: ExactMdp, { numerators, denominator, error }: Values) {
  const unit = commonMultiple(start.map(([, { below }]) => below));
  const above = start.reduce(
    (sum, [state, { above, below }]) => sum + above * (unit / below) * numerators[state]!,
    0n,
  );
  const below = unit * denominator;
  if (error === 0n) {
    const exact = ratioOf(above, below);
    return { low: exact, high: exact };
  }
  return { low: ratioOf(above - error * unit, below), high: ratioOf(above + error * unit, below) };
}

/** J as a double. */
export function returnOf({ low, high }: Pick<Evaluation, 'low' | 'high'>): number {
  const value = ratioToNumber(low.above, low.below);
  return low === high ? value : (value + ratioToNumber(high.above, high.below)) / 2;
}

/** Negative if J of a is less, positive if it is greater, 0 if they are equal; null: the bounds do not decide. */
export function compareReturns(
  a: Pick<Evaluation, 'low' | 'high'>,
  b: Pick<Evaluation, 'low' | 'high'>,
): Sign | null {
  const under = compareRatios(a.high, b.low);
  if (under < 0) return -1;
  const over = compareRatios(a.low, b.high);
  if (over > 0) return 1;
  return under === 0 && over === 0 ? 0 : null;
}

/** The sign of a − b. */
export function compareRatios(a: Ratio, b: Ratio): Sign {
  return signOf(a.above * b.below - b.above * a.below);
}

const signOf = (x: bigint): Sign => (x > 0n ? 1 : x < 0n ? -1 : 0);
const size = (x: bigint) => (x < 0n ? -x : x);

/** Products of long integers, and of doubles, between two pauses. */
const PAUSE_EXACT = 1000;
const PAUSE = 20000;
/** Binary places of the greatest |Ṽ|. */
const PLACES = 60;

function* enclosing({ discount }: ExactMdp, taken: readonly StateArm[]): Work<Values> {
  const doubles = yield* approximating(taken);
  const greatest = doubles.reduce((most, v) => Math.max(most, Math.abs(v)), 1e-300);
  const places = PLACES - Math.ceil(Math.log2(greatest));
  const scale = 2 ** Math.min(Math.max(places, -1000), 1000);
  const denominator = scale >= 1 ? BigInt(scale) : 1n;
  const numerators = Array.from(doubles, (v) => BigInt(Math.round(v * Number(denominator))));
  let worst = 0n;
  for (const [state, arm] of taken.entries()) {
    const { lead } = leadOf({ numerators, denominator, error: 0n }, state, arm);
    const residual = size(lead) / arm.unit + 1n;
    if (residual > worst) worst = residual;
    if (state % 50 === 49) yield;
  }
  const error = (worst * discount.below) / (discount.below - discount.above) + 1n;
  return { numerators, denominator, error };
}

/** V of the arms that the policy takes, by Gauss–Seidel sweeps in the order of the components. */
function* approximating(taken: readonly StateArm[]): Work<Float64Array> {
  const order = components(taken.map(({ next }) => ({ terms: next }))).flat();
  const rows = taken.map(({ unit, reward, next }, state) => {
    const others = next.filter(([to]) => to !== state);
    const own = next.find(([to]) => to === state)?.[1] ?? 0n;
    return {
      reward: ratioToNumber(reward, unit - own),
      to: others.map(([to]) => to),
      weights: others.map(([, weight]) => ratioToNumber(weight, unit - own)),
    };
  });
  yield;
  const v = new Float64Array(taken.length);
  let done = 0;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let change = 0;
    let greatest = 0;
    for (const state of order) {
      const { reward, to, weights } = rows[state]!;
      let value = reward;
      for (let k = 0; k < to.length; k++) value += weights[k]! * v[to[k]!]!;
      change = Math.max(change, Math.abs(value - v[state]!));
      greatest = Math.max(greatest, Math.abs(value));
      v[state] = value;
      done += to.length + 1;
      if (done > PAUSE) {
        done = 0;
        yield;
      }
    }
    if (change <= 2 ** -52 * greatest) break;
  }
  return v;
}

const MOST_SWEEPS = 5000;
