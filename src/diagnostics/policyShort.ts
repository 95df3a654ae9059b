/** How a deterministic policy is called where there is little room: by where it differs from the best one. */

export interface PairNames {
  readonly states: readonly string[];
  /** What each pair's action is called in its state. */
  readonly actionNames: readonly string[];
}

/** So many states are named before the others are counted. */
const MOST_NAMED = 3;

/**
 * `s3: waits, s4: goes`; `best` where it does what the best one does wherever it comes. Without a best one it is called by all it does.
 *
 * @param taken of each state the pairs that it takes, tied ones together; none of states that it does not come to
 * @param best the best policy: a pair of each state
 */
export function shortPolicyName(
  { states, actionNames }: PairNames,
  taken: readonly (readonly number[])[],
  best: readonly number[] | null,
): string {
  const named = taken.flatMap((pairs, state) =>
    pairs.length === 0 || (best !== null && pairs.includes(best[state]!))
      ? []
      : [`${states[state]}: ${pairs.map((pair) => actionNames[pair]).join('/')}`],
  );
  if (named.length === 0) return 'best';
  const more = named.length - MOST_NAMED;
  return `${named.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
