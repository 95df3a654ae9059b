/** The least changes of features that meet a goal. */
import { analysing } from '../conditions/analyse.js';
import type { Budget } from '../math/budget.js';
import { dot } from '../math/dot.js';
import type { Work } from '../math/work.js';
import { BEYOND, type Demand, type Point } from './demand.js';
import { type Descent, descend, pulled, type Task, unit } from './descend.js';
import { directionsOf, onLine, separating, spread } from './directions.js';
import { isMet, type Wanted, waysTo } from './goals.js';
import { changed, exponentsOf, roundings } from './literals.js';
import type { Model } from './model.js';
import type { Goal, Repair, Scope } from './types.js';

/** The exact check tries at most this many rounded versions before the search for fewer digits gives up. */
const MOST_TRIES = 12;
/** The goals that decide a verdict. For the others, a repair that is not the smallest is good enough. */
const THOROUGH: readonly Goal['id'][] = ['verdict', 'trap', 'order', 'exposed'];
/** At most this many searches from other starts, and at most this many in a row that find nothing smaller. */
const MOST_RESTARTS = 40;
const PATIENCE = 12;
/** A search continues with a better direction as long as its change gets shorter by this factor. */
const SHORTENING = 0.995;
/** The weight of a change of another action if only one may move. */
const HELD_WEIGHT = 1e4;

/**
 * The least change that was found if only the units `movable` may move. A smaller one may exist: the search is local, from several starts
 * (including `known`), and certain to find the least only if the problem is convex, such as one half-space. Neither rounded nor proved.
 * null: none was found within the budget, or nothing has to change.
 */
export function* leastChange(
  model: Model,
  goal: Goal,
  movable: readonly number[],
  budget: Budget,
  known: readonly Descent[] = [],
): Work<Descent | null> {
  const n = model.units.length;
  const costOfStep = 200 * (n * n * model.dimensions + 50 * n);
  const weights = model.units.map((actions) => actions.length);
  let best: Descent | null = null;
  let spent = false;
  const isThorough = isSmall(model) && THOROUGH.includes(goal.id);
  function* from(task: Task, way: Wanted, start: Point): Work<void> {
    let found: Descent | null = null;
    for (let next: Point | null = start; next && !spent; ) {
      const steps = descend(task, next);
      let step = steps.next();
      while (!step.done && !spent) {
        if (step.value !== undefined) spent = !budget.take(costOfStep);
        yield;
        if (!spent) step = steps.next();
      }
      let value = step.value ?? null;
      // The rows have moved together with w; the w that now separates them best leaves the most room for shortening.
      if (value && isThorough) value = yield* pulled(task, value, (rows) => separating(rows, way.pairs));
      const goesOn = isThorough && value !== null && (found === null || value.size < SHORTENING * found.size);
      if (value && (found === null || value.size < found.size)) found = value;
      next = goesOn ? value : null;
    }
    if (found && (best === null || found.size < best.size)) best = found;
  }
  for (const way of waysTo(goal, model)) {
    yield;
    const task: Task = { original: model.rows, weights, movable, demands: way.demands };
    const starts = [...known, ...(yield* startsOf(model, way, movable))];
    const sure = sureStarts(model, way, movable, starts);
    for (const start of isSmall(model) ? [...starts, ...sure] : [...sure, ...starts]) {
      if (spent || (best && isSmall(model) && sure.includes(start))) break;
      yield* from(task, way, start);
    }
    if (!isThorough || !(yield* isWithin(model, way, movable))) continue;
    const next = spread();
    for (let n = 0, idle = 0; n < MOST_RESTARTS && idle < PATIENCE && !spent; n++, idle++) {
      const before: Descent | null = best;
      yield* from(task, way, yield* elsewhere(model, task, way, best, n, next));
      if (best !== before) idle = 0;
    }
  }
  return best && (best as Descent).size > 1e-9 ? best : null;
}

/** Is the model small enough for a search from many starts? A large one begins with what is certain to meet the demands. */
function isSmall({ units, dimensions }: Model): boolean {
  return units.length * dimensions <= 64;
}

