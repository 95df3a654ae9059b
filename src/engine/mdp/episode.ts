import type { NumericMdp } from '../../model/numericMdp.js';
import type { Baseline } from '../../model/run.js';
import { log } from '../log.js';
import type { Streams } from '../random/streams.js';
import { unit, type Words } from '../random/words.js';
import { rewardSampler } from '../reward.js';
import type { Evaluation } from './evaluation.js';
import type { PairRows } from './rows.js';

/** Writes the estimate of ∇J from one episode; returns the regret of that episode. */
export type EpisodeEstimate = (evaluation: Evaluation, direction: Float64Array) => number;

/**
 * REINFORCE (Williams, 1992) over one episode that ends after each step with probability 1 − γ, so that a step at time t is reached with γ^t and no horizon
 * truncates the estimate:
 *
 *     Σ_t (G_t − b_t) (φ(s_t, a_t) − φ̄(s_t)),   G_t = Σ_{t' ≥ t} R_{t'},   E = ∇J for every b_t that does not depend on a_t and what follows.
 *
 * Its regret Σ_t V*(s_t) − Q*(s_t, a_t) has the expectation J* − J. The stream of actions supplies, in order, the start and then for each step
 * the action, whether the episode goes on, and the next state; the stream of rewards supplies one word for each step.
 *
 * @param tau τ ≥ 0: rewards are R − τ log π(a|s).
 */
export function episodeEstimate(
  mdp: NumericMdp,
  features: PairRows,
  { action: chances, reward: rewards }: Streams,
  baseline: Baseline,
  tau: number,
): EpisodeEstimate {
  const { offsets, begin, next, probabilities, start, discount, optimum } = mdp;
  const rewardOf = rewardSampler(mdp);
  const ends = endsOf(mdp);
  const pairs: number[] = [];
  const states: number[] = [];
  const drawn: number[] = [];
  const average = { count: 0, value: 0 };
  return (evaluation, direction) => {
    pairs.length = 0;
    states.length = 0;
    drawn.length = 0;
    let regret = 0;
    let state = drawnFrom(start, 0, start.length, fresh(chances));
    for (;;) {
      const pair = drawnFrom(evaluation.pi, offsets[state]!, offsets[state + 1]!, fresh(chances));
      rewards.next();
      const bonus = tau > 0 ? -tau * log(evaluation.pi[pair]!) : 0;
      states.push(state);
      pairs.push(pair);
      drawn.push(rewardOf(pair, rewards.high, rewards.low) + bonus);
      regret += optimum.shortfalls[pair]!;
      if (ends[state] || !(fresh(chances) < discount)) break;
      state = next[drawnFrom(probabilities, begin[pair]!, begin[pair + 1]!, fresh(chances))]!;
    }
    direction.fill(0);
    let sum = 0;
    const before = average.value;
    for (let t = pairs.length - 1; t >= 0; t--) {
      sum += drawn[t]!;
      const below = baseline === 'none' ? 0 : baseline === 'average' ? before : evaluation.value[states[t]!]!;
      addScore(mdp, features, evaluation, states[t]!, pairs[t]!, sum - below, direction);
      average.count++;
      average.value += (sum - average.value) / average.count;
    }
    return regret;
  };
}

/** Whether each state is one that nothing leaves and where nothing is earned or chosen: an episode may as well end there. */
function endsOf({ offsets, begin, next, rewards, noise }: NumericMdp): boolean[] {
  return Array.from({ length: offsets.length - 1 }, (_, s) => {
    const pair = offsets[s]!;
    const isAlone = offsets[s + 1]! === pair + 1;
    const stays = next.subarray(begin[pair]!, begin[pair + 1]!).every((state) => state === s);
    return isAlone && stays && rewards[pair] === 0 && noise.kind === 'none';
  });
}

/** Adds weight·(φ(s,a) − Σ_b π_b φ(s,b)). */
function addScore(
  { offsets }: NumericMdp,
  { dimensions, rows, coordinates }: PairRows,
  { pi }: Evaluation,
  state: number,
  pair: number,
  weight: number,
  into: Float64Array,
): void {
  for (let i = offsets[state]!; i < offsets[state + 1]!; i++) {
    const share = weight * ((i === pair ? 1 : 0) - pi[i]!);
    if (coordinates !== null) into[coordinates[i]!]! += share;
    else for (let k = 0; k < dimensions; k++) into[k]! += share * rows[i * dimensions + k]!;
  }
}

/**
 * The index of the range that contains u in [0, 1): the first whose running sum exceeds u; if rounding leaves a gap at the end, the last with
 * positive weight.
 */
function drawnFrom(weights: Float64Array, from: number, end: number, u: number): number {
  let sum = 0;
  let last = from;
  for (let i = from; i < end; i++) {
    if (weights[i]! === 0) continue;
    last = i;
    sum += weights[i]!;
    if (u < sum) return i;
  }
  return last;
}

function fresh(words: Words): number {
  words.next();
  return unit(words.high, words.low);
}
