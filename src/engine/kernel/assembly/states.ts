/**
 * Exact policy gradient on a Markov decision process in lockstep; ../../mdp/objective.ts, operation for operation. All lanes are runs on one process: what
 * describes it is one number (or index) for all of them. Four lanes at a time; or two, of which the second is idle in a run by itself.
 */
import { exponential } from './exp';
import {
  below,
  constants,
  least,
  parameters,
  rate,
  regret,
  reserveLanes,
  stride,
  take,
  takeIndices,
  theta,
  grow,
} from './memory';
import { sharedProducts } from './product';

let states: i32 = 0;
let rows: i32 = 0;
let slotCount: i32 = 0;

/** Of the process: where the rows of each state begin, S + 1 indices; mean rewards, and V* − Q* of each row; ρ. */
export let stateOffsets: usize = 0;
export let stateRewards: usize = 0;
export let stateShortfalls: usize = 0;
export let stateStart: usize = 0;
/** Where the transitions of each row begin, n + 1 indices; of each transition the slot, the next state, and γP. */
export let transitionBegin: usize = 0;
export let transitionSlots: usize = 0;
export let transitionNext: usize = 0;
export let transitionWeights: usize = 0;
/** The elimination, as ../../../math/elimination.ts describes it; `rowDiagonal` and `slotColumns` are indices, `rowBegin` has S + 1. */
export let eliminationOrder: usize = 0;
export let rowBegin: usize = 0;
export let rowDiagonal: usize = 0;
export let slotColumns: usize = 0;
export let eliminationProgram: usize = 0;
/** Either the coordinate of each row, or Φ, row-major, and its transpose. */
export let rowCoordinates: usize = 0;
export let rowFeatures: usize = 0;
export let rowColumns: usize = 0;

/** Of the current iteration, a number a lane: logits, probabilities, Q less that of the dominant row and then the weights of the gradient; V, d, and both in turn in the order of elimination. */
let logits: usize = 0;
let pi: usize = 0;
let lead: usize = 0;
let values: usize = 0;
let occupancy: usize = 0;
let x: usize = 0;
let slots: usize = 0;
let inverse: usize = 0;
let product: usize = 0;

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

let isOneHot: bool = false;

/** @param watch 0, 1: `least` keeps the least gap; 2: the least (‖∇J‖ / below)². */
export function advanceStates(iterations: i32, watch: i32): void {
  if (stride == 16) advance(false, iterations, watch);
  else advanceWide(iterations, watch);
}

function advanceWide(iterations: i32, watch: i32): void {
  advance(true, iterations, watch);
}

@inline
function advance(wide: bool, iterations: i32, watch: i32): void {
  for (let t = 0; t < iterations; t++) {
    const step: usize = wide ? 32 : 16;
    rowLogits(wide);
    for (let lane: usize = 0; lane < stride; lane += step) {
      if (wide) {
        policyWide(lane);
        matrixWide(lane);
        factorWide(lane);
        valuesWide(lane);
        occupancyWide(lane);
        weightsWide(lane, watch == 1);
      } else {
        policyOf(false, lane);
        matrixOf(false, lane);
        factorOf(false, lane);
        valuesOf(false, lane);
        occupancyOf(false, lane);
        weightsOf(false, lane, watch == 1);
      }
    }
    directionOf(wide);
    move(watch == 2);
  }
}

// A function each: amid everything else V8 would not keep what counts in registers.
function policyWide(lane: usize): void {
  policyOf(true, lane);
}
function matrixWide(lane: usize): void {
  matrixOf(true, lane);
}
function factorWide(lane: usize): void {
  factorOf(true, lane);
}
function valuesWide(lane: usize): void {
  valuesOf(true, lane);
}
function occupancyWide(lane: usize): void {
  occupancyOf(true, lane);
}
function weightsWide(lane: usize, watchGap: bool): void {
  weightsOf(true, lane, watchGap);
}

@inline
function index(list: usize, i: i32): i32 {
  return load<i32>(list + (<usize>i << 2));
}

/** The address of row i of an array of lanes. */
@inline
function at(array: usize, i: i32): usize {
  return array + <usize>i * stride;
}

