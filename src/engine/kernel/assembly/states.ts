/**
 * Exact policy gradient on a Markov decision process in lockstep; ../../mdp/objective.ts, operation for operation. All lanes run on the same process, so
 * each number (or index) that describes it is stored once. Four lanes at a time; or two, of which the second is unused in a solo run.
 */
import { below, least, parameters, rate, stride, theta } from './memory';
import { product } from './statesMemory';
import { policyOf, weightsOf } from './statesPolicy';
import { directionOf, rowLogits } from './statesRows';
import { factorOf, matrixOf, occupancyOf, valuesOf } from './statesValues';

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

// Separate functions, since V8 would not keep what the inner loops need in registers if they were inlined.
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
