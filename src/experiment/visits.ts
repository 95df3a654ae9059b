/** Which states a policy visits. */
import type { ProcessNumbers } from '../model/processNumbers.js';

/**
 * The states that are reached from the start of a process along the pairs that are taken. Every state, if the transitions are too many to be listed.
 *
 * @param offsets S + 1 entries: state s has the pairs offsets[s] … offsets[s + 1] − 1
 */
export function visitedStates(
  { start, transitions }: Pick<ProcessNumbers, 'start' | 'transitions'>,
  offsets: readonly number[],
  isTaken: (pair: number) => boolean,
): boolean[] {
  if (transitions === null) return start.map(() => true);
  const visited = start.map((probability) => probability > 0);
  const open = [...visited.keys()].filter((state) => visited[state]);
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (let pair = offsets[state]!; pair < offsets[state + 1]!; pair++) {
      if (!isTaken(pair)) continue;
      for (const [next, probability] of transitions[pair]!) {
        if (visited[next] || probability === 0) continue;
        visited[next] = true;
        open.push(next);
      }
    }
  }
  return visited;
}