/** z = Φθ. */
@inline
function rowLogits(wide: bool): void {
  if (isOneHot) {
    for (let i = 0; i < rows; i++) {
      const to = at(logits, i);
      const from = at(theta, index(rowCoordinates, i));
      for (let pair: usize = 0; pair < stride; pair += 16) v128.store(to + pair, v128.load(from + pair));
    }
  } else if (wide) {
    sharedProducts(logits, rowFeatures, rows, <usize>parameters << 3, parameters, 8, theta);
  } else {
    products(logits, rowFeatures, rows, parameters, theta);
  }
}

/** Φᵀw. */
@inline
function directionOf(wide: bool): void {
  if (isOneHot) {
    memory.fill(product, 0, <usize>parameters * stride);
    for (let i = 0; i < rows; i++) {
      const to = at(product, index(rowCoordinates, i));
      const from = at(lead, i);
      for (let pair: usize = 0; pair < stride; pair += 16) {
        v128.store(to + pair, f64x2.add(v128.load(to + pair), v128.load(from + pair)));
      }
    }
  } else if (wide) {
    sharedProducts(product, rowColumns, parameters, <usize>rows << 3, rows, 8, lead);
  } else {
    products(product, rowColumns, parameters, rows, lead);
  }
}

/** `sharedProducts` for two lanes: two sums at a time. */
function products(out: usize, m: usize, count: i32, terms: i32, v: usize): void {
  const row = <usize>terms << 3;
  let i = 0;
  for (; i + 1 < count; i += 2, m += 2 * row) {
    let a = f64x2.splat(0);
    let b = a;
    for (let k: usize = 0; k < row; k += 8) {
      const y = v128.load(v + 2 * k);
      a = f64x2.add(a, f64x2.mul(v128.load_splat<f64>(m + k), y));
      b = f64x2.add(b, f64x2.mul(v128.load_splat<f64>(m + row + k), y));
    }
    v128.store(out + (<usize>i << 4), a);
    v128.store(out + (<usize>i << 4), b, 16);
  }
  if (i < count) {
    let a = f64x2.splat(0);
    for (let k: usize = 0; k < row; k += 8) {
      a = f64x2.add(a, f64x2.mul(v128.load_splat<f64>(m + k), v128.load(v + 2 * k)));
    }
    v128.store(out + (<usize>i << 4), a);
  }
}

/** Softmax of each state. */
@inline
function policyOf(wide: bool, lane: usize): void {
  const stepsPerUnit = v128.load(constants);
  const rounder = v128.load(constants, 16);
  const stepHigh = v128.load(constants, 32);
  const stepLow = v128.load(constants, 48);
  const c3 = v128.load(constants, 64);
  const c2 = v128.load(constants, 80);
  const flush = v128.load(constants, 96);
  const one = f64x2.splat(1);
  let from = index(stateOffsets, 0);
  for (let s = 0; s < states; s++) {
    const end = index(stateOffsets, s + 1);
    let top0 = f64x2.splat(-Infinity);
    let top1 = top0;
    for (let i = from; i < end; i++) {
      const z = at(logits, i) + lane;
      top0 = f64x2.pmax(top0, v128.load(z));
      if (wide) top1 = f64x2.pmax(top1, v128.load(z, 16));
    }
    let Z0 = f64x2.splat(0);
    let Z1 = Z0;
    for (let i = from; i < end; i++) {
      const z = at(logits, i) + lane;
      const e = at(pi, i) + lane;
      const y0 = f64x2.sub(v128.load(z), top0);
      const e0 = exponential(y0, e, stepsPerUnit, rounder, stepHigh, stepLow, c3, c2, flush);
      v128.store(e, e0);
      Z0 = f64x2.add(Z0, e0);
      if (wide) {
        const y1 = f64x2.sub(v128.load(z, 16), top1);
        const e1 = exponential(y1, e + 16, stepsPerUnit, rounder, stepHigh, stepLow, c3, c2, flush);
        v128.store(e, e1, 16);
        Z1 = f64x2.add(Z1, e1);
      }
    }
    const scale0 = f64x2.div(one, Z0);
    const scale1 = wide ? f64x2.div(one, Z1) : one;
    for (let i = from; i < end; i++) {
      const e = at(pi, i) + lane;
      v128.store(e, f64x2.mul(v128.load(e), scale0));
      if (wide) v128.store(e, f64x2.mul(v128.load(e, 16), scale1), 16);
    }
    from = end;
  }
}

