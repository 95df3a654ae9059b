/** What the flow of a process does next to a deterministic policy σ, to first order. */
import { Evaluation } from '../../engine/mdp/evaluation.js';
import type { Work } from '../../math/work.js';
import type { Leads } from './leads.js';
import type { MdpFlowProblem } from './problem.js';

/** How the arms compare with those of σ, which has one arm for each state. */
export interface Ties {
  readonly dominant: Int32Array;
  /** A^σ of each arm. */
  readonly leads: Float64Array;
  /** For each arm: is A^σ = 0? */
  readonly tied: readonly boolean[];
  /** For each state: is it visited by σ, or by arms that are tied with σ's? */
  readonly visited: readonly boolean[];
  /** The least |A^σ| > 0 in a visited state. */
  readonly leastLead: number;
}

/**
 * Arms, of one state or of several, with the same difference y of the features of σ's arm and theirs: the ratio of probabilities is e^−⟨θ,y⟩ for each, so
 * only the sum of their pulls counts.
 */
export interface Deviation {
  /** One of them. */
  readonly arm: number;
  readonly y: Float64Array;
  /** |Σ d(s)·A^σ(s, arm)|. */
  readonly weight: number;
}

/** The pulls at σ. */
export interface Vertex {
  readonly value: number;
  readonly worse: readonly Deviation[];
  readonly better: readonly Deviation[];
  /** The differences of arms that pull in second order only. */
  readonly level: readonly Float64Array[];
  /** A bound on the ratio of second-order to first-order terms, for each unit of probability that σ does not have. */
  readonly second: number;
}

/** Arms are tied if |A^σ| is below this fraction of the greatest |Q|, where it is known in doubles only. */
const TIED = 1e-11;
/** Differences, of length at most 1, are the same up to this rounding error. */
const SAME = 1e-9;
/** A sum below this fraction of the sum of the absolute values may be rounding error. */
const CANCELLED = 1e-9;
/** Rounds of policy iteration, of which a few are enough. */
const MOST_ROUNDS = 50;

export class Vertices {
  /** If a policy differs by ε, the changes of d and of A are at most of the order of this times ε. */
  readonly secondOrder: number;
  readonly #ties = new Map<string, Ties>();
  readonly #vertices = new WeakMap<Ties, Vertex>();
  readonly #losing = new WeakMap<Ties, number>();

  /** @param leads exact ones; null: those of doubles */
  constructor(
    private readonly problem: MdpFlowProblem,
    private readonly leads: Leads | null,
  ) {
    const { rewards, discount } = problem.arms;
    const range = rewards.reduce((a, b) => Math.max(a, b)) - rewards.reduce((a, b) => Math.min(a, b));
    this.secondOrder = range / (1 - discount) ** 3;
  }

  *tiesOf(dominant: Int32Array): Work<Ties> {
    const key = dominant.join();
    const known = this.#ties.get(key) ?? (yield* this.#compared(Int32Array.from(dominant)));
    this.#ties.set(key, known);
    return known;
  }

  vertexOf(ties: Ties): Vertex {
    const known = this.#vertices.get(ties) ?? this.#weighed(ties);
    this.#vertices.set(ties, known);
    return known;
  }

  /**
   * How much every group of worse arms loses, however the tied arms share the probability and whatever is done in states that they do not visit: a lower bound
   * on −Σ d(s)·A(s, arm) over the arms of a group, that is, of the same ratio to all the tied arms of their states. Infinity: no arm is better. 0: some group may win.
   *
   * While J = J^σ + Σ d(s)·π(a|s)·A^σ(s, a) rises, what is lost falls to 0 (the lemma of the performance difference, Kakade and Langford 2002).
   */
  *losing(ties: Ties): Work<number> {
    const known = this.#losing.get(ties) ?? (yield* this.#leastLoss(ties));
    this.#losing.set(ties, known);
    return known;
  }

  /** φ(from) − φ(to). */
  difference(from: number, to: number): Float64Array {
    const { arms, rank } = this.problem;
    return Float64Array.from(
      { length: rank },
      (_, k) => arms.features[from * rank + k]! - arms.features[to * rank + k]!,
    );
  }

  /** Which states these arms visit from ρ. */
  visited(taken: readonly boolean[]): boolean[] {
    const { offsets, start, begin, next, probabilities } = this.problem.arms;
    const visited = Array.from(start, (p) => p > 0);
    const open = [...visited.keys()].filter((s) => visited[s]);
    for (let s = open.pop(); s !== undefined; s = open.pop())
      for (let arm = offsets[s]!; arm < offsets[s + 1]!; arm++) {
        if (!taken[arm]) continue;
        for (let t = begin[arm]!; t < begin[arm + 1]!; t++) {
          const to = next[t]!;
          if (visited[to] || probabilities[t] === 0) continue;
          visited[to] = true;
          open.push(to);
        }
      }
    return visited;
  }

