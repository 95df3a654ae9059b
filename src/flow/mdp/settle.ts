/**
 * Where a flow of J is certain to end, known long before it gets there. Near a deterministic policy σ the flow of J is that of an exponential sum over the
 * deviations from σ, as a bandit's is over the other arms (docs/policies.md, "Traps"), so ../dominance.ts decides: deviations with A^σ < 0 in visited
 * states push the flow on, those with A^σ > 0 pull it back, and ties and deviations in states that σ does not visit only have to lose. For finite ends
 * see ../stationary.ts.
 */
import { dot } from '../../math/dot.js';
import type { Work } from '../../math/work.js';
import type { Settler } from '../arcLength.js';
import { directing, type Pull, staysForEver } from '../dominance.js';
import { maximumNear } from '../stationary.js';
import { armsInside, type Face, Faces, faceNear } from './face.js';
import { MdpField } from './field.js';
import type { Leads } from './leads.js';
import type { MdpFlowProblem } from './problem.js';
import { type Deviation, type Ties, type Vertex, Vertices } from './vertex.js';

export type MdpSettled =
  /** The policy tends to these arms of each state: one, or several tied ones; none for a state that they do not visit. */
  | { readonly kind: 'policy'; readonly arms: readonly (readonly number[])[]; readonly value: number }
  /** The policy tends to a mixture of these arms of each state, a maximum of J on their face. */
  | ({ readonly kind: 'face' } & Face)
  | { readonly kind: 'finite'; readonly theta: Float64Array; readonly maximum: boolean };

/** σ and the arms tied with it have at least this probability in every state that they visit. */
const NEAR = 0.99;

/** What is left out may be this fraction of what decides. */
const SECOND_ORDER = 1e-3;

export class MdpSettling implements Settler<MdpField, MdpSettled> {
  readonly #vertices: Vertices;
  readonly #directions = new WeakMap<Vertex, Float64Array>();
  readonly #scratch: MdpField;
  readonly #faces = new Faces();

  /** @param leads exact ones; null: those of doubles */
  constructor(
    private readonly problem: MdpFlowProblem,
    leads: Leads | null,
  ) {
    this.#vertices = new Vertices(problem, leads);
    this.#scratch = new MdpField(problem);
  }

  *far(field: MdpField): Work<MdpSettled | null> {
    const { dominant, pi } = field.evaluation;
    const ties = yield* this.#vertices.tiesOf(dominant);
    const { visited, tied, leastLead } = ties;
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
    const vertex = this.#vertices.vertexOf(ties);
    const { value, worse, better, level, second } = vertex;
    // However the tied arms share the probability, all others lose, so nothing pulls back.
    if (together < 1 - NEAR) {
      const loss = yield* this.#vertices.losing(ties);
      const isCertain = loss > 0 && together * (this.#vertices.secondOrder / loss) <= SECOND_ORDER;
      const isApart = isCertain && (worse.length === 0 || (yield* this.#isApart(ties)));
      if (isApart) return { kind: 'policy', arms: this.#arms(ties), value };
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
    const face = yield* faceNear(this.#scratch, this.#faces, (taken) => this.#vertices.visited(taken), theta);
    return face && { kind: 'face', ...face };
  }

  stationary(field: MdpField, theta: Float64Array): MdpSettled | null {
    const { pi } = field.evaluation;
    const isInside =
      field.size === 0 ? pi.every((p) => p > 0) : armsInside(field).flat().length === pi.length;
    if (!isInside) return null;
    return { kind: 'finite', theta, maximum: false };
  }

  #arms({ visited, tied }: Ties): number[][] {
    const { offsets } = this.problem.arms;
    return visited.map((isVisited, s) => {
      const arms = Array.from({ length: offsets[s + 1]! - offsets[s]! }, (_, a) => offsets[s]! + a);
      return isVisited ? arms.filter((arm) => tied[arm]) : [];
    });
  }

  readonly #apart = new WeakMap<Ties, boolean>();

  /** Does one direction separate all the tied arms of each state from its worse arms? */
  *#isApart(ties: Ties): Work<boolean> {
    const known = this.#apart.get(ties);
    if (known !== undefined) return known;
    const { offsets } = this.problem.arms;
    const differences: Float64Array[] = [];
    for (let s = 0; s + 1 < offsets.length; s++) {
      if (!ties.visited[s]) continue;
      for (let arm = offsets[s]!; arm < offsets[s + 1]!; arm++) {
        if (ties.tied[arm]) continue;
        for (let best = offsets[s]!; best < offsets[s + 1]!; best++)
          if (ties.tied[best]) differences.push(this.#vertices.difference(best, arm));
      }
    }
    const p = yield* directing(differences);
    const square = dot(p, p);
    const isApart = square > LEAST && differences.every((y) => dot(y, p) >= square * (1 - 1e-9));
    this.#apart.set(ties, isApart);
    return isApart;
  }
}

/** A squared distance below this is rounding error, in coordinates where rows differ by at most 1. */
const LEAST = 1e-18;
