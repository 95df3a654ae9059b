/** The kernel, and parts of its iterations by themselves, each done many times over. */
import { combined } from '../../../src/engine/kernel/assembly/combination';
import { exponentialsOf } from '../../../src/engine/kernel/assembly/exp';
import { logitsOf, transposedOf } from '../../../src/engine/kernel/assembly/lockstep';
import {
  actions,
  BLOCK,
  columns,
  even,
  exponentials,
  features,
  logits,
  parameters,
  peaks,
  product,
  solo,
  stride,
  theta,
} from '../../../src/engine/kernel/assembly/memory';
import { drawBlock } from '../../../src/engine/kernel/assembly/noise';
import { smallLogits, smallSampledStep } from '../../../src/engine/kernel/assembly/small';

export * from '../../../src/engine/kernel/assembly/index';

/** Random numbers of `noise`. */
export function random(iterations: i32, noise: i32): void {
  for (let i = 0; i < iterations; i += BLOCK) drawBlock(BLOCK, noise);
}

/** In lockstep, with three parameters: logits and the greatest of them. */
export function logitsAndGreatest(iterations: i32): void {
  for (let i = 0; i < iterations; i++) smallLogits(3, false);
}

export function exponential(iterations: i32): void {
  const rows = solo ? even(actions) >> 1 : actions;
  for (let i = 0; i < iterations; i++) exponentialsOf(logits, exponentials, peaks, rows, <i32>(stride >> 4));
}

/** In lockstep, with three parameters: sums, actions, rewards and the step. */
export function sumsAndStep(iterations: i32, noise: i32): void {
  for (let i = 0; i < iterations; i++) {
    const row = <usize>(i % BLOCK) * stride;
    for (let pair: usize = 0; pair < stride; pair += 16) smallSampledStep(3, pair, row, noise);
  }
}

/** One run: Xθ and Xᵀe, `times` times of the first `few` actions. */
export function products(iterations: i32, few: i32, times: i32): void {
  for (let i = 0; i < iterations * times; i++) {
    combined(logits, even(few), columns, theta, parameters);
    combined(product, even(parameters), features, exponentials, few);
  }
}

/** In lockstep, with features that all share: Xθ and Xᵀe. */
export function lockstepProducts(iterations: i32): void {
  for (let i = 0; i < iterations; i++) {
    logitsOf(false);
    transposedOf(false);
  }
}

/** Reads X and its transpose and does next to nothing else. */
export function reading(iterations: i32): void {
  const bytes = (<usize>even(actions) * parameters) << 3;
  let all = i64x2.splat(0);
  for (let i = 0; i < iterations; i++) {
    all = v128.xor(all, read(columns, bytes));
    all = v128.xor(all, read(features, bytes));
  }
  v128.store(product, all);
}

function read(from: usize, bytes: usize): v128 {
  let a = i64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  const end = from + (bytes & ~63);
  for (let at = from; at < end; at += 64) {
    a = v128.xor(a, v128.load(at));
    b = v128.xor(b, v128.load(at, 16));
    c = v128.xor(c, v128.load(at, 32));
    d = v128.xor(d, v128.load(at, 48));
  }
  return v128.xor(v128.xor(a, b), v128.xor(c, d));
}
