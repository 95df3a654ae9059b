import {
  type Elimination,
  eliminating,
  factor,
  slotsIn,
  solve,
  solveTransposed,
} from '../../math/elimination.js';
import type { EliminationExcess } from '../../math/eliminationOrder.js';
import { finish, type Work } from '../../math/work.js';
import type { NumericProcess } from '../../model/numericMdp.js';
import { exp } from '../exp.js';

/**
 * A softmax policy in every state, and its values:
 *
 *     V = (I − γP_π)⁻¹ r_π,   Q(s,a) = r(s,a) + γ Σ_s' P(s'|s,a) V(s'),   d = (I − γP_π)⁻ᵀ ρ.
 *
 * In each state one action is dominant: the first with the greatest logit, e = 1. Values that are measured from its Q keep their digits near a vertex.
 */
export class Evaluation {
  /** n exponentials e_i = exp(z_i − max z of its state). */
  readonly e: Float64Array;
  /** 1/Σe of each state; NaN iff the logits have no softmax. */
  readonly scale: Float64Array;
  /** π(a|s) = e·scale of each pair. */
  readonly pi: Float64Array;
  /** The dominant pair of each state. */
  readonly dominant: Int32Array;
  /** V(s). */
  readonly value: Float64Array;
  /** d(s) = Σ_t γ^t Pr(s_t = s). */
  readonly occupancy: Float64Array;
  /** Q(s,a) − Q(s, dominant) of each pair. */
  readonly lead: Float64Array;
  /** Q(s, dominant) of each state. */
  readonly base: Float64Array;
  readonly #mdp: NumericProcess;
  readonly #structure: Structure;
  readonly #slots: Float64Array;
  readonly #inverse: Float64Array;
  readonly #x: Float64Array;

  constructor(mdp: NumericProcess) {
    const { rewards, start } = mdp;
    const states = start.length;
    this.#mdp = mdp;
    this.#structure = structureOf(mdp);
    this.e = new Float64Array(rewards.length);
    this.pi = new Float64Array(rewards.length);
    this.lead = new Float64Array(rewards.length);
    this.scale = new Float64Array(states);
    this.dominant = new Int32Array(states);
    this.value = new Float64Array(states);
    this.base = new Float64Array(states);
    this.occupancy = new Float64Array(states);
    this.#slots = new Float64Array(this.#structure.elimination.columns.length);
    this.#inverse = new Float64Array(states);
    this.#x = new Float64Array(states);
  }

  /** The policy of n logits z. @returns false where some state's logits have no softmax. */
  setLogits(z: Float64Array): boolean {
    const { offsets } = this.#mdp;
    let isSound = true;
    for (let s = 0; s + 1 < offsets.length; s++) {
      const [from, end] = [offsets[s]!, offsets[s + 1]!];
      let dominant = from;
      for (let i = from + 1; i < end; i++) if (z[i]! > z[dominant]!) dominant = i;
      const top = z[dominant]!;
      let Z = 0;
      for (let i = from; i < end; i++) {
        const weight = exp(z[i]! - top);
        this.e[i] = weight;
        Z += weight;
      }
      const scale = 1 / Z;
      for (let i = from; i < end; i++) this.pi[i] = this.e[i]! * scale;
      this.dominant[s] = dominant;
      this.scale[s] = scale;
      if (Number.isNaN(Z)) isSound = false;
    }
    return isSound;
  }

  /** The policy of n probabilities. */
  setPolicy(probabilities: ArrayLike<number>): void {
    const { offsets } = this.#mdp;
    this.pi.set(probabilities);
    for (let s = 0; s + 1 < offsets.length; s++) {
      let dominant = offsets[s]!;
      for (let i = dominant + 1; i < offsets[s + 1]!; i++) if (this.pi[i]! > this.pi[dominant]!) dominant = i;
      this.dominant[s] = dominant;
    }
  }

  /** Computes values, occupancies and leads of the policy. @param reward n entries that replace the mean rewards. */
  evaluate(reward: Float64Array = this.#mdp.rewards): void {
    const { elimination } = this.#structure;
    this.#factor();
    this.#fromPairs(reward);
    solve(elimination, this.#slots, this.#inverse, this.#x);
    elimination.order.forEach((s, i) => {
      this.value[s] = this.#x[i]!;
    });
    this.#setLeads(reward);
    elimination.order.forEach((s, i) => {
      this.#x[i] = this.#mdp.start[s]!;
    });
    solveTransposed(elimination, this.#slots, this.#inverse, this.#x);
    elimination.order.forEach((s, i) => {
      this.occupancy[s] = this.#x[i]!;
    });
  }

  /**
   * The derivatives at the policy of the last `evaluate` with the mean rewards, if the logits change by dz: one solution of each of the two systems.
   *
   * @param dz n entries. @param slopes arrays of n, n and S entries, which are overwritten.
   */
  differentiate(dz: Float64Array, slopes: EvaluationSlopes): void {
    const { offsets, begin, next } = this.#mdp;
    const { elimination, discounted } = this.#structure;
    const { logPolicy, lead, occupancy } = slopes;
    const x = this.#x;
    const { order } = elimination;
    const { pi, lead: leads } = this;
    for (let place = 0; place < order.length; place++) {
      const s = order[place]!;
      let mean = 0;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) mean += pi[i]! * dz[i]!;
      // Σ dπ = 0, so Q may be measured from that of the dominant pair.
      let sum = 0;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
        logPolicy[i] = dz[i]! - mean;
        sum += pi[i]! * logPolicy[i]! * leads[i]!;
      }
      x[place] = sum;
    }
    solve(elimination, this.#slots, this.#inverse, x);
    const value = occupancy;
    for (let place = 0; place < order.length; place++) value[order[place]!] = x[place]!;
    for (let i = 0; i < lead.length; i++) {
      let sum = 0;
      for (let t = begin[i]!; t < begin[i + 1]!; t++) sum += discounted[t]! * value[next[t]!]!;
      lead[i] = sum;
    }
    occupancy.fill(0);
    for (let s = 0; s + 1 < offsets.length; s++) {
      const base = lead[this.dominant[s]!]!;
      const share = this.occupancy[s]!;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
        lead[i]! -= base;
        const change = share * pi[i]! * logPolicy[i]!;
        for (let t = begin[i]!; t < begin[i + 1]!; t++) occupancy[next[t]!]! += discounted[t]! * change;
      }
    }
    for (let place = 0; place < order.length; place++) x[place] = occupancy[order[place]!]!;
    solveTransposed(elimination, this.#slots, this.#inverse, x);
    for (let place = 0; place < order.length; place++) occupancy[order[place]!] = x[place]!;
  }

  /** Q(s,a) of each pair, n entries. */
  actionValues(into: Float64Array): void {
    const { offsets } = this.#mdp;
    for (let s = 0; s + 1 < offsets.length; s++)
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) into[i] = this.base[s]! + this.lead[i]!;
  }

