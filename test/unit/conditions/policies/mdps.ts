import type { Real } from '../../../../src/model/bandit.js';
import type { Mdp, Pair, State } from '../../../../src/model/mdp.js';

type Written = number | string;

export const real = (written: Written): Real => {
  const [above, below] = String(written).split('/');
  return {
    value: below === undefined ? Number(above) : Number(above) / Number(below),
    literal: String(written),
  };
};

export interface WrittenAction {
  readonly reward: Written;
  /** Of each next state its probability; none: γ = 0. */
  readonly to?: Readonly<Record<number, Written>>;
  readonly features: readonly Written[];
}

/** States s1 … sS with actions a1 …; ρ as given. */
export function mdpOf(
  discount: Written,
  start: readonly Written[],
  states: readonly (readonly WrittenAction[])[],
): Mdp {
  let first = 0;
  const named = states.map((actions, s): State => {
    const state = { name: `s${s + 1}`, first, actions: actions.length, terminal: false };
    first += actions.length;
    return state;
  });
  const pairs = states.flatMap((actions) =>
    actions.map(
      ({ reward, to = {} }, a): Pair => ({
        name: `a${a + 1}`,
        reward: real(reward),
        to: Object.entries(to).map(([state, probability]) => ({
          state: Number(state),
          probability: real(probability),
        })),
      }),
    ),
  );
  return {
    kind: real(discount).value === 0 ? 'contexts' : 'mdp',
    states: named,
    stateOf: states.flatMap((actions, s) => actions.map(() => s)),
    pairs,
    features: { kind: 'rows', rows: states.flatMap((actions) => actions.map((a) => a.features.map(real))) },
    discount: real(discount),
    start: start.map(real),
    noise: { kind: 'none' },
  };
}

/** A contextual bandit: of each context its probability, rewards and features. */
export function contextsOf(
  contexts: readonly {
    readonly probability: Written;
    readonly rewards: readonly Written[];
    readonly features: readonly (readonly Written[])[];
  }[],
): Mdp {
  return mdpOf(
    0,
    contexts.map(({ probability }) => probability),
    contexts.map(({ rewards, features }) => rewards.map((reward, a) => ({ reward, features: features[a]! }))),
  );
}

/** Every pair a coordinate of its own. */
export function tabular(mdp: Mdp): Mdp {
  return {
    ...mdp,
    features: {
      kind: 'one-hot',
      dimensions: mdp.pairs.length,
      coordinates: mdp.pairs.map((_, pair) => pair),
    },
  };
}
