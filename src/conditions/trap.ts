import type { Budget } from '../math/budget.js';
import { independent, minusExact } from '../math/exactLinear.js';
import type { Work } from '../math/work.js';
import type { Arms } from './arms.js';
import { pushAcross } from './boundary.js';
import { coincidenceOf } from './coincidence.js';
import { type ConditionEntry, type Setting, suboptimalArms } from './entry.js';
import type { HullProof, NoCoincidence, Proof } from './proofs.js';
import { along, beyond, hullProofOf, type Pair, type Separation, separate } from './separation.js';
import { isPairwise } from './sizes.js';
import type { Condition, Reason } from './types.js';

/** This many numbers are multiplied between two pauses. */
const PAUSE = 5000;

/**
 * Does the suboptimal arm i attract: does an open set of parameters converge to it?
 *
 * Far out where i dominates, ∇f ≈ Σ_{j≠i} π_j (r_i − r_j)(x_i − x_j). Only the worse arms push θ further in, and by
 * themselves they turn θ/‖θ‖ to the min-norm point p of P = {x_i − x_j : r_j < r_i}, along which the slowest worse arm dies
 * like exp(−t‖p‖²). So i attracts if p ≠ 0, every better arm b dies faster, ⟨x_i − x_b, p⟩ > ‖p‖², and every arm e of the same
 * reward dies at all, ⟨x_i − x_e, p⟩ > 0 (it pulls with π_e (r_e − f), a product of two small numbers). Only the order of the
 * rewards matters. Margin: min_b ⟨x_i − x_b, p⟩ − ‖p‖²; if an e outgrows i, ⟨x_i − x_e, p⟩ if that is less.
 *
 * i does not attract
 * - if nothing is worse than i: f grows along the flow and starts above r_i;
 * - if p = 0: π_i is at most the probability of the worse arms together (convexity of exp);
 * - if some better b dies slower along p, or some e of the same reward outgrows i, and i can attract along no direction other than
 *   p. There is another only by a coincidence of the features (`coincidence.ts`); then the sizes of the rewards decide.
 *
 * What the strict signs leave open:
 * - no arm has a greater mean reward, since every optimal action shares its features with worse ones: i is among the best arms;
 * - an e of the same reward with ⟨x_i − x_e, p⟩ = 0: undecided, since i and e may attract as a mixture;
 * - a better b with equality, none below: b dies exactly as fast as the slowest worse arms A. Let h be the part of θ
 *   orthogonal to p. If A ∪ {b} is affinely independent and p lies inside conv(A), then the dual vector n of b (n ⊥ the
 *   directions of A, ⟨n, x_i − x_b⟩ > 0) has ⟨n, h⟩ falling for ever: b gains and i does not attract. If some of A push h on
 *   for ever, and b dies out faster along that push, i attracts (`boundary.ts`). Otherwise it is undecided: it depends on the sizes
 *   of the rewards (a small r_b − r_i leaves the attractor of A as it is), or on how the rest of A moves h.
 */
export function* trap(arms: Arms, arm: number, effort: Effort): Work<Outcome> {
  const { budget } = effort;
  const level = arms.levelOf[arm]!;
  const others = arms.levelOf.map((_, other) => other).filter((other) => other !== arm);
  const worse = others.filter((other) => arms.levelOf[other]! > level);
  const reason = reasonWithoutPoint(arms, arm, worse);
  if (reason) {
    const isProved = effort.keepsProof && reason.code === 'nothing-worse';
    return {
      ...about(arms, arm, []),
      holds: false,
      basis: 'proved',
      margin: null,
      reason,
      ...(isProved && { proof: { kind: 'nothing-worse' } }),
    };
  }

  const pairsWith = (these: readonly number[]) => these.map((other): Pair => [arm, other]);
  const separation = yield* separate(arms, pairsWith(worse), budget, {
    beyond: pairsWith(others.filter((other) => arms.levelOf[other]! < level)),
    along: pairsWith(others.filter((other) => arms.levelOf[other] === level)),
  });
  const driving = separation.terms.map((term) => term.to);
  if (!separation.apart) {
    return {
      ...about(arms, arm, driving),
      holds: false,
      basis: separation.basis,
      margin: 0,
      certificate: separation.terms,
      reason: separation.reason ?? { code: 'between-worse' },
      ...(yield* proving({ arms, separation, effort }, (hull) => ({ kind: 'between-worse', hull }))),
    };
  }

  const around = yield* alongPoint(arms, arm, others, separation);
  const at: TrapCase = { arms, arm, worse, separation, driving, ...around, effort };
  if ([...around.tied, ...around.better].some(({ sign }) => sign < 0)) return yield* outlived(at);
  const companion = around.tied.find(({ sign }) => sign === 0);
  if (companion) {
    const other = firstOf(arms, companion.other);
    return {
      ...about(arms, arm, [other, ...driving]),
      ...aboutPoint(at),
      holds: null,
      reason: { code: 'attract-together', other },
    };
  }
  const equal = around.better.filter(({ sign }) => sign === 0).map(({ other }) => other);
  if (equal.length > 0) return yield* boundary(at, equal);
  return {
    ...about(arms, arm, driving),
    ...aboutPoint(at),
    holds: true,
    ...(separation.reason && { reason: separation.reason }),
    ...(yield* proving(at, (hull) => ({ kind: 'attracts', hull, pushes: [] }))),
  };
}

