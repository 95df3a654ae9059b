/** J(θ), its policy and its gradient at points of a plane of parameters. */
import { Evaluation, evaluationWork } from '../../engine/mdp/evaluation.js';
import type { NumericProcess } from '../../model/numericMdp.js';
import type { Plane, ValueField } from '../plane.js';
import { extremesOf } from './extremes.js';

/** An exponential takes as long as this many multiplications. */
const EXPONENTIAL = 4;

/** The value field of a process: J(θ). */
export class MdpPlaneField implements ValueField {
  value = 0;
  gradientAcross = 0;
  gradientUp = 0;
  readonly least: number;
  readonly greatest: number;
  readonly cost: number;
  readonly #evaluation: Evaluation;
  /** The logits at the plane's origin, and their change for one unit along each axis: n entries each. */
  readonly #at: Float64Array;
  readonly #alongAcross: Float64Array;
  readonly #alongUp: Float64Array;
  readonly #logits: Float64Array;

  /** @param mdp a process whose features are given in rows */
  constructor(
    plane: Plane,
    private readonly mdp: NumericProcess,
  ) {
    const n = mdp.rewards.length;
    this.#evaluation = new Evaluation(mdp);
    this.#at = products(mdp, plane.origin);
    this.#alongAcross = products(mdp, plane.across);
    this.#alongUp = products(mdp, plane.up);
    this.#logits = new Float64Array(n);
    ({ least: this.least, greatest: this.greatest } = extremesOf(mdp));
    this.cost = n + evaluationWork(mdp) / EXPONENTIAL;
  }

  get policy(): Float64Array {
    return this.#evaluation.pi;
  }

  evaluate(x: number, y: number): void {
    const z = this.#logits;
    for (let i = 0; i < z.length; i++)
      z[i] = this.#at[i]! + x * this.#alongAcross[i]! + y * this.#alongUp[i]!;
    const evaluation = this.#evaluation;
    evaluation.setLogits(z);
    evaluation.evaluate();
    const { pi, lead, occupancy, dominant, value } = evaluation;
    const { offsets, start } = this.mdp;
    let [J, across, up] = [0, 0, 0];
    for (let s = 0; s + 1 < offsets.length; s++) {
      J += start[s]! * value[s]!;
      const m = dominant[s]!;
      let mean = 0;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) mean += pi[i]! * lead[i]!;
      for (let i = offsets[s]!; i < offsets[s + 1]!; i++) {
        const c = occupancy[s]! * pi[i]! * (lead[i]! - mean);
        across += c * (this.#alongAcross[i]! - this.#alongAcross[m]!);
        up += c * (this.#alongUp[i]! - this.#alongUp[m]!);
      }
    }
    this.value = J;
    this.gradientAcross = across;
    this.gradientUp = up;
  }
}

/** ⟨φ_i, v⟩ of each row. */
function products({ dimensions: d, rewards, features }: NumericProcess, v: readonly number[]): Float64Array {
  return Float64Array.from(rewards, (_, i) =>
    v.reduce((sum, entry, k) => sum + entry * features[i * d + k]!, 0),
  );
}
