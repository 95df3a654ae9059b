/** The bandits of the states, for pictures. Each is a diagnostic; nothing follows from it for the whole process. */
import type { Mdp } from '../../model/mdp.js';
import type { MdpAnalysis, StateVerdict } from './types.js';

export interface LocalBandits {
  /** Q*(s, a) of each pair. */
  readonly values: readonly number[];
  /** The best pairs of every state. */
  readonly optimal: readonly number[];
  /** The verdicts of the states that have been examined. */
  readonly states: readonly StateVerdict[];
}

/** With more numbers than this in witnesses, the remaining states get none, since every update of an analysis would send them. */
const MOST_NUMBERS = 20_000;

/** @returns null as long as the values are not known. */
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
