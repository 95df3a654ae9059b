/** Reads `groups`: aggregated states, in which the actions with the same name share a feature. */
import type { PairFeatures } from '../../model/mdp.js';
import { clip, some } from '../format.js';
import type { Entry, Reader } from '../nodes.js';
import type { TextRange } from '../types.js';
import type { Featured } from './read.js';
import { readName } from './stateName.js';

/**
 * One coordinate for each group and action name, group after group; within a group in the order in which its states have the names. Terminal
 * states outside all groups share one more coordinate.
 *
 * @param mention called with the range of each state's name.
 */
export function readGroups(
  reader: Reader,
  { key, slot }: Entry,
  { states }: Featured,
  mention: (state: number, range: TextRange) => void,
): PairFeatures | null {
  const what = 'a mapping from names of groups to lists of states';
  const entries = reader.entries(slot, what, (name) => `\`${clip(name)}\` of groups`);
  if (!entries) return null;
  if (entries.size === 0) return reader.expected(slot, `${what} such as {left: [s1, s2]}`);
  const places = new Map(states.map(({ name }, state) => [name, state]));
  const groupOf = new Map<number, string>();
  const members: number[][] = [];
  let isKnown = true;
  for (const [group, { slot: list }] of entries) {
    const items = reader.items(list, 'a list of the names of states such as [s1, s2]');
    if (items?.length === 0) reader.expected(list, 'at least one state');
    if (!items) isKnown = false;
    const states: number[] = [];
    for (const item of items ?? []) {
      const found = readName(reader, item, places, 'the name of a state');
      if (!found) {
        isKnown = false;
        continue;
      }
      mention(found.state, found.range);
      const other = groupOf.get(found.state);
      if (other !== undefined) {
        const where = other === group ? 'twice in this group' : `in the group ${clip(other)} already`;
        reader.error('group-twice', found.range, `${item.name}: the state stands ${where}. Name it once.`);
        continue;
      }
      groupOf.set(found.state, group);
      states.push(found.state);
    }
    members.push(states);
  }
  const left = states.filter(({ terminal }, state) => !terminal && !groupOf.has(state));
  // A state that is not known may be one of those that are missing.
  if (isKnown && left.length > 0) {
    reader.error(
      'group-missing',
      key,
      `Every state stands in one group, and ${some(left.map(({ name }) => name))} ${left.length === 1 ? 'stands' : 'stand'} in none. Add ${left.length === 1 ? 'it to one' : 'them'}.`,
    );
  }
  return coordinatesOf(states, members);
}

function coordinatesOf(states: Featured['states'], members: readonly (readonly number[])[]): PairFeatures {
  const ofState = new Map<number, ReadonlyMap<string, number>>();
  let dimensions = 0;
  for (const group of members) {
    const coordinates = new Map<string, number>();
    for (const state of group) {
      for (const action of states[state]!.actions)
        if (!coordinates.has(action)) coordinates.set(action, dimensions++);
      ofState.set(state, coordinates);
    }
  }
  let rest: number | null = null;
  const coordinates = states.flatMap(({ actions }, state) =>
    actions.map((action) => {
      const own = ofState.get(state)?.get(action);
      if (own !== undefined) return own;
      rest ??= dimensions++;
      return rest;
    }),
  );
  return { kind: 'one-hot', dimensions, coordinates };
}
