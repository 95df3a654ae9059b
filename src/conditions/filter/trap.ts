/** Does an action attract? The cases of `conditions/trap.ts` that rounding leaves no doubt about, of actions whose rewards all differ. */
import { type Doubles, signOfProduct, UNIT } from './doubles.js';
import { hullOf, isApart, nearPoint, type Pair } from './hull.js';

/**
 * The actions that attract, best first; null: one of them is not certain. Where a better action outlives the worse ones, i attracts only by a coincidence: some action lies in the
 * affine hull of others that are on one hyperplane with it (`conditions/coincidence.ts`). In general position there is none, since at most d points
 * are on a hyperplane.
 *
 * @param isGeneral are the features certainly in general position?
 */
export function attracting(x: Doubles, isGeneral: () => boolean): number[] | null {
  const found: number[] = [];
  for (let place = 1; place + 1 < x.actions; place++) {
    const side = pullOfProducts(x, place) ?? pull(x, place);
    if (side === null) return null;
    if (side === 'outlived' && !isGeneral()) return null;
    if (side === 'attracts') found.push(x.order[place]!);
  }
  return found;
}

/**
 * What products of differences say of the action i at `place`; null: nothing. Since x_i − p is a mean of worse rows, the margin ⟨x_i − x_b, p⟩ − ‖p‖²
 * of a better b is a mean of −⟨x_i − x_j, x_b − x_k⟩ over worse j and k. Where these have one sign, so has the margin; and then p ≠ 0, since
 * ⟨x_i − x_j, x_b − x_k⟩ has one sign for all j.
 */
function pullOfProducts(x: Doubles, place: number): 'attracts' | 'outlived' | null {
  let attracts = true;
  for (let better = 0; better < place; better++) {
    const sign = commonSign(x, place, better);
    if (sign === 1) return 'outlived';
    attracts &&= sign === -1;
  }
  return attracts ? 'attracts' : null;
}

/** The sign of all ⟨x_i − x_j, x_b − x_k⟩, i at `place` and b at `better`; null: they have different ones, or some is not certain. */
function commonSign(x: Doubles, place: number, better: number): -1 | 1 | null {
  const { order, actions } = x;
  let common: -1 | 1 | null = null;
  for (let j = place + 1; j < actions; j++)
    for (let k = place + 1; k < actions; k++) {
      const sign = signOfProduct(x, order[place]!, order[j]!, order[better]!, order[k]!);
      if (sign === null || (common !== null && sign !== common)) return null;
      common = sign;
    }
  return common;
}

/** What becomes of the action at `place` in the order of rewards, neither best nor worst, far out along p. */
function pull(x: Doubles, place: number): 'attracts' | 'outlived' | 'between-worse' | null {
  const { order, dimensions: d, largest, features } = x;
  const i = order[place]!;
  const hull = hullOf(
    x,
    order.slice(place + 1).map((worse): Pair => [i, worse]),
  );
  const apart = isApart(x, hull);
  if (apart === null) return null;
  if (!apart) return 'between-worse';
  const { point, square, radius } = nearPoint(x, hull);
  const length = 2 * largest * Math.sqrt(d);
  // |⟨v, p⟩ − ‖p‖² − (⟨v, q⟩ − ‖q‖²)| ≤ r·(‖v‖ + 2‖q‖ + r), with r = ‖p − q‖.
  const error =
    1.01 * radius * (length + 2 * Math.sqrt(square) + radius) + 32 * d * (d + 8) * UNIT * largest ** 2;
  let attracts = true;
  for (const better of order.slice(0, place)) {
    let margin = -square;
    for (let k = 0; k < d; k++) margin += (features[i * d + k]! - features[better * d + k]!) * point[k]!;
    if (margin < -error) return 'outlived';
    attracts &&= margin > error;
  }
  return attracts ? 'attracts' : null;
}