  /** I − γP_π, and its factors. */
  #factor(): void {
    const { begin } = this.#mdp;
    const { elimination, slotOf, discounted } = this.#structure;
    this.#slots.fill(0);
    for (const slot of elimination.diagonal) this.#slots[slot] = 1;
    for (let i = 0; i < this.pi.length; i++) {
      const p = this.pi[i]!;
      for (let t = begin[i]!; t < begin[i + 1]!; t++) this.#slots[slotOf[t]!]! -= p * discounted[t]!;
    }
    factor(elimination, this.#slots, this.#inverse);
  }

  /** Σ_a π(a|s) reward(s,a), in the order of elimination. */
  #fromPairs(reward: Float64Array): void {
    const { offsets } = this.#mdp;
    this.#structure.elimination.order.forEach((s, place) => {
      let sum = 0;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) sum += this.pi[i]! * reward[i]!;
      this.#x[place] = sum;
    });
  }

  /** Q first, then its lead over that of the dominant pair. */
  #setLeads(reward: Float64Array): void {
    const { offsets, begin, next } = this.#mdp;
    const { discounted } = this.#structure;
    const { lead } = this;
    for (let i = 0; i < lead.length; i++) {
      let sum = reward[i]!;
      for (let t = begin[i]!; t < begin[i + 1]!; t++) sum += discounted[t]! * this.value[next[t]!]!;
      lead[i] = sum;
    }
    for (let s = 0; s + 1 < offsets.length; s++) {
      const base = lead[this.dominant[s]!]!;
      this.base[s] = base;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) lead[i]! -= base;
    }
  }
}

/** Derivatives along a change of the logits: of log π(a|s) and Q(s,a) − Q(s, dominant) for each pair, and of d(s). */
export interface EvaluationSlopes {
  readonly logPolicy: Float64Array;
  readonly lead: Float64Array;
  readonly occupancy: Float64Array;
}

/** The quantities that all policies of an MDP share. */
export interface Structure {
  readonly elimination: Elimination;
  /** The slot of the matrix to which each transition contributes. */
  readonly slotOf: Int32Array;
  /** γP(s'|s,a) of each transition. */
  readonly discounted: Float64Array;
}

/** Multiplications that one evaluation of a policy may take: about a second. */
const MOST_MULTIPLICATIONS = 1e9;

const KNOWN = new WeakMap<NumericProcess, Structure | EliminationExcess>();

/** Worked out once a process, in short steps; an excess: its policies take too long to be evaluated. */
export function* structuring(mdp: NumericProcess): Work<Structure | EliminationExcess> {
  const known = KNOWN.get(mdp);
  if (known) return known;
  const { offsets, begin, next, probabilities, discount } = mdp;
  const rows = Array.from(
    { length: offsets.length - 1 },
    (_, s) => new Set(next.subarray(begin[offsets[s]!]!, begin[offsets[s + 1]!]!)),
  );
  const elimination = yield* eliminating(rows, MOST_MULTIPLICATIONS);
  if ('multiplications' in elimination) {
    KNOWN.set(mdp, elimination);
    return elimination;
  }
  const slot = slotsIn(elimination);
  const slotOf = new Int32Array(next.length);
  for (let s = 0; s + 1 < offsets.length; s++)
    for (let t = begin[offsets[s]!]!; t < begin[offsets[s + 1]!]!; t++) slotOf[t] = slot(s, next[t]!);
  const structure = { elimination, slotOf, discounted: probabilities.map((p) => discount * p) };
  KNOWN.set(mdp, structure);
  return structure;
}

/** All of it at once. @throws RangeError for a process whose policies take too long to be evaluated: `structuring` tells before. */
export function structureOf(mdp: NumericProcess): Structure {
  const found = finish(structuring(mdp));
  if ('elimination' in found) return found;
  throw new RangeError(`a policy of this process takes ${found.multiplications} multiplications`);
}

/** About how many multiplications it takes to evaluate a policy. */
export function evaluationWork(mdp: NumericProcess): number {
  const { elimination, discounted } = structureOf(mdp);
  const { program, updates, columns } = elimination;
  // Short runs take as long to be read as to be done, and long ones hardly any room.
  return Math.max(program.length, updates) + 4 * columns.length + 2 * discounted.length;
}
