/**
 * What a run climbs, at one parameter at a time: of a bandit f(θ) = π·r, of a Markov decision process J(θ); with an entropy bonus that as well. The
 * plain reference; arrays are made once.
 */
export interface Objective {
  /** Goes to θ. @returns false where θ or its logits leave the finite numbers, so that there is no softmax. */
  evaluate(theta: Float64Array): boolean;
  /**
   * Writes the direction of the next update of θ, before the learning rate, and returns the regret of this iteration. Called once an
   * iteration, in order.
   */
  update(direction: Float64Array): number;
  /** Of backtracking along a direction that `update` wrote: the next step; null: there is none. */
  search(direction: Float64Array): number | null;
  /** How far the value lies below the best, without cancellation. */
  gap(): number;
  /** −log Σ_{a optimal} π_a; of a process the mean of that over the states as an optimal policy visits them, (1 − γ)d*. */
  logLoss(): number;
  /** ‖∇f(θ)‖ or ‖∇J(θ)‖ of the exact gradient. */
  gradientNorm(): number;
  /** The probability of each row. */
  probabilities(): number[];
}