  *#compared(dominant: Int32Array): Work<Ties> {
    const leads = this.leads ? yield* this.leads(dominant) : this.#leadsOf(dominant);
    const tied = Array.from(leads, (lead) => lead === 0);
    const visited = this.visited(tied);
    let leastLead = Number.POSITIVE_INFINITY;
    this.#eachOf(dominant, (s, arm) => {
      if (visited[s] && !tied[arm]) leastLead = Math.min(leastLead, Math.abs(leads[arm]!));
    });
    return { dominant, leads, tied, visited, leastLead };
  }

  *#leastLoss(ties: Ties): Work<number> {
    const { dominant, leads, tied, visited } = ties;
    // The best that a deviation can come to.
    const known = yield* this.#improved(dominant, this.problem.arms.rewards, (s) => !visited[s]);
    if (!known) return 0;
    const scale = known.base.reduce((most, q) => Math.max(most, Math.abs(q)), 0);
    const groups = new Map<string, Float64Array>();
    this.#eachOf(dominant, (s, arm) => {
      if (!visited[s] || tied[arm]) return;
      const most = Math.abs(known.lead[arm]!) <= TIED * scale ? 0 : known.lead[arm]!;
      const lead = most > leads[arm]! + TIED * scale ? most : leads[arm]!;
      const equals = this.#armsOf(s).filter((other) => tied[other]);
      const key = equals.map((other) => keyOf(this.difference(other, arm))).sort();
      const worth = mapped(groups, key.join('|'), () => new Float64Array(leads.length));
      for (const other of equals) worth[other]! += lead;
    });
    let least = Number.POSITIVE_INFINITY;
    for (const worth of groups.values()) {
      if (worth.every((each) => each <= 0)) continue;
      if (worth.every((each) => each >= 0)) return 0;
      const most = yield* this.#improved(dominant, worth, (s, arm) => visited[s]! && tied[arm]!);
      least = Math.min(least, most ? -this.#valueOf(most) : 0);
      if (least <= 0) return 0;
    }
    return least;
  }

  /** Policy iteration among the arms that are allowed; null: it does not end. */
  *#improved(
    from: Int32Array,
    reward: Float64Array,
    isAllowed: (state: number, arm: number) => boolean,
  ): Work<Evaluation | null> {
    const taken = Int32Array.from(from);
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const evaluation = this.#certain(taken, reward);
      const { lead, base } = evaluation;
      const rounding = TIED * base.reduce((most, q) => Math.max(most, Math.abs(q)), 0);
      const better = Int32Array.from(taken);
      this.#eachOf(taken, (s, arm) => {
        if (isAllowed(s, arm) && lead[arm]! > rounding && lead[arm]! > lead[better[s]!]!) better[s] = arm;
      });
      if (better.every((arm, s) => arm === taken[s])) return evaluation;
      taken.set(better);
      yield;
    }
    return null;
  }

  #valueOf({ value }: Evaluation): number {
    return value.reduce((sum, v, s) => sum + this.problem.arms.start[s]! * v, 0);
  }

  #armsOf(state: number): number[] {
    const { offsets } = this.problem.arms;
    return Array.from({ length: offsets[state + 1]! - offsets[state]! }, (_, a) => offsets[state]! + a);
  }

  #leadsOf(dominant: Int32Array): Float64Array {
    const { base, lead } = this.#certain(dominant);
    const scale = base.reduce((most, q) => Math.max(most, Math.abs(q)), 0);
    return lead.map((one) => (Math.abs(one) <= TIED * scale ? 0 : one));
  }

  #weighed({ dominant, leads, tied, visited }: Ties): Vertex {
    const evaluation = this.#certain(dominant);
    const level: Float64Array[] = [];
    const groups = new Map<string, { arm: number; y: Float64Array; sum: number; size: number }>();
    this.#eachOf(dominant, (s, arm, m) => {
      const y = this.difference(m, arm);
      const pull = visited[s] && !tied[arm] ? evaluation.occupancy[s]! * leads[arm]! : 0;
      if (pull === 0) level.push(y);
      else {
        const group = mapped(groups, keyOf(y), () => ({ arm, y, sum: 0, size: 0 }));
        group.sum += pull;
        group.size += Math.abs(pull);
      }
    });
    const worse: Deviation[] = [];
    const better: Deviation[] = [];
    for (const { arm, y, sum, size } of groups.values()) {
      // The sum may have either sign: the worst is that all of them pull back.
      if (Math.abs(sum) <= CANCELLED * size) better.push({ arm, y, weight: size });
      else (sum < 0 ? worse : better).push({ arm, y, weight: Math.abs(sum) });
    }
    const least = worse.reduce((a, { weight }) => Math.min(a, weight), Number.POSITIVE_INFINITY);
    return {
      value: this.#valueOf(evaluation),
      worse,
      better,
      level,
      second: this.secondOrder / least,
    };
  }

  #certain(dominant: Int32Array, reward = this.problem.arms.rewards): Evaluation {
    const evaluation = new Evaluation(this.problem.arms);
    const policy = new Float64Array(reward.length);
    for (const arm of dominant) policy[arm] = 1;
    evaluation.setPolicy(policy);
    evaluation.evaluate(reward);
    return evaluation;
  }

  /** Every arm except those of σ, with its state and with σ's arm there. */
  #eachOf(dominant: Int32Array, visit: (state: number, arm: number, chosen: number) => void): void {
    const { offsets } = this.problem.arms;
    dominant.forEach((m, s) => {
      for (let arm = offsets[s]!; arm < offsets[s + 1]!; arm++) if (arm !== m) visit(s, arm, m);
    });
  }
}

/** The same for equal differences. */
function keyOf(y: Float64Array): string {
  return y.map((part) => Math.round(part / SAME)).join();
}

function mapped<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}
