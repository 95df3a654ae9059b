/** A Markov decision process, and the end of a run on it, as JSON. */
import { Evaluation } from '../engine/mdp/evaluation.js';
import { featureRow, type Mdp } from '../model/mdp.js';
import { numericMdp } from './optimum.js';

/**
 * States with their actions: of each its mean reward, features and next states. One-hot features, which would be n × d numbers, are told by the word `one-hot`, by d,
 * and by the number of each action's own feature, from 0: the one that is 1.
 */
export function statesJson(mdp: Mdp): object {
  const { states, pairs, features, discount, start, noise } = mdp;
  const name = (state: number) => states[state]!.name;
  return {
    [mdp.kind]: Object.fromEntries(
      states.map(({ first, actions, ...state }) => [
        state.name,
        Object.fromEntries(
          pairs.slice(first, first + actions).map(({ name: action, reward, to }, a) => [
            action,
            {
              reward: reward.value,
              ...(features.kind === 'one-hot'
                ? { feature: features.coordinates[first + a]! }
                : { features: featureRow(mdp, first + a).map(({ value }) => value) }),
              ...(mdp.kind === 'mdp' && {
                to: Object.fromEntries(
                  to.map(({ state: next, probability }) => [name(next), probability.value]),
                ),
              }),
            },
          ]),
        ),
      ]),
    ),
    ...(features.kind === 'one-hot' && { features: features.kind, dimensions: features.dimensions }),
    ...(mdp.kind === 'mdp' && { discount: discount.value }),
    start: Object.fromEntries(start.map(({ value }, s) => [name(s), value])),
    noise: noise.kind === 'none' ? 'none' : noise,
    optimalValue: numericMdp(mdp).optimum.value,
    objective: 'J = Σ_s start(s) V(s), not multiplied by 1 − discount; learning rates multiply its gradient',
  };
}

/** V(s) and d(s) = Σ_t γ^t Pr(s_t = s) of the policy with these n probabilities, by the names of the states. */
export function valuesJson(
  mdp: Mdp,
  policy: readonly number[],
): { finalValues: object; finalOccupancy: object } {
  const evaluation = new Evaluation(numericMdp(mdp));
  evaluation.setPolicy(policy);
  evaluation.evaluate();
  const byState = (values: Float64Array) =>
    Object.fromEntries(
      mdp.states.map(({ name }, s) => [name, Number.isFinite(values[s]!) ? values[s]! : null]),
    );
  return { finalValues: byState(evaluation.value), finalOccupancy: byState(evaluation.occupancy) };
}
