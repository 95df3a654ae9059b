/** The bandits of the states as they are drawn: each is a diagnostic, from which nothing follows for the whole. */
import type { Mdp } from '../../model/mdp.js';
import type { MdpAnalysis, StateVerdict } from './types.js';

export interface LocalBandits {
  /** Q*(s, a) of each pair. */
  readonly values: readonly number[];
  /** The best pairs of every state. */
  readonly optimal: readonly number[];
  /** Of the states that have been looked at. */
  readonly states: readonly StateVerdict[];
}

/** Of more numbers in witnesses, the other states have none: they would be sent with every telling of an analysis. */
const MOST_NUMBERS = 20_000;

/** @returns null while the values are not known. */
export function localBandits(
  { stateOf }: Pick<Mdp, 'stateOf'>,
  { values, verdict, states }: Pick<MdpAnalysis, 'values' | 'verdict' | 'states'>,
): LocalBandits | null {
  if (values === null) return null;
  let numbers = 0;
  return {
    values: stateOf.map((state, pair) => values.states[state]! + values.advantages[pair]!),
    optimal: verdict.optimal.flat(),
    states: states.filter(({ conditions }) => {
      numbers += conditions.reduce((sum, { witness = [] }) => sum + witness.length, 0);
      return numbers <= MOST_NUMBERS;
    }),
  };
}
