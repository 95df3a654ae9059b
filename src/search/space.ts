/** Where a search looks: bandits of small whole numbers. */

/** From the first to the second, both included. */
export type Range = readonly [least: number, greatest: number];

/**
 * The rewards by their order alone. `order`: K, …, 2, 1, all different. `ties`: also every order in which some are equal, as whole numbers
 * from 1 on without a gap. A range: all whole numbers of it.
 */
export type Rewards = 'order' | 'ties' | Range;

export interface Space {
  readonly actions: Range;
  readonly dimensions: Range;
  readonly entries: Range;
  readonly rewards: Rewards;
}

/** One bandit of a space. Its actions are sorted by reward, best first. */
export interface Instance {
  /** K numbers, none greater than the one before. */
  readonly rewards: readonly number[];
  /** K rows of d numbers. */
  readonly features: readonly (readonly number[])[];
}

/** Greater spaces are only sampled: the columns of one feature, (greatest − least + 1)^K, the orders of tied actions, and the lists of rewards. */
const MOST_COLUMNS = 500_000;
const MOST_ORDERS = 5040;
const MOST_LISTS = 10_000;

/** Can a search go through all of it? */
export function isEnumerable({ actions: [, most], entries: [least, greatest], rewards }: Space): boolean {
  if ((greatest - least + 1) ** most > MOST_COLUMNS) return false;
  if (rewards === 'order') return true;
  let orders = 1;
  for (let n = 2; n <= most; n++) orders *= n;
  return orders <= MOST_ORDERS && listsOf(most, rewards) <= MOST_LISTS;
}

/** How many lists of rewards K actions have: multisets of K numbers, or steps between neighbours. */
function listsOf(K: number, rewards: 'ties' | Range): number {
  if (rewards === 'ties') return 2 ** (K - 1);
  let lists = 1;
  for (let k = 1; k <= K; k++) lists *= (rewards[1] - rewards[0] + k) / k;
  return lists;
}

/** The rewards of K actions, best first; each order once. */
export function rewardsOf(K: number, rewards: Rewards): number[][] {
  if (rewards === 'order') return [Array.from({ length: K }, (_, a) => K - a)];
  if (rewards !== 'ties') return falling(K, rewards);
  // Between two neighbours there is a step or none.
  const all = Array.from({ length: 2 ** (K - 1) }, (_, steps) => {
    const ranks = [0];
    for (let a = 1; a < K; a++) ranks.push(ranks[a - 1]! + ((steps >> (a - 1)) & 1));
    return ranks.map((rank) => ranks.at(-1)! - rank + 1);
  });
  return all.sort((a, b) => b[0]! - a[0]!);
}

function falling(K: number, [least, greatest]: Range): number[][] {
  if (K === 0) return [[]];
  const all: number[][] = [];
  for (let first = greatest; first >= least; first--)
    for (const rest of falling(K - 1, [least, first])) all.push([first, ...rest]);
  return all;
}

/** The ranges of a space as a person gives them: `least` and `greatest` of what may be given, and what stands for nothing given. */
export const FIELDS = {
  actions: { default: '3..4', least: 2, greatest: 32 },
  dimensions: { default: '2', least: 1, greatest: 32 },
  entries: { default: '-2..2', least: -1000, greatest: 1000 },
} as const;

export const DEFAULT_REWARDS = 'order';

/** `3..5`, or `3` for 3..3; null: it is no range of whole numbers between the two. */
export function parseRange(text: string, least: number, greatest: number): Range | null {
  const [, from, to = from] = /^([-−]?\d+)(?:\.\.([-−]?\d+))?$/.exec(text.trim()) ?? [];
  const [first, last] = [from, to].map((number) => Number(number?.replace('−', '-')));
  const isInside = (n: number | undefined): n is number => n !== undefined && n >= least && n <= greatest;
  return isInside(first) && isInside(last) && first <= last ? [first, last] : null;
}

/** `order`, `ties` or a range; null: none of these. */
export function parseRewards(text: string): Rewards | null {
  const word = text.trim();
  if (word === 'order' || word === 'ties') return word;
  return parseRange(word, FIELDS.entries.least, FIELDS.entries.greatest);
}
