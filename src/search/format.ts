/** What a search says of itself. */
import { type SearchOrder, type SearchState, sizeOf, type Unasked } from './search.js';
import { FIELDS, type Range, type Rewards, type Space } from './space.js';

/** `3 to 5 actions, 2 features, entries −3 to 3, rewards in strict order`. */
export function spaceWords({ actions, dimensions, entries, rewards }: Space): string {
  const features = dimensions[1] === 1 ? 'feature' : 'features';
  return `${range(actions)} actions, ${range(dimensions)} ${features}, entries ${range(entries)}, ${rewardWords(rewards)}`;
}

function rewardWords(rewards: Rewards): string {
  if (rewards === 'order') return 'rewards K, …, 2, 1';
  return rewards === 'ties' ? 'rewards in every order, with ties' : `rewards ${range(rewards)}`;
}

function range([least, greatest]: Range): string {
  const [from, to] = [signed(least), signed(greatest)];
  return from === to ? from : `${from} to ${to}`;
}

const signed = (n: number) => String(n).replace('-', '−');

export const MEASURE =
  'by the number of actions, then of features, then the greatest |entry|, then the sum of all |entries|';

/** What is known of a hit's place, one sentence a line. @param before how it stood when the hit was met */
export function claimOf(order: SearchOrder, { judged, undecided, hits }: SearchState): string[] {
  const others = judged - 1;
  const where = spaceWords(order.space);
  if (order.sample)
    return [`Number ${judged} of ${order.sample.count} drawn with seed ${order.sample.seed} from: ${where}.`];
  const met = `Up to symmetry, of: ${where}; smallest first, ${MEASURE}.`;
  if (order.part && order.part.of > 1)
    return [
      met,
      `Found in part ${order.part.remainder + 1}/${order.part.of}: whether a smaller one is in another part is not said here.`,
    ];
  if (hits.length > 1) return [met, `${hits.length - 1} of the ${others} before it are hits too.`];
  if (others === 0) return [met, 'It is the first of all.'];
  return [
    met,
    undecided === 0
      ? `It is a smallest one: none of the ${others} before it is a hit, and none is undecided.`
      : `Of the ${others} before it none is a hit, but ${undecided} are undecided.`,
  ];
}

/** How a search ended, or how far it is. */
export function stateWords(
  order: SearchOrder,
  { judged, undecided, hits, isExhausted }: SearchState,
): string {
  const found = hits.length === 0 ? 'no hit' : hits.length === 1 ? '1 hit' : `${hits.length} hits`;
  const open = undecided === 0 ? 'none undecided' : `${undecided} undecided`;
  const size = sizeOf(order);
  const all = isExhausted
    ? order.sample
      ? `in all ${judged} drawn`
      : `in all ${judged} up to symmetry`
    : `after ${judged} of ${isCounted(order) ? '' : 'at most '}${size}`;
  return `${found} ${all}${order.part && order.part.of > 1 ? ` (part ${order.part.remainder + 1}/${order.part.of})` : ''}, ${open}: ${spaceWords(order.space)}`;
}

function isCounted({ sample, space }: SearchOrder): boolean {
  return sample !== undefined || space.rewards === 'order';
}

/** What several processes know together, each of its part; null: not begun. */
export function smallestOfParts(parts: readonly (SearchState | null)[]): string {
  const hits = parts.flatMap((part) => part?.hits ?? []).map(({ index }) => index);
  const first = hits.length > 0 ? Math.min(...hits) : Number.POSITIVE_INFINITY;
  const behind = parts.filter((part) => !part || !(part.isExhausted || part.next > first)).length;
  if (behind > 0)
    return `${behind} of ${parts.length} parts have not come ${first === Number.POSITIVE_INFINITY ? 'to the end' : `to hit ${first}`} yet`;
  if (first === Number.POSITIVE_INFINITY) return `no part has a hit, and all ${parts.length} are done`;
  return `hit ${first} is the first of all ${parts.length} parts`;
}

/** What a range of a space may be, after `expects`. */
export function rangeHint(field: keyof typeof FIELDS): string {
  const { least, greatest } = FIELDS[field];
  return `a whole number or a range such as ${FIELDS[field].default.includes('..') ? FIELDS[field].default : '2..3'}, from ${least} to ${greatest}`;
}

/** What rewards may be. */
export const REWARDS_HINT = 'order, ties or a range such as 0..3';

export function unaskedWords({ id, actions }: Unasked): string {
  return `${id} is asked of ${actions} actions only`;
}
