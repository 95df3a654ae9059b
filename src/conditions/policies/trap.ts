/**
 * Does the deterministic policy σ attract: does an open set of parameters converge to it?
 *
 * Near σ, J(σ) − J(θ) = Σ_s d(s) Σ_{a≠σ_s} π(a|s)(−A^σ(s,a)), a sum of exponentials exp(−⟨y_{s,a}, θ⟩) with y_{s,a} = φ(s,σ_s) − φ(s,a) and
 * coefficients of the sign of −A^σ. So σ among its deviations is what an arm of a bandit is among the other arms, and `../trap.ts` decides: worse
 * pairs (A^σ < 0) push θ on to their min-norm point p; better ones pull it out unless they die out faster along p. What differs from the bandit
 * (docs/policies.md, "Traps"):
 *
 * - pairs of different states may have the same y. They act as one, with the sum of their coefficients d^σ(s)·A^σ(s,a);
 * - states that σ does not visit enter with products of two small numbers. It is enough that σ's arms lead there too, ⟨y, p⟩ > 0, and that ties in
 *   visited states die out faster than the slowest worse pair. That σ does not attract is then not proved: an unvisited state can keep two arms
 *   in balance;
 * - in each state, ties divide by a sum of that state, and if the next state depends on them, d(s) depends on their mixture. With ties in several states,
 *   that σ does not attract is proved only if the tied arms are equally good for every policy and nothing is better in their states.
 */
import { type Budget, budgetOf } from '../../math/budget.js';
import { type Ratio, ratioOf } from '../../math/sparseSystem.js';
import type { Work } from '../../math/work.js';
import type { Arms } from '../arms.js';
import { trap } from '../trap.js';
import type { Difference, Differences, Measured } from './differences.js';
import { type ExactMdp, pairPolicyOf, visited } from './exactMdp.js';
import type { Occupancies } from './occupancy.js';
import { areEqual, type ValueBounds } from './order.js';
import type { PolicyProof } from './proofs.js';
import type { PolicyCondition, PolicyReason } from './types.js';
import { type Evaluation, exactAdvantage, type Sign } from './values.js';

export interface TrapSetting {
  readonly model: ExactMdp;
  readonly rows: Arms;
  readonly differences: Differences;
  readonly occupancies: Occupancies;
  /** The states with a choice that matters. */
  readonly choices: readonly number[];
  readonly bounds: ValueBounds;
  /** Is it known for every two arms of a state which is better, for all policies at once? */
  readonly isOrderFixed: boolean;
  readonly budget: Budget;
  readonly search: () => Budget;
  /** Do conditions keep their proofs, for a certificate? */
  readonly keepsProof: boolean;
}

/** Deviations with the same y, which act as one. */
interface Group {
  readonly members: readonly Measured[];
  /** The sign of Σ d·A; null: not known, or the sum is exactly 0 while its terms are not. */
  readonly sign: Sign | null;
  /** Is a member better than the policy's own arm? */
  readonly hasBetter: boolean;
}

/** Whether the policy of `evaluation` attracts. */
export function* trapOf(setting: TrapSetting, evaluation: Evaluation): Work<Omit<PolicyCondition, 'policy'>> {
  const { model, rows, differences, choices, isOrderFixed, budget, search } = setting;
  const { policy, signs } = evaluation;
  const isVisited = visited(model, policy);
  const here = choices.filter((state) => isVisited[state]);
  const away = choices.filter((state) => !isVisited[state]);
  const deviations = differences.of(policy, here);
  const signOf = ({ state, to }: Difference) => signs[state]![to]!;
  const base = { id: 'trap', basis: evaluation.basis, margin: null, actions: [] } as const;

  if (
    deviations.every((each) => signOf(each) >= 0) &&
    (away.length === 0 || isOrderFixed) &&
    evaluation.basis === 'proved'
  ) {
    const around = { better: [], level: [], worse: [] };
    return {
      ...base,
      holds: false,
      reason: { code: 'nothing-worse' },
      ...(setting.keepsProof && {
        proof: {
          kind: 'policy',
          evaluation,
          around,
          isShared: true,
          proof: { kind: 'nothing-worse' },
        },
      }),
    };
  }
  const groups = yield* grouping(setting, evaluation, deviations);
  const tied = groups.filter(({ sign }) => sign === 0);
  const cancelled = groups.filter(({ sign }) => sign === null);
  // Along these the terms of first order do not decide, so they have to stay of higher order.
  const outside = differences.of(policy, away);
  const isStrict = outside.length > 0;
  const around: Around = {
    better: [...groups.filter(({ sign }) => sign === 1), ...cancelled, ...(isStrict ? tied : [])],
    level: [
      ...(isStrict ? [] : tied),
      ...outside.map((each): Group => ({ members: [each], sign: 0, hasBetter: false })),
    ],
    worse: groups.filter(({ sign }) => sign === -1),
  };
  const isBanditLike = away.length === 0 && cancelled.length === 0 && areHarmless(setting, groups);
  const found = yield* trap(armsAround(model, rows, around), 0, {
    budget,
    search: isBanditLike ? search() : budgetOf(0),
    isShared: choices.length === 1,
    keepsProof: setting.keepsProof,
  });
  const pairs = pairPolicyOf(model, policy);
  const { stateOf } = model.mdp;
  const { reason: own, certificate, unlessCoincidence, proof, ...rest } = found;
  const common = {
    ...rest,
    actions: found.actions.filter((pair) => pair !== SELF),
    basis: evaluation.basis === 'proved' ? found.basis : 'numerical',
    ...(certificate && {
      certificate: certificate.map((term) => ({ ...term, from: pairs[stateOf[term.to]!]! })),
    }),
  } as const;
  const reasoned = (reason: PolicyReason | undefined) => ({
    ...common,
    ...(reason && { reason }),
  });
  const kept = proof &&
    common.basis === 'proved' && {
      proof: {
        kind: 'policy',
        evaluation,
        around: membersOf(around),
        isShared: choices.length === 1,
        proof,
      } satisfies PolicyProof,
    };
  const numerical: PolicyReason | undefined =
    evaluation.basis === 'proved' ? undefined : { code: 'values-too-large' };
  if (found.holds === true) return { ...reasoned(own ?? numerical), ...kept };
  if (isBanditLike) {
    return { ...reasoned(own ?? numerical), ...(unlessCoincidence && { unlessCoincidence }), ...kept };
  }
  const open: PolicyReason =
    cancelled.length > 0
      ? { code: 'cancels', pairs: cancelled[0]!.members.map((each) => pairOf(model, each)) }
      : away.length > 0
        ? { code: 'unvisited', states: away }
        : { code: 'tied', pair: pairOf(model, tied[0]!.members[0]!) };
  return { ...reasoned(open), holds: null };
}

