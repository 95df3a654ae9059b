/** That a policy attracts, or does not, as signs: of its values, which say what is better and worse around it, and of min-norm points. */
import type { Difference } from '../conditions/policies/differences.js';
import { visited } from '../conditions/policies/exactMdp.js';
import type { PolicyProof } from '../conditions/policies/proofs.js';
import type { HullProof } from '../conditions/proofs.js';
import { atLeastNothing, type Claim, positive, positiveOrNothing } from './claims.js';
import type { Followed } from './followed.js';
import {
  apartFrom,
  attractsClaims,
  isSame,
  outlivedClaims,
  togetherClaims,
  type Vector,
} from './geometry.js';
import type { Around } from './noCoincidence.js';
import { advantageOf, visitsOf } from './processValues.js';
import {
  add,
  divide,
  isNothing,
  multiply,
  NOTHING,
  ofWhole,
  opposite,
  type RationalFunction,
  signOf,
  subtract,
} from './rationalFunction.js';

export type PolicyKept = Extract<PolicyProof, { kind: 'policy' }>;

/** Deviations with the same y, by the sign of what they do together at the value. */
interface Group {
  readonly members: readonly Difference[];
  readonly y: Vector;
}

interface Groups {
  readonly better: readonly Group[];
  readonly level: readonly Group[];
  readonly worse: readonly Group[];
}

/** That the policy attracts, and that its J is below J*. @param optimum J* @returns null: along no interval that can be followed */
export function policyAttracts(
  of: Followed,
  kept: PolicyKept,
  optimum: RationalFunction,
): readonly Claim[] | null {
  const { proof } = kept;
  const around = new Deviations(of, kept);
  const groups = around.groups();
  const values = of.values(kept.evaluation.policy);
  if (proof.kind !== 'attracts' || proof.pushes.length > 0 || !groups || !values) return null;
  // A group among the better ones is followed as one that has to die out faster, whatever its sign is.
  const signs = [
    ...groups.worse.map((group) => around.signClaims(group, -1)),
    ...groups.level.flatMap((group) => (around.isHere(group) ? [around.signClaims(group, 0)] : [])),
  ];
  const geometry = attractsClaims(vectorsOf(groups), carryingOf(groups, proof.hull));
  if (geometry === null || signs.some((claims) => claims === null)) return null;
  return [
    positive(signOf(subtract(optimum, of.return(values)))),
    ...signs.flatMap((claims) => claims ?? []),
    ...geometry,
  ];
}

/** That the policy does not attract; for a process with one order for all policies. @returns null: along no interval that can be followed */
export function policyDoesNotAttract(of: Followed, kept: PolicyKept): readonly Claim[] | null {
  const around = new Deviations(of, kept);
  const { better, level, worse } = kept.around;
  if (better.length + level.length + worse.length === 0) return around.nothingWorse();
  const groups = around.groups();
  if (groups === null || around.away.length > 0) return null;
  const signs = [
    ...groups.better.map((group) => around.signClaims(group, 1)),
    ...groups.level.map((group) => around.signClaims(group, 0)),
    ...groups.worse.map((group) => around.signClaims(group, -1)),
  ];
  const ties = around.harmlessTies(groups);
  const geometry = heldBack(of, kept, groups);
  if (ties === null || geometry === null || signs.some((claims) => claims === null)) return null;
  const all = [...groups.better, ...groups.level, ...groups.worse];
  return [
    ...signs.flatMap((claims) => claims ?? []),
    ...ties,
    ...geometry,
    // No two groups become one.
    ...all.flatMap(({ y }, n) => all.slice(n + 1).map((other) => apartFrom(y, other.y))),
  ];
}

function heldBack(of: Followed, { proof, isShared }: PolicyKept, groups: Groups): readonly Claim[] | null {
  switch (proof.kind) {
    case 'nothing-worse':
      return groups.worse.length === 0 ? [] : null;
    case 'between-worse':
      return togetherClaims([carryingOf(groups, proof.hull)]);
    case 'outlived':
      return outlivedClaims(vectorsOf(groups), carryingOf(groups, proof.hull), of.at, isShared);
    default:
      return null;
  }
}

function vectorsOf({ better, level, worse }: Groups): Around {
  const listed = (groups: readonly Group[]) => groups.map(({ y }) => y);
  return { better: listed(better), tied: listed(level), worse: listed(worse) };
}

