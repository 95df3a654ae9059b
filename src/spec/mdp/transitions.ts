/** Reads `to`: the next state, or the next states with their probabilities. */
import { isMap } from 'yaml';
import type { Transition } from '../../model/mdp.js';
import type { Entry, Reader } from '../nodes.js';
import type { Acting, Leading } from './actions.js';
import { readDistribution } from './distribution.js';
import { readName } from './stateName.js';

const NOWHERE: Leading = { to: [], source: null };
const ONE = { value: 1, literal: '1' };

/** @param places the index of each state by its name. */
export function readTransitions(
  reader: Reader,
  { name }: Acting,
  field: Entry | undefined,
  places: ReadonlyMap<string, number>,
): Leading {
  if (!field) return NOWHERE;
  const { key, slot } = field;
  if (!isMap(slot.node)) {
    const found = readName(reader, slot, places, 'the name of a state, or {name: probability}');
    if (!found) return { to: [], source: { key, value: slot.range, entries: [] } };
    return {
      to: [{ state: found.state, probability: ONE }],
      source: {
        key,
        value: slot.range,
        entries: [{ state: found.state, name: found.range, probability: null }],
      },
    };
  }
  const weights = readDistribution(reader, slot, places, `The probabilities of ${name}`);
  return {
    to: weights.flatMap(({ state, probability }): Transition[] =>
      // A state with probability 0 is not a next state.
      probability === null || probability.value === 0 ? [] : [{ state, probability }],
    ),
    source: {
      key,
      value: slot.range,
      entries: weights.map(({ state, key: at, range }) => ({ state, name: at, probability: range })),
    },
  };
}