/** I − γP_π. */
@inline
function matrixOf(wide: bool, lane: usize): void {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  for (let slot = 0; slot < slotCount; slot++) {
    const to = at(slots, slot) + lane;
    v128.store(to, zero);
    if (wide) v128.store(to, zero, 16);
  }
  for (let i = 0; i < states; i++) {
    const to = at(slots, index(rowDiagonal, i)) + lane;
    v128.store(to, one);
    if (wide) v128.store(to, one, 16);
  }
  let t = index(transitionBegin, 0);
  for (let i = 0; i < rows; i++) {
    const end = index(transitionBegin, i + 1);
    const p = at(pi, i) + lane;
    const p0 = v128.load(p);
    const p1 = wide ? v128.load(p, 16) : p0;
    for (; t < end; t++) {
      const weight = v128.load_splat<f64>(transitionWeights + (<usize>t << 3));
      const to = at(slots, index(transitionSlots, t)) + lane;
      v128.store(to, f64x2.sub(v128.load(to), f64x2.mul(p0, weight)));
      if (wide) v128.store(to, f64x2.sub(v128.load(to, 16), f64x2.mul(p1, weight)), 16);
    }
  }
}

@inline
function factorOf(wide: bool, lane: usize): void {
  const one = f64x2.splat(1);
  const line = stride;
  let program = eliminationProgram;
  let left = index(rowBegin, 0);
  for (let i = 0; i < states; i++) {
    const diagonal = index(rowDiagonal, i);
    for (; left < diagonal; left++) {
      const own = at(slots, left) + lane;
      const pivot = at(inverse, index(slotColumns, left)) + lane;
      const m0 = f64x2.mul(v128.load(own), v128.load(pivot));
      const m1 = wide ? f64x2.mul(v128.load(own, 16), v128.load(pivot, 16)) : m0;
      v128.store(own, m0);
      if (wide) v128.store(own, m1, 16);
      let runs = load<i32>(program);
      program += 4;
      for (; runs > 0; runs--, program += 12) {
        let from = at(slots, load<i32>(program)) + lane;
        let to = at(slots, load<i32>(program, 4)) + lane;
        const end = from + <usize>load<i32>(program, 8) * line;
        for (; from < end; from += line, to += line) {
          v128.store(to, f64x2.sub(v128.load(to), f64x2.mul(m0, v128.load(from))));
          if (wide) v128.store(to, f64x2.sub(v128.load(to, 16), f64x2.mul(m1, v128.load(from, 16))), 16);
        }
      }
    }
    const pivot = at(slots, diagonal) + lane;
    const to = at(inverse, i) + lane;
    v128.store(to, f64x2.div(one, v128.load(pivot)));
    if (wide) v128.store(to, f64x2.div(one, v128.load(pivot, 16)), 16);
    left = index(rowBegin, i + 1);
  }
}