type Outcome = Omit<Condition<'trap'>, 'action'>;

/** How much work may be done for the answer, and whether its proof is kept. */
export interface Effort {
  /** The budget for proving what p decides. */
  readonly budget: Budget;
  /** The budget for the search for coincidences. */
  readonly search: Budget;
  /** As for `coincidenceOf`. */
  readonly isShared?: boolean;
  readonly keepsProof?: boolean;
}

/** The proof of an outcome, if it is asked for and exists. */
function* proving(
  { arms, separation, effort }: Pick<TrapCase, 'arms' | 'separation' | 'effort'>,
  proofOf: (hull: HullProof) => Proof,
): Work<{ readonly proof?: Proof }> {
  if (!effort.keepsProof || separation.basis !== 'proved') return {};
  return { proof: proofOf(yield* hullProofOf(arms, separation)) };
}

/** Why an arm cannot attract without any question about p; null: p has to be asked. */
function reasonWithoutPoint(arms: Arms, arm: number, worse: readonly number[]): Reason | null {
  if (arms.levelOf[arm] === 0) {
    const isOfBest = arms.members[arm]!.some((action) => arms.optimal.includes(action));
    return { code: isOfBest ? 'shares-optimal-row' : 'no-greater-mean' };
  }
  return worse.length === 0 ? { code: 'nothing-worse' } : null;
}

/** The arms that are not worse, and how they die along p. */
interface Around {
  readonly tied: readonly ({ readonly other: number } & ReturnType<typeof along>)[];
  readonly better: readonly ({ readonly other: number } & ReturnType<typeof beyond>)[];
}

/** An arm whose worse arms have a min-norm point p ≠ 0. */
interface TrapCase extends Around {
  readonly arms: Arms;
  readonly arm: number;
  readonly worse: readonly number[];
  readonly separation: Separation;
  /** The worse arms with positive weight in p. */
  readonly driving: readonly number[];
  readonly effort: Effort;
}

function* alongPoint(
  arms: Arms,
  arm: number,
  others: readonly number[],
  separation: Separation,
): Work<Around> {
  const level = arms.levelOf[arm]!;
  const tied: Around['tied'][number][] = [];
  const better: Around['better'][number][] = [];
  for (const [n, other] of others.entries()) {
    const pair = [arm, other] as const;
    if (arms.levelOf[other] === level) tied.push({ other, ...along(arms, separation, pair) });
    else if (arms.levelOf[other]! < level) better.push({ other, ...beyond(arms, separation, pair) });
    if ((n * arms.dimensions) % PAUSE < arms.dimensions) yield;
  }
  return { tied, better };
}

/** The better arm that dies slowest along p. */
function closestOf({ better }: Around): Around['better'][number] | undefined {
  return better.reduce((least, each) => (each.margin < least.margin ? each : least), better[0]!);
}

/** What the outcome says about p, whatever is decided. */
function aboutPoint(at: TrapCase) {
  const { separation } = at;
  return {
    basis: separation.basis,
    margin: closestOf(at)?.margin ?? null,
    witness: separation.point,
    ...(separation.exactPoint && { exactWitness: separation.exactPoint }),
  };
}

/** Some arm outlives i, or the slowest worse arm, along p. */
function* outlived(at: TrapCase): Work<Outcome> {
  const { arms, arm, tied, separation, driving } = at;
  const closest = closestOf(at);
  const overtaking = tied
    .filter(({ sign }) => sign < 0)
    .reduce<(typeof tied)[number] | null>(
      (most, each) => (most === null || each.value < most.value ? each : most),
      null,
    );
  const blocking = overtaking ?? closest;
  const reason: Reason | null =
    separation.reason ?? (overtaking && { code: 'outgrown', other: firstOf(arms, overtaking.other) });
  const outcome: Outcome = {
    ...about(arms, arm, [...(blocking ? [firstOf(arms, blocking.other)] : []), ...driving]),
    ...aboutPoint(at),
    ...(overtaking && { margin: Math.min(overtaking.value, closest?.margin ?? 0) }),
    holds: false,
    ...(reason && { reason }),
  };
  return yield* unlessCoincidence(at, outcome, (hull, coincidence) => ({
    kind: 'outlived',
    hull,
    coincidence,
  }));
}

