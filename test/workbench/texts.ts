/** Experiments that several tests open. */

/** An experiment that runs for minutes. */
export const LONG = `bandit:
  rewards: [2, 1]
  features: [[1, 0], [0, 1]]
run:
  gradient: sampled
  iterations: 1e9
  seed: [1, 2, 3, 4]
`;
