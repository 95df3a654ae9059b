/**
 * The function that a run climbs, at one parameter at a time: f(θ) = π·r for a bandit, J(θ) for a Markov decision process, each plus its entropy bonus
 * if there is one. This is the reference implementation; its arrays are allocated once.
 */
export interface Objective {
  /** Evaluates at θ. @returns false if θ or its logits are not finite, so that there is no softmax. */
  evaluate(theta: Float64Array): boolean;
  /**
   * Writes the direction of the next update of θ, before the learning rate, and returns the regret of this iteration. Called once per
   * iteration, in order.
   */
  update(direction: Float64Array): number;
  /** η of the next step by backtracking along a direction that `update` wrote; null: there is none. */
  search(direction: Float64Array): number | null;
  /** How far the value lies below the best, without cancellation. */
  gap(): number;
  /** −log Σ_{a optimal} π_a; for a process, the mean of this over the states in proportion to an optimal policy's occupancy, (1 − γ)d*. */
  logLoss(): number;
  /** ‖∇f(θ)‖ or ‖∇J(θ)‖ of the exact gradient. */
  gradientNorm(): number;
  /** The probability of each row. */
  probabilities(): number[];
}
