/**
 * Where a flow of J is certain to end, known long before it gets there. Near a deterministic policy σ the flow of J is that of an exponential sum over the
 * deviations from σ, as a bandit's is over the other arms (docs/policies.md, "Traps"), so ../dominance.ts decides: deviations with A^σ < 0 in visited
 * states push the flow on, those with A^σ > 0 pull it back, and ties and deviations in states that σ does not visit only have to lose. For finite ends
 * see ../stationary.ts.
 */
import { Evaluation } from '../../engine/mdp/evaluation.js';
import { dot } from '../../math/dot.js';
import type { Work } from '../../math/work.js';
import type { Settler } from '../arcLength.js';
import { directing, type Pull, staysForEver } from '../dominance.js';
import { maximumNear } from '../stationary.js';
import { armsInside, type Face, faceNear } from './face.js';
import { MdpField } from './field.js';
import type { Leads } from './leads.js';
import type { MdpFlowProblem } from './problem.js';

export type MdpSettled =
  /** The policy tends to these arms of each state: one, or several tied ones; none for a state that they do not visit. */
  | { readonly kind: 'policy'; readonly arms: readonly (readonly number[])[]; readonly value: number }
  /** The policy tends to a mixture of these arms of each state, a maximum of J on their face. */
  | ({ readonly kind: 'face' } & Face)
  | { readonly kind: 'finite'; readonly theta: Float64Array; readonly maximum: boolean };

interface Deviation {
  readonly arm: number;
  readonly y: Float64Array;
  /** |d(s)·A^σ(s, arm)|. */
  readonly weight: number;
}

/** What is known of a deterministic policy σ, which has one arm for each state. */
interface Vertex {
  readonly value: number;
  /** For each state: is it visited by σ, or by arms that are tied with σ's? */
  readonly visited: readonly boolean[];
  /** For each arm: is A^σ = 0? */
  readonly tied: readonly boolean[];
  readonly worse: readonly Deviation[];
  readonly better: readonly Deviation[];
  readonly level: readonly Float64Array[];
  /** A bound on the ratio of second-order to first-order terms, for each unit of probability that σ does not have. */
  readonly second: number;
  /** The least |A^σ| > 0 in a visited state. */
  readonly leastLead: number;
}

/** σ and the arms tied with it have at least this probability in every state that they visit. */
const NEAR = 0.99;
/** Arms are tied if |A^σ| is below this fraction of the greatest |Q|, where it is known in doubles only. */
const TIED = 1e-11;

export class MdpSettling implements Settler<MdpField, MdpSettled> {
  readonly #vertices = new Map<string, Vertex>();
  readonly #directions = new Map<Vertex, Float64Array>();
  readonly #scratch: MdpField;

  /** @param leads exact ones; null: those of doubles */
  constructor(
    private readonly problem: MdpFlowProblem,
    private readonly leads: Leads | null,
  ) {
    this.#scratch = new MdpField(problem);
  }

