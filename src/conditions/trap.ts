import type { Budget } from '../math/budget.js';
import { independent, minusExact } from '../math/exactLinear.js';
import type { Work } from '../math/work.js';
import type { Arms } from './arms.js';
import { pushAcross } from './boundary.js';
import { coincidenceOf } from './coincidence.js';
import { type ConditionEntry, type Setting, suboptimalArms } from './entry.js';
import { isPairwise } from './reach.js';
import { along, beyond, type Pair, type Separation, separate } from './separation.js';
import type { Condition, Reason } from './types.js';

/** Numbers of which the sign of a margin is asked between two pauses. */
const PAUSE = 5000;

/**
 * Does the suboptimal arm i attract: does an open set of parameters converge to it?
 *
 * Far out where i dominates, ∇f ≈ Σ_{j≠i} π_j (r_i − r_j)(x_i − x_j). Only the worse arms push θ further in, and by
 * themselves they turn θ/‖θ‖ to the min-norm point p of P = {x_i − x_j : r_j < r_i}, along which the slowest worse arm dies
 * like exp(−t‖p‖²). So i attracts if p ≠ 0, every better arm b dies faster, ⟨x_i − x_b, p⟩ > ‖p‖², and every arm e of the same
 * reward dies at all, ⟨x_i − x_e, p⟩ > 0 (it pulls with π_e (r_e − f), a product of two small numbers). The rewards enter by their
 * order alone. Margin: min_b ⟨x_i − x_b, p⟩ − ‖p‖²; where an e outgrows i, ⟨x_i − x_e, p⟩ if that is less.
 *
 * i does not attract
 * - if nothing is worse than i: f grows along the flow and starts above r_i;
 * - if p = 0: π_i is at most the probability of the worse arms together (convexity of exp);
 * - if some better b dies slower along p, or some e of the same reward outgrows i, and there is no other direction than p to attract
 *   along. There is one only by a coincidence of the features (`coincidence.ts`); then the sizes of the rewards decide.
 *
 * What the strict signs leave open:
 * - no arm has a greater mean reward, since every optimal action shares its features with worse ones: i is of the best that there is;
 * - an e of the same reward with ⟨x_i − x_e, p⟩ = 0: undecided, since i and e may attract as a mixture;
 * - a better b with equality, none below: b dies exactly as fast as the slowest worse arms A. Let h be the part of θ
 *   orthogonal to p. If A ∪ {b} is affinely independent and p lies inside conv(A), then the dual vector n of b (n ⊥ the
 *   directions of A, ⟨n, x_i − x_b⟩ > 0) has ⟨n, h⟩ falling for ever: b gains and i does not attract. If some of A push h on
 *   for ever, and b dies out faster along that push, i attracts (`boundary.ts`). Otherwise the sizes of the rewards decide (a
 *   small r_b − r_i leaves the attractor of A as it is), or how the rest of A moves h: undecided.
 *
 * `budget`: for the proof of what p decides; `search`: for the search for coincidences. `isShared`: as
 * `coincidenceOf` has it.
 */
