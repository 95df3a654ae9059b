/** The numbers of a problem as a certificate has them. A bandit is one state from which nothing leads anywhere. */
import type { Bandit, Real } from '../model/bandit.js';
import { featureRow, type Mdp } from '../model/mdp.js';
import { toFraction } from '../model/rational.js';
import { rational } from './rational.js';

export interface ProblemRecord {
  readonly states: readonly string[];
  /** ρ. */
  readonly start: readonly string[];
  /** Pairs of a state and an action, numbered through. */
  readonly pairs: readonly {
    readonly state: number;
    readonly action: string;
    readonly reward: string;
    /** Next states with γP, those with 0 left out. */
    readonly to: readonly (readonly [state: number, weight: string])[];
    readonly features: readonly string[];
  }[];
}

export function banditRecord({ names, rewards, features }: Bandit): ProblemRecord {
  return {
    states: ['the only state'],
    start: ['1'],
    pairs: names.map((action, n) => ({
      state: 0,
      action,
      reward: exact(rewards[n]!),
      to: [],
      features: features[n]!.map(exact),
    })),
  };
}

export function processRecord(mdp: Mdp): ProblemRecord {
  const discount = toFraction(mdp.discount);
  return {
    states: mdp.states.map(({ name }) => name),
    start: mdp.start.map(exact),
    pairs: mdp.pairs.map(({ name, reward, to }, pair) => ({
      state: mdp.stateOf[pair]!,
      action: name,
      reward: exact(reward),
      to: to
        .map(({ state, probability }) => [state, discount.mul(toFraction(probability))] as const)
        .filter(([, weight]) => weight.n !== 0n)
        .map(([state, weight]) => [state, weight.toFraction()] as const),
      features: featureRow(mdp, pair).map(exact),
    })),
  };
}

function exact(real: Real): string {
  const { s, n, d } = toFraction(real);
  return rational(s * n, d);
}
