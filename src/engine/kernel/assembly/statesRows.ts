/** From the parameters to the logits of the rows of a process, and from weights of the rows back to a direction. */
import { parameters, stride, theta } from './memory';
import { sharedProducts } from './product';
import {
  at,
  index,
  isOneHot,
  lead,
  logits,
  product,
  rowColumns,
  rowCoordinates,
  rowFeatures,
  rows,
} from './statesMemory';

/** z = Φθ. */
@inline
export function rowLogits(wide: bool): void {
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
export function directionOf(wide: bool): void {
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