/**
 * Whether the results about bandits hold for any mixture of the ties. In each state the ties divide what is better and worse by one sum, so if they are
 * equally good for every policy, a single state behaves as a bandit. With several states, each with a sum of its own, no state with a tie may have
 * anything better (docs/policies.md, "Ties").
 */
function areHarmless({ model, choices, bounds }: TrapSetting, groups: readonly Group[]): boolean {
  const tied = groups.filter(({ sign }) => sign === 0).flatMap(({ members }) => members);
  const isEqual = tied.every(({ state, from, to }) => {
    const arms = model.arms[state]!;
    return areEqual(arms[from]!, arms[to]!, bounds);
  });
  if (!isEqual || choices.length === 1) return isEqual;
  const states = new Set(tied.map(({ state }) => state));
  return !groups.some(
    ({ hasBetter, members }) => hasBetter && members.some(({ state }) => states.has(state)),
  );
}

function pairOf({ arms }: ExactMdp, { state, to }: Difference): number {
  return arms[state]![to]!.pairs[0]!;
}

function* grouping(
  { model, occupancies, budget }: TrapSetting,
  evaluation: Evaluation,
  deviations: readonly Measured[],
): Work<Group[]> {
  const alike = new Map<number, Measured[]>();
  for (const each of deviations) {
    const known = alike.get(each.id);
    if (known) known.push(each);
    else alike.set(each.id, [each]);
  }
  const groups: Group[] = [];
  let d: ((state: number) => Ratio) | null | undefined;
  for (const members of alike.values()) {
    const signs = members.map(({ state, to }) => evaluation.signs[state]![to]!);
    const isMixed = signs.includes(1) && signs.includes(-1);
    if (isMixed && d === undefined) d = yield* occupancies.of(evaluation.policy, budget);
    const sign = isMixed
      ? d && signOfSum(model, evaluation, members, d)
      : (signs.find((each) => each !== 0) ?? 0);
    groups.push({ members, sign: sign ?? null, hasBetter: signs.includes(1) });
  }
  return groups;
}

/** The sign of Σ d(s)·A(s,a)·|a|/|σ_s|, where |·| counts the actions of an arm; null: 0, or not known. */
function signOfSum(
  model: ExactMdp,
  evaluation: Evaluation,
  members: readonly Difference[],
  d: (state: number) => Ratio,
): Sign | null {
  let sum = ratioOf(0n, 1n);
  for (const { state, from, to } of members) {
    const arms = model.arms[state]!;
    const A = exactAdvantage(evaluation, state, arms[to]!);
    if (A === null) return null;
    const weight = d(state);
    const above = weight.above * A.above * BigInt(arms[to]!.pairs.length);
    const below = weight.below * A.below * BigInt(arms[from]!.pairs.length);
    sum = ratioOf(sum.above * below + above * sum.below, sum.below * below);
  }
  return sum.above > 0n ? 1 : sum.above < 0n ? -1 : null;
}

interface Around {
  readonly better: readonly Group[];
  /** Tied deviations, which only have to die out. */
  readonly level: readonly Group[];
  readonly worse: readonly Group[];
}

function membersOf({ better, level, worse }: Around) {
  const listed = (groups: readonly Group[]) => groups.map(({ members }) => members);
  return { better: listed(better), level: listed(level), worse: listed(worse) };
}

/** Stands for σ itself in lists of pairs. */
const SELF = -1;

/** σ as arm 0 at the origin, and each group of deviations as an arm at −y; the members of arms are pairs. */
function armsAround(model: ExactMdp, rows: Arms, { better, level, worse }: Around): Arms {
  const groups = [...better, ...level, ...worse];
  const origin = new Array<bigint>(rows.dimensions).fill(0n);
  const places = groups.map((_, n) => n + 1);
  return {
    ...rows,
    members: [
      [SELF],
      ...groups.map(({ members }) => members.flatMap(({ state, to }) => model.arms[state]![to]!.pairs)),
    ],
    armOf: [],
    rows: [new Float64Array(rows.dimensions), ...groups.map(({ members }) => members[0]!.against)],
    exactRows: [origin, ...groups.map(({ members }) => members[0]!.exactAgainst)],
    bits: rows.bits + 1,
    rewards: [],
    levels: [
      places.slice(0, better.length),
      [0, ...places.slice(better.length, better.length + level.length)],
      places.slice(better.length + level.length),
    ],
    levelOf: [1, ...better.map(() => 0), ...level.map(() => 1), ...worse.map(() => 2)],
    optimal: [],
  };
}
