/** Checks of all rewards of a problem together. */
import type { Noise, Real } from '../model/bandit.js';
import { clip, count } from './format.js';
import type { Reader } from './nodes.js';
import type { ActionSource } from './types.js';

/** An action with its reward; null if the reward could not be read. */
export interface Rewarded {
  /** The action's name in a sentence. */
  readonly name: string;
  readonly reward: Real | null;
  readonly source: Pick<ActionSource, 'reward'>;
}

/** Differences of rewards, and a sum of this many of them (K by default), have to be finite. */
export function checkSpread(
  reader: Reader,
  actions: readonly Rewarded[],
  { terms = actions.length, sum = `a sum over ${count(actions.length, 'action')}` } = {},
): void {
  const [first, ...others] = actions.flatMap(({ name, reward, source }) =>
    reward ? [{ name, reward, source }] : [],
  );
  if (!first) return;
  let [least, most] = [first, first];
  for (const each of others) {
    if (each.reward.value < least.reward.value) least = each;
    if (each.reward.value > most.reward.value) most = each;
  }
  const bound = Number.MAX_VALUE / terms;
  if (most.reward.value / 2 - least.reward.value / 2 <= bound / 2) return;
  const farther = Math.abs(least.reward.value) > Math.abs(most.reward.value) ? least : most;
  reader.error(
    'reward-range',
    farther.source.reward,
    `rewards ${clip(least.reward.literal)} and ${clip(most.reward.literal)} are too far apart for double precision: ${sum} of such differences leaves the numbers up to about 1.8e308. Scale the rewards, so that none differ by more than ${Number(bound.toPrecision(2))}.`,
  );
}

/** Is a mean in the range that the distribution needs? */
export function isMean({ kind }: Noise, value: number): boolean {
  if (kind === 'none') return true;
  return kind === 'beta' ? value > 0 && value < 1 : value >= 0 && value <= 1;
}

/** Reports means outside the range that the distribution needs. */
export function checkMeans(reader: Reader, actions: readonly Rewarded[], noise: Noise): void {
  if (noise.kind === 'none') return;
  const open = noise.kind === 'beta';
  const range = open ? 'inside (0, 1)' : 'in [0, 1]';
  for (const { name, reward, source } of actions) {
    if (!reward) continue;
    const { value, literal } = reward;
    if (isMean(noise, value)) continue;
    const message = `reward of ${clip(name)}: with ${noise.kind} noise a mean must lie ${range}, found ${clip(literal)}. Scale the rewards, or choose another noise.`;
    reader.error('mean-range', source.reward, message);
  }
}
