/**
 * The layout of memory. `reserve` lays it out; the host reads the addresses, writes the initial values of a group of runs, and reads
 * back what changes. All numbers are f64 or u64.
 *
 * Lockstep: an array of n entries has n rows of `lanes` numbers, one for each run. Solo: `lanes` is 1, the arrays over actions or parameters are
 * padded to an even length, and a value that is one number per run takes two, of which the second is unused.
 */

/** The number of iterations for which random numbers are drawn at a time. */
export const BLOCK: i32 = 32;

export let actions: i32 = 0;
export let parameters: i32 = 0;
/** The bytes of a row, which has one number for each lane. */
export let stride: usize = 0;
/** One run, vectorised over actions and over parameters. */
export let solo: bool = false;
/** X = I. */
export let tabular: bool = false;
/** Does each lane have features of its own (X then has K·d rows of lanes), or do all lanes share K·d numbers? */
export let ownFeatures: bool = false;

/**
 * The bits of 2^(j/2048) minus j·2⁴¹, so that adding n·2⁴¹ makes 2^(n/2048); then the edges, heights and inner parts of the ziggurat. Filled by the
 * host.
 */
export const powers: usize = memory.data(2048 << 3, 64);
export let edges: usize = 0;
export let heights: usize = 0;
export let inner: usize = 0;

/** Room for the vectors that hold the constants of exp.ts. */
export let constants: usize = 0;

/** X, row-major; for a solo run or shared features also its transpose. */
export let features: usize = 0;
export let columns: usize = 0;
/** The mean rewards, and how far each lies below the best. */
export let rewards: usize = 0;
export let shortfalls: usize = 0;
/** One number for each lane: the learning rate, σ, and the threshold of a stop. */
export let rate: usize = 0;
export let sigma: usize = 0;
export let below: usize = 0;
/** For beta noise: the K actions of a lane one after another, six numbers each: (α, d, c) of each of the two gammas. */
export let shapes: usize = 0;

/** The state of a run: parameters, regret, and the four words of each stream. */
export let theta: usize = 0;
export let regret: usize = 0;
export let actionStream: usize = 0;
export let rewardStream: usize = 0;
/** The least value of the watched quantity since the host last wrote here. */
export let least: usize = 0;

/** For the current iteration: logits, exponentials, their running sums, Xᵀ of the weights, greatest logits. */
export let logits: usize = 0;
export let exponentials: usize = 0;
export let running: usize = 0;
export let product: usize = 0;
export let peaks: usize = 0;
/** The random numbers of a block: BLOCK rows. */
export let uniforms: usize = 0;
export let noises: usize = 0;

let end: usize = 0;

/** @param runs the number of lanes, a multiple of 4; or 1 for a solo run. */
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

/** What runs on a Markov decision process need besides statesMemory.ts. @param runs the number of lanes, 2 or a multiple of 4. */
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

/** Grows the memory to the size that was taken. */
export function grow(): void {
  const missing = <i32>((end + 0xffff) >> 16) - memory.size();
  if (missing > 0) memory.grow(missing);
}

/** The length to which a solo run's arrays are padded. */
@inline
export function even(n: i32): i32 {
  return (n + 1) & ~1;
}

/** Takes room for n 32-bit indices. */
export function takeIndices(n: i32): usize {
  return take((n + 1) >> 1);
}

/** Takes room for n numbers, at the beginning of a cache line. */
export function take(n: i32): usize {
  const at = end;
  end = (end + (<usize>n << 3) + 63) & ~63;
  return at;
}