/** In the proof, arm 0 is the policy, and behind it the groups stand in this order. */
function carryingOf({ better, level, worse }: Groups, { terms }: HullProof): Vector[] {
  const all = [...better, ...level, ...worse];
  return terms.map(({ to }) => all[to - 1]!.y);
}

class Deviations {
  /** States with a choice that the policy visits, and others. */
  readonly here: readonly number[];
  readonly away: readonly number[];

  constructor(
    private readonly of: Followed,
    private readonly kept: PolicyKept,
  ) {
    const isVisited = visited(of.model, kept.evaluation.policy);
    this.here = of.proof.choices.filter((state) => isVisited[state]);
    this.away = of.proof.choices.filter((state) => !isVisited[state]);
  }

  /** null: members of one of them have the same y at this value alone. */
  groups(): Groups | null {
    const { better, level, worse } = this.kept.around;
    const grouped = (all: readonly (readonly Difference[])[]) =>
      all.map((members): Group => ({ members, y: this.of.y(members[0]!) }));
    const groups = { better: grouped(better), level: grouped(level), worse: grouped(worse) };
    const areAlike = [...groups.better, ...groups.level, ...groups.worse].every(({ members, y }) =>
      members.every((each) => isSame(this.of.y(each), y)),
    );
    return areAlike ? groups : null;
  }

  isHere({ members }: Group): boolean {
    return members.some(({ state }) => this.here.includes(state));
  }

  /** No deviation in a visited state is worse. */
  nothingWorse(): readonly Claim[] | null {
    const claims = this.here.flatMap((state) =>
      this.of.arms[state]!.map((_, arm) => {
        const lead = this.#advantage(state, arm);
        return lead && atLeastNothing(lead);
      }),
    );
    return claims.every((claim) => claim !== null) ? claims : null;
  }

  /** That a group of deviations in visited states is better (1), worse (−1), or equal (0). null: along no interval that can be followed */
  signClaims({ members }: Group, sign: -1 | 0 | 1): readonly Claim[] | null {
    const leads: RationalFunction[] = [];
    for (const { state, to } of members) {
      const lead = this.#advantage(state, to);
      if (lead === null) return null;
      leads.push(sign === -1 ? opposite(lead) : lead);
    }
    if (sign === 0) return leads.every(isNothing) ? [] : null;
    if (leads.every((lead) => this.of.sign(lead) >= 0))
      return leads.some((lead) => this.of.sign(lead) > 0) ? leads.flatMap(positiveOrNothing) : null;
    const sum = this.#together(members, leads);
    return sum && [positive(signOf(sum))];
  }

  /** Equal for every policy; with several states, there is nothing better where they are. */
  harmlessTies({ better, level, worse }: Groups): readonly Claim[] | null {
    const tied = level.flatMap(({ members }) => members);
    const claims = tied.map(({ state, from, to }) => this.of.equal(state, from, to));
    if (!claims.every((each) => each !== null)) return null;
    const states = new Set(tied.map(({ state }) => state));
    const signOf = ({ state, to }: Difference) => {
      const lead = this.#advantage(state, to);
      return lead && this.of.sign(lead);
    };
    // The signs of members of one y that are better and worse are not followed one by one.
    const isHarmless = [...better, ...worse].every(({ members }) => {
      const signs = members.map(signOf);
      const hasBetter = signs.some((sign) => sign !== 0 && sign !== -1);
      return !hasBetter || !(signs.includes(-1) || members.some(({ state }) => states.has(state)));
    });
    const isShared = this.of.proof.choices.length === 1;
    return isShared || tied.length === 0 || isHarmless ? claims.flat() : null;
  }

  /** Σ d(s)·lead·|to|/|from|, where |·| counts the actions of an arm. */
  #together(members: readonly Difference[], leads: readonly RationalFunction[]): RationalFunction | null {
    const { of } = this;
    const taken = this.kept.evaluation.policy.map((arm, state) => of.arms[state]![arm]!);
    const visits = visitsOf(taken, of.problem.start);
    if (visits === null) return null;
    return members.reduce((sum, { state, from, to }, n) => {
      const size = (arm: number) => ofWhole(of.model.arms[state]![arm]!.pairs.length);
      const share = divide(size(to), size(from));
      return add(sum, multiply(multiply(visits[state]!, share), leads[n]!));
    }, NOTHING);
  }

  /** A(s, arm) of the policy; null: too large. */
  #advantage(state: number, arm: number): RationalFunction | null {
    const values = this.of.values(this.kept.evaluation.policy);
    return values && advantageOf(values, state, this.of.arms[state]![arm]!);
  }
}