  *far(field: MdpField): Work<MdpSettled | null> {
    const { dominant, pi } = field.evaluation;
    const key = dominant.join();
    const vertex = this.#vertices.get(key) ?? (yield* this.#vertex(dominant));
    this.#vertices.set(key, vertex);
    const { value, visited, tied, worse, better, level, second, leastLead } = vertex;
    // The least lead is rounding error at this θ, so it decides nothing.
    if (leastLead <= field.rounding) return null;
    const { offsets } = this.problem.arms;
    let alone = 0;
    let together = 0;
    for (let s = 0; s < visited.length; s++) {
      if (!visited[s]) continue;
      let reached = 0;
      for (let arm = offsets[s]!; arm < offsets[s + 1]!; arm++) if (tied[arm]) reached += pi[arm]!;
      if (reached < NEAR) return null;
      alone += 1 - pi[dominant[s]!]!;
      together += 1 - reached;
    }
    // However the tied arms share the probability, all others are worse than them, so nothing pulls back.
    if (better.length === 0 && together < 1 - NEAR) {
      const isApart = worse.length === 0 || (yield* this.#isApart(vertex));
      if (isApart) return { kind: 'policy', arms: this.#arms(vertex), value };
    }
    if (worse.length === 0) return null;
    const p = this.#directions.get(vertex) ?? (yield* directing(worse.map(({ y }) => y)));
    this.#directions.set(vertex, p);
    const greatest = worse.reduce(
      (most, { arm }) => Math.max(most, field.logPolicy[arm]!),
      Number.NEGATIVE_INFINITY,
    );
    const pull = ({ arm, y, weight }: Deviation): Pull => ({
      y,
      weight: weight * Math.exp(field.logPolicy[arm]! - greatest),
    });
    if (!staysForEver(p, worse.map(pull), better.map(pull), level, alone * second)) return null;
    return { kind: 'policy', arms: Array.from(dominant, (arm, s) => (visited[s] ? [arm] : [])), value };
  }

  *near(theta: Float64Array): Work<MdpSettled | null> {
    const maximum = yield* maximumNear(this.#scratch, theta);
    if (maximum) return { kind: 'finite', theta: maximum, maximum: true };
    const face = yield* faceNear(this.#scratch, (taken) => this.#visited(taken), theta);
    return face && { kind: 'face', ...face };
  }

  stationary(field: MdpField, theta: Float64Array): MdpSettled | null {
    const { pi } = field.evaluation;
    const isInside =
      field.size === 0 ? pi.every((p) => p > 0) : armsInside(field).flat().length === pi.length;
    if (!isInside) return null;
    return { kind: 'finite', theta, maximum: false };
  }

  #arms({ visited, tied }: Vertex): number[][] {
    const { offsets } = this.problem.arms;
    return visited.map((isVisited, s) => {
      const arms = Array.from({ length: offsets[s + 1]! - offsets[s]! }, (_, a) => offsets[s]! + a);
      return isVisited ? arms.filter((arm) => tied[arm]) : [];
    });
  }

  readonly #apart = new Map<Vertex, boolean>();

  /** Does one direction separate all the tied arms of each state from its worse arms? */
  *#isApart(vertex: Vertex): Work<boolean> {
    const known = this.#apart.get(vertex);
    if (known !== undefined) return known;
    const { offsets } = this.problem.arms;
    const differences: Float64Array[] = [];
    for (let s = 0; s + 1 < offsets.length; s++) {
      if (!vertex.visited[s]) continue;
      for (let arm = offsets[s]!; arm < offsets[s + 1]!; arm++) {
        if (vertex.tied[arm]) continue;
        for (let best = offsets[s]!; best < offsets[s + 1]!; best++)
          if (vertex.tied[best]) differences.push(this.#difference(best, arm));
      }
    }
    const p = yield* directing(differences);
    const square = dot(p, p);
    const isApart = square > LEAST && differences.every((y) => dot(y, p) >= square * (1 - 1e-9));
    this.#apart.set(vertex, isApart);
    return isApart;
  }

  #difference(from: number, to: number): Float64Array {
    const { arms, rank } = this.problem;
    return Float64Array.from(
      { length: rank },
      (_, k) => arms.features[from * rank + k]! - arms.features[to * rank + k]!,
    );
  }

  *#vertex(dominant: Int32Array): Work<Vertex> {
    const { arms } = this.problem;
    const { offsets, discount, rewards } = arms;
    const evaluation = new Evaluation(arms);
    const certain = new Float64Array(rewards.length);
    for (const arm of dominant) certain[arm] = 1;
    evaluation.setPolicy(certain);
    evaluation.evaluate();
    const scale = evaluation.base.reduce((most, q) => Math.max(most, Math.abs(q)), 0);
    const leads = this.leads
      ? yield* this.leads(dominant)
      : evaluation.lead.map((lead) => (Math.abs(lead) <= TIED * scale ? 0 : lead));
    const tied = Array.from(leads, (lead) => lead === 0);
    const visited = this.#visited(tied);
    const worse: Deviation[] = [];
    const better: Deviation[] = [];
    const level: Float64Array[] = [];
    let leastLead = Number.POSITIVE_INFINITY;
    for (let s = 0; s < visited.length; s++) {
      const m = dominant[s]!;
      for (let arm = offsets[s]!; arm < offsets[s + 1]!; arm++) {
        if (arm === m) continue;
        const y = this.#difference(m, arm);
        const advantage = leads[arm]!;
        if (visited[s] && advantage !== 0) leastLead = Math.min(leastLead, Math.abs(advantage));
        const weight = evaluation.occupancy[s]! * Math.abs(advantage);
        if (!visited[s] || tied[arm] || weight === 0) level.push(y);
        else (advantage < 0 ? worse : better).push({ arm, y, weight });
      }
    }
    const range = rewards.reduce((a, b) => Math.max(a, b)) - rewards.reduce((a, b) => Math.min(a, b));
    const least = worse.reduce((a, { weight }) => Math.min(a, weight), Number.POSITIVE_INFINITY);
    return {
      value: evaluation.value.reduce((sum, v, s) => sum + arms.start[s]! * v, 0),
      visited,
      tied,
      worse,
      better,
      level,
      // If a policy differs by ε, the changes of d and of A are at most of the order of range·ε/(1 − γ)³.
      second: range / ((1 - discount) ** 3 * least),
      leastLead,
    };
  }

  /** Which states these arms visit from ρ. */
  #visited(taken: readonly boolean[]): boolean[] {
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
}

/** A squared distance below this is rounding error, in coordinates where rows differ by at most 1. */
const LEAST = 1e-18;
