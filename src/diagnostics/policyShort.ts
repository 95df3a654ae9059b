/** Short names of deterministic policies: how they differ from the best one. */

export interface PairNames {
  readonly states: readonly string[];
  /** The name of each pair's action in its state. */
  readonly actionNames: readonly string[];
}

/** At most this many states are named; the others are counted. */
const MOST_NAMED = 3;

/**
 * `s3: waits, s4: goes`; `best` if the policy does what the best one does in every state that it visits. Without a best policy, everything that it does is named.
 *
 * @param taken for each state the pairs that the policy takes, tied ones together; none for states that it does not visit
 * @param best the best policy: a pair for each state
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
