/** V and Q, and the discounted occupancy d, from one sparse elimination of I − γP_π. */
import { stride } from './memory';
import {
  at,
  eliminationOrder,
  eliminationProgram,
  index,
  inverse,
  lead,
  occupancy,
  pi,
  rowBegin,
  rowDiagonal,
  rows,
  slotColumns,
  slotCount,
  slots,
  stateOffsets,
  stateRewards,
  states,
  stateStart,
  transitionBegin,
  transitionNext,
  transitionSlots,
  transitionWeights,
  values,
  x,
} from './statesMemory';

/** I − γP_π. */
@inline
export function matrixOf(wide: bool, lane: usize): void {
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
export function factorOf(wide: bool, lane: usize): void {
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
export function valuesOf(wide: bool, lane: usize): void {
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
export function occupancyOf(wide: bool, lane: usize): void {
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