/** V = (I − γP_π)⁻¹ r_π, and Q of each row. */
@inline
function valuesOf(wide: bool, lane: usize): void {
  for (let place = 0; place < states; place++) {
    const s = index(eliminationOrder, place);
    const end = index(stateOffsets, s + 1);
    let sum0 = f64x2.splat(0);
    let sum1 = sum0;
    for (let i = index(stateOffsets, s); i < end; i++) {
      const p = at(pi, i) + lane;
      const r = v128.load_splat<f64>(stateRewards + (<usize>i << 3));
      sum0 = f64x2.add(sum0, f64x2.mul(v128.load(p), r));
      if (wide) sum1 = f64x2.add(sum1, f64x2.mul(v128.load(p, 16), r));
    }
    const last = index(rowDiagonal, place);
    for (let slot = index(rowBegin, place); slot < last; slot++) {
      const l = at(slots, slot) + lane;
      const y = at(x, index(slotColumns, slot)) + lane;
      sum0 = f64x2.sub(sum0, f64x2.mul(v128.load(l), v128.load(y)));
      if (wide) sum1 = f64x2.sub(sum1, f64x2.mul(v128.load(l, 16), v128.load(y, 16)));
    }
    const to = at(x, place) + lane;
    v128.store(to, sum0);
    if (wide) v128.store(to, sum1, 16);
  }
  for (let place = states - 1; place >= 0; place--) {
    const to = at(x, place) + lane;
    let sum0 = v128.load(to);
    let sum1 = wide ? v128.load(to, 16) : sum0;
    const end = index(rowBegin, place + 1);
    for (let slot = index(rowDiagonal, place) + 1; slot < end; slot++) {
      const u = at(slots, slot) + lane;
      const y = at(x, index(slotColumns, slot)) + lane;
      sum0 = f64x2.sub(sum0, f64x2.mul(v128.load(u), v128.load(y)));
      if (wide) sum1 = f64x2.sub(sum1, f64x2.mul(v128.load(u, 16), v128.load(y, 16)));
    }
    const own = at(inverse, place) + lane;
    const value = at(values, index(eliminationOrder, place)) + lane;
    const v0 = f64x2.mul(sum0, v128.load(own));
    v128.store(to, v0);
    v128.store(value, v0);
    if (wide) {
      const v1 = f64x2.mul(sum1, v128.load(own, 16));
      v128.store(to, v1, 16);
      v128.store(value, v1, 16);
    }
  }
  let t = index(transitionBegin, 0);
  for (let i = 0; i < rows; i++) {
    let sum0 = v128.load_splat<f64>(stateRewards + (<usize>i << 3));
    let sum1 = sum0;
    const end = index(transitionBegin, i + 1);
    for (; t < end; t++) {
      const weight = v128.load_splat<f64>(transitionWeights + (<usize>t << 3));
      const value = at(values, index(transitionNext, t)) + lane;
      sum0 = f64x2.add(sum0, f64x2.mul(weight, v128.load(value)));
      if (wide) sum1 = f64x2.add(sum1, f64x2.mul(weight, v128.load(value, 16)));
    }
    const to = at(lead, i) + lane;
    v128.store(to, sum0);
    if (wide) v128.store(to, sum1, 16);
  }
}

/** d = (I − γP_π)⁻ᵀ ρ. */
@inline
function occupancyOf(wide: bool, lane: usize): void {
  for (let place = 0; place < states; place++) {
    const start = v128.load_splat<f64>(stateStart + (<usize>index(eliminationOrder, place) << 3));
    const to = at(x, place) + lane;
    v128.store(to, start);
    if (wide) v128.store(to, start, 16);
  }
  for (let place = 0; place < states; place++) {
    const own = at(x, place) + lane;
    const pivot = at(inverse, place) + lane;
    const v0 = f64x2.mul(v128.load(own), v128.load(pivot));
    const v1 = wide ? f64x2.mul(v128.load(own, 16), v128.load(pivot, 16)) : v0;
    v128.store(own, v0);
    if (wide) v128.store(own, v1, 16);
    const end = index(rowBegin, place + 1);
    for (let slot = index(rowDiagonal, place) + 1; slot < end; slot++) {
      const u = at(slots, slot) + lane;
      const to = at(x, index(slotColumns, slot)) + lane;
      v128.store(to, f64x2.sub(v128.load(to), f64x2.mul(v128.load(u), v0)));
      if (wide) v128.store(to, f64x2.sub(v128.load(to, 16), f64x2.mul(v128.load(u, 16), v1)), 16);
    }
  }
  for (let place = states - 1; place >= 0; place--) {
    const own = at(x, place) + lane;
    const v0 = v128.load(own);
    const v1 = wide ? v128.load(own, 16) : v0;
    const d = at(occupancy, index(eliminationOrder, place)) + lane;
    v128.store(d, v0);
    if (wide) v128.store(d, v1, 16);
    const last = index(rowDiagonal, place);
    for (let slot = index(rowBegin, place); slot < last; slot++) {
      const l = at(slots, slot) + lane;
      const to = at(x, index(slotColumns, slot)) + lane;
      v128.store(to, f64x2.sub(v128.load(to), f64x2.mul(v128.load(l), v0)));
      if (wide) v128.store(to, f64x2.sub(v128.load(to, 16), f64x2.mul(v128.load(l, 16), v1)), 16);
    }
  }
}