function* startsOf(model: Model, { pairs, demands }: Wanted, movable: readonly number[]): Work<Point[]> {
  const { rows, units, levels } = model;
  const small = isSmall(model);
  const length = model.margins.length / model.margins.scale;
  if (pairs.length === 0)
    return spreadOut(rows, movable, small ? 6 : 1).map((each) => ({ rows: each, w: null }));
  if (!(yield* isWithin(model, { pairs, demands }, movable))) return [];
  yield;
  const held = yield* separating(rows, pairsWithout(pairs, aloneOf(movable)));
  const whole = yield* separating(rows, pairs);
  const weights = units.map((actions, u) => (movable.includes(u) ? actions.length : HELD_WEIGHT));
  // For `exposed` there are two levels: one row, and everything worse.
  const two = new Set(pairs.map(([from]) => from)).size === 1 && levels.length > 2;
  const view = two ? exposedView(model, pairs) : model;
  const counted = two ? [pairs[0]![0], ...pairs.map(([, to]) => to)].map((u) => weights[u]!) : weights;
  const found = yield* directionsOf(view, counted, length, small ? 4 : 2);
  const directions = [whole, held, ...found].filter((w) => w !== null);
  const distinct = directions.filter((w, k) =>
    directions.slice(0, k).every((other) => dot(other, w) < 0.9999),
  );
  return distinct.map((w) => ({ rows, w }));
}

const aloneOf = (movable: readonly number[]): number | null => (movable.length === 1 ? movable[0]! : null);

/** Can moving one row meet the goal? Pairs that cannot be separated without this row cannot be separated by moving it. */
function* isWithin({ rows }: Model, { pairs }: Wanted, movable: readonly number[]): Work<boolean> {
  const others = pairsWithout(pairs, aloneOf(movable));
  return movable.length > 1 || others.length === 0 || (yield* separating(rows, others)) !== null;
}

/** By turns, a start around the least change known, at about its distance, or around the present rows, at up to the scale. */
function* elsewhere(
  model: Model,
  { original, movable }: Task,
  { pairs }: Wanted,
  best: Descent | null,
  n: number,
  next: () => number,
): Work<Point> {
  const whole = movable.length === original.length;
  if (whole && pairs.length > 0 && n % 3 === 2) {
    const w = unit(original[0]!.map(() => next()));
    const apart = BEYOND * (model.margins.length / model.margins.scale);
    return { rows: onLine(model, 2 * apart, w), w };
  }
  const known = n % 2 === 0 ? best : null;
  const reach = known ? known.size / Math.sqrt(movable.length) : 2 ** (1 - (n % 8) / 2);
  const rows = (known?.rows ?? original).map((row, index) =>
    movable.includes(index) ? row.map((entry) => entry + reach * next()) : row,
  );
  if (pairs.length === 0) return { rows, w: null };
  const w =
    (yield* separating(rows, pairs)) ??
    unit((known?.w ?? rows[0]!).map((entry) => (known ? entry : 0) + next()));
  return { rows, w };
}

/** A start that meets the demands by itself, if all rows may move and a direction is kept. */
function sureStarts(
  model: Model,
  { pairs }: Wanted,
  movable: readonly number[],
  starts: readonly Point[],
): Point[] {
  const w = starts.find((start) => start.w !== null)?.w;
  if (!w || pairs.length === 0 || movable.length < model.units.length) return [];
  const apart = BEYOND * (model.margins.length / model.margins.scale);
  return [{ rows: onLine(model, 2 * apart, w), w }];
}

/** The pairs that do not name a unit, and the pairs between its two sides, which its own pairs imply. */
function pairsWithout(
  pairs: readonly (readonly [number, number])[],
  unit: number | null,
): (readonly [number, number])[] {
  const above = pairs.filter(([, to]) => to === unit).map(([from]) => from);
  const below = pairs.filter(([from]) => from === unit).map(([, to]) => to);
  return [
    ...pairs.filter(([from, to]) => from !== unit && to !== unit),
    ...above.flatMap((from) => below.map((to): [number, number] => [from, to])),
  ];
}

function exposedView(model: Model, pairs: readonly (readonly [number, number])[]): Model {
  const best = pairs[0]![0];
  const worse = pairs.map(([, to]) => to);
  // Other optimal units are free: they are on neither side.
  const units = [best, ...worse];
  return {
    ...model,
    rows: units.map((unit) => model.rows[unit]!),
    units: units.map((unit) => model.units[unit]!),
    levels: [[0], worse.map((_, n) => n + 1)],
    levelOf: units.map((unit) => (unit === best ? 0 : 1)),
  };
}