/** The better arms `equal` die exactly as fast as the slowest worse ones. */
function* boundary(at: TrapCase, equal: readonly number[]): Work<Outcome> {
  const { arms, arm, worse, separation, driving, effort } = at;
  const first = (other: number) => firstOf(arms, other);
  const face: number[] = [];
  for (const [n, other] of worse.entries()) {
    if (beyond(arms, separation, [arm, other]).sign === 0) face.push(other);
    if ((n * arms.dimensions) % PAUSE < arms.dimensions) yield;
  }
  const common = {
    ...about(arms, arm, [...equal.map(first), ...driving]),
    ...aboutPoint(at),
    margin: 0,
  };
  const tie = { code: 'dies-as-fast', others: equal.map(first) } as const;
  if (yield* inGeneralPosition(arms, arm, separation, face, equal)) {
    return yield* unlessCoincidence(
      at,
      { ...common, holds: false, reason: { ...tie, winner: 'others' } },
      (hull, coincidence) => ({ kind: 'overtaken', hull, coincidence }),
    );
  }
  const support = separation.exact?.support.map((pair) => worse[pair]!) ?? null;
  const across = support && (yield* pushAcross(arms, { arm, face, support, equal }, effort.budget));
  if (!across) return { ...common, holds: null, reason: { ...tie, winner: null } };
  return {
    ...common,
    ...about(arms, arm, face.map(first)),
    holds: true,
    reason: { ...tie, winner: 'worse', across: across.pushed.map(first) },
    ...(yield* proving(at, (hull) => ({ kind: 'attracts', hull, pushes: across.pushes }))),
  };
}

/** The arm attracts along no other direction either, unless the features have a coincidence. @param outcome the outcome without one, and its proof */
function* unlessCoincidence(
  at: TrapCase,
  outcome: Outcome,
  proofOf: (hull: HullProof, coincidence: NoCoincidence) => Proof,
): Work<Outcome> {
  const { arms, arm, worse, better, tied, effort } = at;
  const coincidence = yield* coincidenceOf(
    arms,
    { arm, worse, better: better.map(({ other }) => other), tied: tied.map(({ other }) => other) },
    effort.search,
    effort.isShared,
  );
  switch (coincidence.kind) {
    case 'none':
      return { ...outcome, ...(yield* proving(at, (hull) => proofOf(hull, coincidence.proof))) };
    case 'found': {
      const among = coincidence.among.map((each) => firstOf(arms, each));
      const other = firstOf(arms, coincidence.other);
      const isTied = arms.levelOf[coincidence.other] === arms.levelOf[arm];
      return {
        ...outcome,
        ...about(arms, arm, [other, ...among]),
        holds: null,
        reason: { code: 'coincidence', other, isTied, among },
      };
    }
    case 'unknown':
      return { ...outcome, unlessCoincidence: true };
  }
}

/** The first action of an arm. */
function firstOf(arms: Arms, arm: number): number {
  return arms.members[arm]![0]!;
}

function about(arms: Arms, arm: number, others: readonly number[]) {
  return { id: 'trap', actions: [firstOf(arms, arm), ...others] } as const;
}

/** Are the differences on the face of p affinely independent, including those of `equal`, with p inside the face of worse arms? */
function* inGeneralPosition(
  arms: Arms,
  arm: number,
  separation: Separation,
  face: readonly number[],
  equal: readonly number[],
): Work<boolean> {
  if (separation.exact === null || face.length !== separation.exact.support.length) return false;
  // x_i − x_a lies on a hyperplane that misses 0, so affine and linear independence are the same.
  const differences = [...face, ...equal].map((other) =>
    minusExact(arms.exactRows[arm]!, arms.exactRows[other]!),
  );
  return (yield* independent(differences)).length === differences.length;
}

export const TRAP = {
  id: 'trap',
  about: 'Some suboptimal action attracts: an open set of starts converges to it.',
  isRepairable: true,
  isDecisive: true,
  isInReach: (_, shape) => isPairwise(shape),
  *check(setting, found) {
    const { arms } = setting;
    for (const arm of suboptimalArms(arms)) {
      found.push(...ofActions(arms, arm, yield* trap(arms, arm, setting)));
      yield;
    }
  },
} satisfies ConditionEntry<'trap'>;

/** Tries again, with the budgets of `setting`, where a search for coincidences was cut short. */
export function* trapsAgain(setting: Setting, found: Condition[]): Work<void> {
  const { arms } = setting;
  for (const arm of suboptimalArms(arms)) {
    const first = found.findIndex(
      ({ action, unlessCoincidence }) => unlessCoincidence && arms.armOf[action!] === arm,
    );
    if (first < 0) continue;
    yield;
    const again = ofActions(arms, arm, yield* trap(arms, arm, setting));
    found.splice(first, again.length, ...again);
  }
}

/** The outcome for an arm as a condition for each of its suboptimal actions. */
function ofActions(arms: Arms, arm: number, found: Omit<Condition<'trap'>, 'action'>): Condition<'trap'>[] {
  return arms.members[arm]!.filter((action) => !arms.optimal.includes(action)).map((action) => ({
    ...found,
    action,
    actions: [action, ...found.actions.slice(1)],
  }));
}