/** d π A in place of Q, and what the iteration adds to the regret. */
@inline
function weightsOf(wide: bool, lane: usize, watchGap: bool): void {
  const zero = f64x2.splat(0);
  let gap0 = zero;
  let gap1 = zero;
  let from = index(stateOffsets, 0);
  for (let s = 0; s < states; s++) {
    const end = index(stateOffsets, s + 1);
    let top0 = f64x2.splat(-Infinity);
    let top1 = top0;
    let base0 = zero;
    let base1 = zero;
    for (let i = from; i < end; i++) {
      const z = at(logits, i) + lane;
      const q = at(lead, i) + lane;
      const z0 = v128.load(z);
      base0 = v128.bitselect(v128.load(q), base0, f64x2.gt(z0, top0));
      top0 = f64x2.pmax(top0, z0);
      if (wide) {
        const z1 = v128.load(z, 16);
        base1 = v128.bitselect(v128.load(q, 16), base1, f64x2.gt(z1, top1));
        top1 = f64x2.pmax(top1, z1);
      }
    }
    let mean0 = zero;
    let mean1 = zero;
    let loss0 = zero;
    let loss1 = zero;
    for (let i = from; i < end; i++) {
      const p = at(pi, i) + lane;
      const q = at(lead, i) + lane;
      const shortfall = v128.load_splat<f64>(stateShortfalls + (<usize>i << 3));
      const p0 = v128.load(p);
      const q0 = f64x2.sub(v128.load(q), base0);
      v128.store(q, q0);
      mean0 = f64x2.add(mean0, f64x2.mul(p0, q0));
      loss0 = f64x2.add(loss0, f64x2.mul(p0, shortfall));
      if (wide) {
        const p1 = v128.load(p, 16);
        const q1 = f64x2.sub(v128.load(q, 16), base1);
        v128.store(q, q1, 16);
        mean1 = f64x2.add(mean1, f64x2.mul(p1, q1));
        loss1 = f64x2.add(loss1, f64x2.mul(p1, shortfall));
      }
    }
    const d = at(occupancy, s) + lane;
    const d0 = v128.load(d);
    const d1 = wide ? v128.load(d, 16) : d0;
    gap0 = f64x2.add(gap0, f64x2.mul(d0, loss0));
    if (wide) gap1 = f64x2.add(gap1, f64x2.mul(d1, loss1));
    for (let i = from; i < end; i++) {
      const p = at(pi, i) + lane;
      const q = at(lead, i) + lane;
      v128.store(q, f64x2.mul(f64x2.mul(d0, v128.load(p)), f64x2.sub(v128.load(q), mean0)));
      if (wide) v128.store(q, f64x2.mul(f64x2.mul(d1, v128.load(p, 16)), f64x2.sub(v128.load(q, 16), mean1)), 16);
    }
    from = end;
  }
  v128.store(regret + lane, f64x2.add(v128.load(regret + lane), gap0));
  if (wide) v128.store(regret + lane, f64x2.add(v128.load(regret + lane, 16), gap1), 16);
  if (watchGap) {
    v128.store(least + lane, f64x2.pmin(v128.load(least + lane), gap0));
    if (wide) v128.store(least + lane, f64x2.pmin(v128.load(least + lane, 16), gap1), 16);
  }
}

/** θ += η·∇J. */
@inline
function move(watchGradient: bool): void {
  const line = stride;
  const end = theta + <usize>parameters * line;
  for (let pair: usize = 0; pair < line; pair += 16) {
    const eta = v128.load(rate + pair);
    const scale = watchGradient ? f64x2.div(f64x2.splat(1), v128.load(below + pair)) : eta;
    let square = f64x2.splat(0);
    let g = product + pair;
    for (let to = theta + pair; to < end; to += line, g += line) {
      const slope = v128.load(g);
      v128.store(to, f64x2.add(v128.load(to), f64x2.mul(eta, slope)));
      if (watchGradient) {
        const part = f64x2.mul(slope, scale);
        square = f64x2.add(square, f64x2.mul(part, part));
      }
    }
    if (watchGradient) v128.store(least + pair, f64x2.pmin(v128.load(least + pair), square));
  }
}
