/** Does an action attract? The cases of `conditions/trap.ts` that rounding leaves no doubt about, of actions whose rewards all differ. */
import { type Doubles, UNIT } from './doubles.js';
import { hullOf, isApart, nearPoint, type Pair } from './hull.js';
import { isInGeneralPosition } from './rank.js';

/**
 * The actions that attract, best first; null: one of them is not certain. Where a better action outlives the worse ones, i attracts only by a coincidence: some action lies in the
 * affine hull of others that are on one hyperplane with it (`conditions/coincidence.ts`). In general position there is none, since at most d points
 * are on a hyperplane.
 */
export function attracting(x: Doubles): number[] | null {
  const found: number[] = [];
  let isGeneral: boolean | null = null;
  for (let place = 1; place + 1 < x.actions; place++) {
    const side = pull(x, place);
    if (side === null) return null;
    if (side === 'outlived') {
      isGeneral ??= isInGeneralPosition(x);
      if (!isGeneral) return null;
    }
    if (side === 'attracts') found.push(x.order[place]!);
  }
  return found;
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
