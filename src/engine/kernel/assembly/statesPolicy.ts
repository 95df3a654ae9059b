/** The policy of each state, and the weight of each row in the gradient. */
import { exponential } from './exp';
import { constants, least, regret } from './memory';
import {
  at,
  index,
  lead,
  logits,
  occupancy,
  pi,
  stateOffsets,
  states,
  stateShortfalls,
} from './statesMemory';

/** Softmax of each state. */
@inline
export function policyOf(wide: bool, lane: usize): void {
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

/** Replaces Q by d π A, and adds to the regret. */
@inline
export function weightsOf(wide: bool, lane: usize, watchGap: bool): void {
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
