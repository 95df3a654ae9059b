/** Which states a policy comes to. */
import type { ProcessNumbers } from '../model/processNumbers.js';

/**
 * From the states that a process starts in, along the pairs that are taken. Every state, where the transitions are more than are listed.
 *
 * @param offsets S + 1: state s has the pairs offsets[s] … offsets[s + 1] − 1
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
