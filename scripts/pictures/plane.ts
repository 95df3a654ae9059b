/** Pictures of a bandit with two features: its actions, and the differences that a condition uses. */
import { analyse } from '../../src/conditions/analyse.js';
import type { ConditionId } from '../../src/conditions/catalogue.js';
import type { Condition } from '../../src/conditions/types.js';
import { hull } from '../../src/drawing/hull.js';
import type { Bandit } from '../../src/model/bandit.js';
import { AMBER, BLUE, frameOf, GREEN, INK, Picture, type Point, RED } from './svg.js';

export const rowOf = (bandit: Bandit, action: number): Point =>
  bandit.features[action]!.map(({ value }) => value) as unknown as Point;

const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1]];
const label = (bandit: Bandit, a: number) => `${bandit.names[a]} (${bandit.rewards[a]!.literal})`;

function find(bandit: Bandit, id: ConditionId, action?: number): Condition {
  const found = analyse(bandit).conditions.find((one) => one.id === id && one.action === action);
  if (!found) throw new Error(`There is no condition ${id}.`);
  return found;
}

/** The actions as points, the hull of those outside `apart`, and the direction w of a witness from the first of `apart`. */
export function actionsPicture(
  bandit: Bandit,
  title: string,
  {
    apart = [] as readonly number[],
    w = null as Point | null,
    lines = [] as readonly (readonly [number, number])[],
  } = {},
): Picture {
  const points = bandit.names.map((_, a) => rowOf(bandit, a));
  const picture = new Picture(frameOf([...points, [0, 0]]), title).axes();
  const others = points.filter((_, a) => !apart.includes(a));
  if (apart.length > 0) picture.area(hull(others), INK);
  for (const [from, to] of lines) picture.arrow(points[to]!, points[from]!, AMBER);
  if (w) {
    const { right, left, top, bottom } = picture.frame;
    const size = (0.3 * Math.min(right - left, top - bottom)) / Math.hypot(...w);
    const start = apart.length > 0 ? points[apart[0]!]! : ([0, 0] as Point);
    const end: Point = [start[0] + size * w[0], start[1] + size * w[1]];
    picture.arrow(start, end, GREEN).text(end, 'w', { colour: GREEN });
  }
  const best = Math.max(...bandit.rewards.map(({ value }) => value));
  points.forEach((point, a) => {
    const colour = bandit.rewards[a]!.value === best ? BLUE : INK;
    const under = points.slice(0, a).filter((other) => other.join() === point.join()).length;
    picture.text(point, label(bandit, a), { colour, dy: -6 + 24 * under });
    if (under === 0) picture.dot(point, colour, 5);
  });
  return picture;
}

export function exposedPicture(bandit: Bandit, title: string): Picture {
  const { actions, witness } = find(bandit, 'exposed');
  return actionsPicture(bandit, title, {
    apart: [actions[0]!],
    w: (witness as unknown as Point | undefined) ?? null,
  });
}

/** The differences of neighbours in the order of the rewards, their hull, and its point nearest to 0. */
export function orderPicture(bandit: Bandit, title: string): Picture {
  const order = find(bandit, 'order');
  const sorted = bandit.names
    .map((_, a) => a)
    .sort((a, b) => bandit.rewards[b]!.value - bandit.rewards[a]!.value);
  const pairs = sorted.slice(1).map((to, k): [number, number] => [sorted[k]!, to]);
  return differences(bandit, title, pairs, (order.witness as unknown as Point | undefined) ?? [0, 0]);
}

/** The differences to worse actions (red) with their min-norm point p, and to better ones (blue) with the line that they must lie beyond. */
export function trapPicture(bandit: Bandit, action: number, title: string): Picture {
  const trap = find(bandit, 'trap', action);
  const reward = (a: number) => bandit.rewards[a]!.value;
  const others = bandit.names.map((_, a) => a).filter((a) => a !== action);
  const pairs = others.filter((a) => reward(a) < reward(action)).map((a): [number, number] => [action, a]);
  const better = others.filter((a) => reward(a) > reward(action)).map((a): [number, number] => [action, a]);
  return differences(bandit, title, pairs, trap.witness as unknown as Point, better);
}

function differences(
  bandit: Bandit,
  title: string,
  pairs: readonly (readonly [number, number])[],
  p: Point,
  better: readonly (readonly [number, number])[] = [],
): Picture {
  const y = ([i, j]: readonly [number, number]) => minus(rowOf(bandit, i), rowOf(bandit, j));
  const name = ([i, j]: readonly [number, number]) => `${bandit.names[i]} − ${bandit.names[j]}`;
  const picture = new Picture(frameOf([...pairs.map(y), ...better.map(y), [0, 0]]), title).axes();
  picture.area(hull(pairs.map(y)), RED);
  const square = p[0] * p[0] + p[1] * p[1];
  if (square > 0) {
    const { right, left } = picture.frame;
    const reach = (0.6 * (right - left)) / Math.sqrt(square);
    // ⟨y, p⟩ = ‖p‖²
    picture.line(
      [
        [p[0] - reach * p[1], p[1] + reach * p[0]],
        [p[0] + reach * p[1], p[1] - reach * p[0]],
      ].filter(([, v]) => Number.isFinite(v)) as unknown as Point[],
      GREEN,
      { width: 1, dash: '5 4' },
    );
    picture.arrow([0, 0], p, GREEN).text(p, 'p', { colour: GREEN, dx: 8, dy: 16 });
  } else picture.dot([0, 0], GREEN, 6).text([0, 0], 'p = 0', { colour: GREEN, dx: 8, dy: 18 });
  for (const pair of pairs) picture.dot(y(pair), RED).text(y(pair), name(pair), { colour: RED });
  for (const pair of better) picture.dot(y(pair), BLUE).text(y(pair), name(pair), { colour: BLUE });
  return picture;
}