/** The rows as they are, and starts where the movable ones are displaced by about the scale, always by the same amounts. */
function spreadOut(
  rows: readonly Float64Array[],
  movable: readonly number[],
  count: number,
): Float64Array[][] {
  let n = 0;
  const next = () => {
    n++;
    return 2 * ((n * 0.7548776662466927) % 1) - 1;
  };
  return Array.from({ length: count }, (_, start) =>
    start === 0
      ? [...rows]
      : rows.map((row, unit) => (movable.includes(unit) ? row.map((entry) => entry + next()) : row)),
  );
}

/** Up to this many places below the scale, the digits are few. */
const FEW_PLACES = 3;
/** If the least change needs more digits, the search aims at these multiples of the margin: a change further inside tolerates more rounding. */
const MARGIN_FACTORS = [1.1, 1.3, 1.7];

/** The change in few digits, proved to meet the goal with the margin; null if that is not possible within the budget. */
export function* provedRounding(
  model: Model,
  goal: Goal,
  scope: Scope,
  movable: readonly number[],
  found: Descent,
  budget: Budget,
): Work<Repair | null> {
  const exponents = exponentsOf(model);
  const few = exponents.slice(0, FEW_PLACES + 1);
  const prove = (near: Descent, places: readonly number[]) =>
    provedNear(model, goal, scope, near, found.size, places, budget);
  const short = yield* prove(found, few);
  if (short) return short;
  const long = yield* prove(found, exponents.slice(few.length));
  // A large model has too many numbers to be read, and another search would take long.
  if (long === null || !isSmall(model)) return long;
  for (const aim of MARGIN_FACTORS) {
    const inside = yield* leastChange(withMargin(model, aim), goal, movable, budget, [found]);
    const shorter = inside && (yield* prove(inside, few));
    if (shorter) return shorter;
  }
  return long;
}

function withMargin(model: Model, aim: number): Model {
  const { scale, length, product, reward } = model.margins;
  return {
    ...model,
    margins: { scale, length: aim * length, product: aim * product, reward: aim * reward },
  };
}

/** The first rounding of `near`, for the given exponents, that is proved; `least`, in units of the scale, is the length of the least change known. */
function* provedNear(
  model: Model,
  goal: Goal,
  scope: Scope,
  near: Descent,
  least: number,
  exponents: readonly number[],
  budget: Budget,
): Work<Repair | null> {
  const { margins, bandit, dimensions, units } = model;
  const likely = numerically(model, goal);
  let tries = 0;
  for (const exponent of exponents) {
    for (const { changes, size } of yield* roundings(model, near, least, exponent)) {
      if (!budget.take(2000 * units.length * dimensions)) return null;
      const after = changed(bandit, changes);
      if (!(yield* likely(after.features.map((row) => row.map((x) => x.value))))) continue;
      const analysis = yield* proofOf(after);
      if (isMet(goal, analysis, margins))
        return {
          goal,
          scope,
          changes,
          size,
          least: least * margins.scale,
          bandit: after,
          analysis,
          reaches: isMet({ id: 'verdict' }, analysis, margins),
        };
      tries++;
      if (tries === MOST_TRIES) return null;
      yield;
    }
  }
  return null;
}

/** All conditions of a bandit, in short steps. */
export function* proofOf(bandit: Repair['bandit']): Work<Repair['analysis']> {
  const steps = analysing(bandit);
  let step = steps.next();
  while (!step.done) {
    yield;
    step = steps.next();
  }
  return step.value;
}

function* areMet(demands: readonly Demand[], at: Point, tolerance: number): Work<boolean> {
  for (const demand of demands) if ((yield* demand(at)).some(({ value }) => value < -tolerance)) return false;
  return true;
}

/** Do the demands hold in floating point, along the best direction, by exactly the margin? */
export function numerically(
  model: Model,
  goal: Goal,
): (features: readonly (readonly number[])[]) => Work<boolean> {
  const { scale, length, product, reward } = model.margins;
  const asked = { scale, length: length / BEYOND, product: product / BEYOND, reward: reward / BEYOND };
  const ways = waysTo(goal, { ...model, margins: asked });
  const tolerance = 1e-9;
  return function* (features) {
    const rows = model.units.map((actions) =>
      Float64Array.from(features[actions[0]!]!, (x) => x / model.margins.scale),
    );
    for (const { pairs, demands } of ways) {
      const w = pairs.length === 0 ? null : yield* separating(rows, pairs);
      if (pairs.length > 0 && w === null) continue;
      if (yield* areMet(demands, { rows, w }, tolerance)) return true;
    }
    return false;
  };
}