export function* trap(
  arms: Arms,
  arm: number,
  budget: Budget,
  search: Budget,
  isShared = true,
): Work<Omit<Condition<'trap'>, 'action'>> {
  const level = arms.levelOf[arm]!;
  if (level === 0) {
    return {
      ...about(arms, arm, []),
      holds: false,
      basis: 'proved',
      margin: null,
      reason: {
        code: arms.members[arm]!.some((action) => arms.optimal.includes(action))
          ? 'shares-optimal-row'
          : 'no-greater-mean',
      },
    };
  }
  const others = arms.levelOf.map((_, other) => other).filter((other) => other !== arm);
  const worse = others.filter((other) => arms.levelOf[other]! > level);
  if (worse.length === 0) {
    return {
      ...about(arms, arm, []),
      holds: false,
      basis: 'proved',
      margin: null,
      reason: { code: 'nothing-worse' },
    };
  }

  const pairsWith = (these: readonly number[]) => these.map((other): Pair => [arm, other]);
  const separation = yield* separate(arms, pairsWith(worse), budget, {
    beyond: pairsWith(others.filter((other) => arms.levelOf[other]! < level)),
    along: pairsWith(others.filter((other) => arms.levelOf[other] === level)),
  });
  const { basis } = separation;
  if (!separation.apart) {
    return {
      ...about(
        arms,
        arm,
        separation.terms.map((term) => term.to),
      ),
      holds: false,
      basis,
      margin: 0,
      certificate: separation.terms,
      reason: separation.reason ?? { code: 'between-worse' },
    };
  }

  const tied: ({ readonly other: number } & ReturnType<typeof along>)[] = [];
  const better: ({ readonly other: number } & ReturnType<typeof beyond>)[] = [];
  for (const [n, other] of others.entries()) {
    const pair = [arm, other] as const;
    if (arms.levelOf[other] === level) tied.push({ other, ...along(arms, separation, pair) });
    else if (arms.levelOf[other]! < level) better.push({ other, ...beyond(arms, separation, pair) });
    if ((n * arms.dimensions) % PAUSE < arms.dimensions) yield;
  }
  const closest = better.reduce((least, each) => (each.margin < least.margin ? each : least), better[0]!);
  const found = {
    basis,
    margin: closest?.margin ?? null,
    witness: separation.point,
    ...(separation.exactPoint && { exactWitness: separation.exactPoint }),
  };
  const driving = separation.terms.map((term) => term.to);
  const first = (other: number) => arms.members[other]![0]!;
  const blocking = closest ? [first(closest.other)] : [];

  // Arms outlive i, or the slowest worse arm, along p: i attracts along no other direction either, but for a coincidence.
  function* unlessCoincidence(
    outlived: Omit<Condition<'trap'>, 'action'>,
  ): Work<Omit<Condition<'trap'>, 'action'>> {
    const coincidence = yield* coincidenceOf(
      arms,
      {
        arm,
        worse,
        better: better.map(({ other }) => other),
        tied: tied.map(({ other }) => other),
      },
      search,
      isShared,
    );
    switch (coincidence.kind) {
      case 'none':
        return outlived;
      case 'found': {
        const { other, among } = coincidence;
        return {
          ...outlived,
          ...about(arms, arm, [other, ...among].map(first)),
          holds: null,
          reason: {
            code: 'coincidence',
            other: first(other),
            isTied: arms.levelOf[other] === level,
            among: among.map(first),
          },
        };
      }
      case 'unknown':
        return { ...outlived, unlessCoincidence: true };
    }
  }

  const overtaking = tied
    .filter(({ sign }) => sign < 0)
    .reduce<(typeof tied)[number] | null>(
      (most, each) => (most === null || each.value < most.value ? each : most),
      null,
    );
  if (overtaking || better.some((each) => each.sign < 0)) {
    const reason: Reason | null =
      separation.reason ?? (overtaking && { code: 'outgrown', other: first(overtaking.other) });
    return yield* unlessCoincidence({
      ...about(arms, arm, [...(overtaking ? [first(overtaking.other)] : blocking), ...driving]),
      ...found,
      ...(overtaking && { margin: Math.min(overtaking.value, closest?.margin ?? 0) }),
      holds: false,
      ...(reason && { reason }),
    });
  }
  const companion = tied.find(({ sign }) => sign === 0);
  if (companion) {
    return {
      ...about(arms, arm, [first(companion.other), ...driving]),
      ...found,
      holds: null,
      reason: { code: 'attract-together', other: first(companion.other) },
    };
  }
  const equal = better.filter((each) => each.sign === 0).map((each) => each.other);
  if (equal.length > 0) {
    const face: number[] = [];
    for (const [n, other] of worse.entries()) {
      if (beyond(arms, separation, [arm, other]).sign === 0) face.push(other);
      if ((n * arms.dimensions) % PAUSE < arms.dimensions) yield;
    }
    const common = { ...about(arms, arm, [...equal.map(first), ...driving]), ...found, margin: 0 };
    const tie = { code: 'dies-as-fast', others: equal.map(first) } as const;
    if (yield* inGeneralPosition(arms, arm, separation, face, equal)) {
      return yield* unlessCoincidence({ ...common, holds: false, reason: { ...tie, winner: 'others' } });
    }
    const support = separation.exact?.support.map((pair) => worse[pair]!) ?? null;
    const across = support && (yield* pushAcross(arms, { arm, face, support, equal }, budget));
    return across
      ? {
          ...common,
          ...about(arms, arm, face.map(first)),
          holds: true,
          reason: { ...tie, winner: 'worse', across: across.map(first) },
        }
      : { ...common, holds: null, reason: { ...tie, winner: null } };
  }
  return {
    ...about(arms, arm, driving),
    ...found,
    holds: true,
    ...(separation.reason && { reason: separation.reason }),
  };
}

function about(arms: Arms, arm: number, others: readonly number[]) {
  return { id: 'trap', actions: [arms.members[arm]![0]!, ...others] } as const;
}

/** Are the differences on the face of p affinely independent, those of `equal` included, with p inside the face of worse arms? */
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

export const TRAP: ConditionEntry<'trap'> = {
  id: 'trap',
  about: 'Some suboptimal action attracts: an open set of starts converges to it.',
  isDanger: true,
  isInReach: (_, shape) => isPairwise(shape),
  *check({ arms, budget, search }, found) {
    for (const arm of suboptimalArms(arms)) {
      found.push(...ofActions(arms, arm, yield* trap(arms, arm, budget, search)));
      yield;
    }
  },
};

/** Once more, with the budgets of `setting`, where a search for coincidences was cut short. */
export function* trapsAgain({ arms, budget, search }: Setting, found: Condition[]): Work<void> {
  for (const arm of suboptimalArms(arms)) {
    const first = found.findIndex(
      ({ action, unlessCoincidence }) => unlessCoincidence && arms.armOf[action!] === arm,
    );
    if (first < 0) continue;
    yield;
    const again = ofActions(arms, arm, yield* trap(arms, arm, budget, search));
    found.splice(first, again.length, ...again);
  }
}

/** What was found of an arm, for each of its suboptimal actions. */
function ofActions(arms: Arms, arm: number, found: Omit<Condition<'trap'>, 'action'>): Condition<'trap'>[] {
  return arms.members[arm]!.filter((action) => !arms.optimal.includes(action)).map((action) => ({
    ...found,
    action,
    actions: [action, ...found.actions.slice(1)],
  }));
}
