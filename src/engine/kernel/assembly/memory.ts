/**
 * Where everything lies. `reserve` lays it out; the host reads the addresses, fills in what a group of runs begins with, and reads
 * back what changes. All numbers are f64 or u64.
 *
 * Lockstep: an array of n entries has n rows of `lanes` numbers, one a run. Solo: `lanes` is 1, the arrays over actions or parameters are
 * padded to an even length, and what is one number a run takes two, of which the second is idle.
 */

/** Iterations for which random numbers are drawn at a time. */
export const BLOCK: i32 = 32;

export let actions: i32 = 0;
export let parameters: i32 = 0;
/** Bytes of a row, one number a lane. */
export let stride: usize = 0;
/** One run, vectorised over actions and over parameters. */
export let solo: bool = false;
/** X = I. */
export let tabular: bool = false;
/** Does each lane have features of its own (rows of X are then K·d rows of lanes), or do all share K·d numbers? */
export let ownFeatures: bool = false;

/** Bits of 2^(j/2048) less j·2⁴¹, so that adding n·2⁴¹ makes 2^(n/2048); ziggurat edges, heights and inner parts: filled by the host. */
export const powers: usize = memory.data(2048 << 3, 64);
export let edges: usize = 0;
export let heights: usize = 0;
export let inner: usize = 0;

/** Room for the vectors that exp.ts holds its constants in. */
export let constants: usize = 0;

/** X, row-major; and for a solo run or shared features its transpose as well. */
export let features: usize = 0;
export let columns: usize = 0;
/** Mean rewards, and how far each lies below the best. */
export let rewards: usize = 0;
export let shortfalls: usize = 0;
/** One number a lane: learning rate, σ, what a stop asks for. */
export let rate: usize = 0;
export let sigma: usize = 0;
export let below: usize = 0;
/** Beta noise: a lane's K actions one after another, six numbers each: (α, d, c) of either gamma. */
export let shapes: usize = 0;

/** What a run goes on from: parameters, regret, four words a stream. */
export let theta: usize = 0;
export let regret: usize = 0;
export let actionStream: usize = 0;
export let rewardStream: usize = 0;
/** The least value of what a stop watches since the host last wrote here. */
export let least: usize = 0;

/** Of the current iteration: logits, exponentials, their running sums, Xᵀ of the weights, greatest logits. */
export let logits: usize = 0;
export let exponentials: usize = 0;
export let running: usize = 0;
export let product: usize = 0;
export let peaks: usize = 0;
/** Random numbers of a block: BLOCK rows. */
export let uniforms: usize = 0;
export let noises: usize = 0;

let end: usize = 0;

/** @param runs lanes, a multiple of 4; or 1 for a solo run. */
export function reserve(K: i32, d: i32, runs: i32, isTabular: bool, own: bool, beta: bool): void {
  solo = runs == 1;
  const lanes = solo ? 2 : runs;
  actions = K;
  parameters = isTabular ? K : d;
  stride = <usize>lanes << 3;
  tabular = isTabular;
  ownFeatures = own;
  end = (__heap_base + 63) & ~63;

  edges = take(257);
  heights = take(257);
  inner = take(256);
  constants = take(14);

  const overActions = solo ? even(K) : K * lanes;
  const overParameters = solo ? even(parameters) : parameters * lanes;
  if (!isTabular) {
    features = take(solo ? K * even(d) : own ? K * d * lanes : K * d);
    columns = solo ? take(d * even(K)) : own ? 0 : take(K * d);
  }
  rewards = take(overActions);
  shortfalls = take(overActions);
  rate = take(lanes);
  sigma = take(lanes);
  below = take(lanes);
  shapes = beta ? take(runs * K * 6) : 0;
  theta = take(overParameters);
  regret = take(lanes);
  least = take(lanes);
  actionStream = take(4 * lanes);
  rewardStream = take(4 * lanes);
  logits = isTabular ? theta : take(overActions);
  exponentials = take(overActions);
  running = take(overActions);
  product = isTabular ? exponentials : take(overParameters);
  peaks = take(2 * lanes);
  uniforms = take(BLOCK * lanes);
  noises = take(BLOCK * lanes);

  grow();
}

/** What runs on a Markov decision process need beside statesMemory.ts. @param runs lanes, 2 or a multiple of 4. */
export function reserveLanes(d: i32, runs: i32): void {
  parameters = d;
  stride = <usize>runs << 3;
  end = (__heap_base + 63) & ~63;
  constants = take(14);
  rate = take(runs);
  below = take(runs);
  theta = take(d * runs);
  regret = take(runs);
  least = take(runs);
}

/** As much memory as was taken. */
export function grow(): void {
  const missing = <i32>((end + 0xffff) >> 16) - memory.size();
  if (missing > 0) memory.grow(missing);
}

/** The length to which a solo run's arrays are padded. */
@inline
export function even(n: i32): i32 {
  return (n + 1) & ~1;
}

/** Room for n 32-bit indices. */
export function takeIndices(n: i32): usize {
  return take((n + 1) >> 1);
}

/** Room for n numbers, at the beginning of a cache line. */
export function take(n: i32): usize {
  const at = end;
  end = (end + (<usize>n << 3) + 63) & ~63;
  return at;
}
