/** The memory of states.ts: the description of the process, and the numbers of an iteration. */
import { grow, reserveLanes, stride, take, takeIndices } from './memory';

export let states: i32 = 0;
export let rows: i32 = 0;
export let slotCount: i32 = 0;
export let isOneHot: bool = false;

/** The process: S + 1 indices of the first row of each state; mean rewards, and V* − Q* of each row; ρ. */
export let stateOffsets: usize = 0;
export let stateRewards: usize = 0;
export let stateShortfalls: usize = 0;
export let stateStart: usize = 0;
/** n + 1 indices of the first transition of each row; for each transition the slot, the next state, and γP. */
export let transitionBegin: usize = 0;
export let transitionSlots: usize = 0;
export let transitionNext: usize = 0;
export let transitionWeights: usize = 0;
/** The elimination, as described in ../../../math/elimination.ts; `rowDiagonal` and `slotColumns` are indices, `rowBegin` has S + 1 entries. */
export let eliminationOrder: usize = 0;
export let rowBegin: usize = 0;
export let rowDiagonal: usize = 0;
export let slotColumns: usize = 0;
export let eliminationProgram: usize = 0;
/** Either the coordinate of each row, or Φ, row-major, and its transpose. */
export let rowCoordinates: usize = 0;
export let rowFeatures: usize = 0;
export let rowColumns: usize = 0;

/**
 * For the current iteration, one number for each lane: logits; probabilities; Q minus that of the dominant row, later replaced by the weights of
 * the gradient; V; d; and V and d by turns in the order of elimination.
 */
export let logits: usize = 0;
export let pi: usize = 0;
export let lead: usize = 0;
export let values: usize = 0;
export let occupancy: usize = 0;
export let x: usize = 0;
export let slots: usize = 0;
export let inverse: usize = 0;
export let product: usize = 0;

/** @param lanes 2, or a multiple of 4. */
export function reserveStates(
  S: i32,
  n: i32,
  d: i32,
  lanes: i32,
  transitions: i32,
  slotsOfRows: i32,
  program: i32,
  oneHot: bool,
): void {
  states = S;
  rows = n;
  slotCount = slotsOfRows;
  reserveLanes(d, lanes);
  stateOffsets = takeIndices(S + 1);
  stateRewards = take(n);
  stateShortfalls = take(n);
  stateStart = take(S);
  transitionBegin = takeIndices(n + 1);
  transitionSlots = takeIndices(transitions);
  transitionNext = takeIndices(transitions);
  transitionWeights = take(transitions);
  eliminationOrder = takeIndices(S);
  rowBegin = takeIndices(S + 1);
  rowDiagonal = takeIndices(S);
  slotColumns = takeIndices(slotsOfRows);
  eliminationProgram = takeIndices(program);
  rowCoordinates = takeIndices(oneHot ? n : 0);
  rowFeatures = take(oneHot ? 0 : n * d);
  rowColumns = take(oneHot ? 0 : n * d);
  logits = take(n * lanes);
  pi = take(n * lanes);
  lead = take(n * lanes);
  values = take(S * lanes);
  occupancy = take(S * lanes);
  x = take(S * lanes);
  slots = take(slotsOfRows * lanes);
  inverse = take(S * lanes);
  product = take(d * lanes);
  isOneHot = oneHot;
  grow();
}

@inline
export function index(list: usize, i: i32): i32 {
  return load<i32>(list + (<usize>i << 2));
}

/** The address of row i of an array of lanes. */
@inline
export function at(array: usize, i: i32): usize {
  return array + <usize>i * stride;
}
