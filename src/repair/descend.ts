/**
 * The least change of some rows that meets all demands, near a start: sequential quadratic programming. Each step makes the inequalities linear
 * in the rows and in w, and takes the least change from the *original* rows that meets those; a step is accepted if the exact penalty
 * ½‖change‖² + ν·(greatest violation) falls. Finds a local minimum: the demands are not convex (w and the rows are multiplied, and a trap is left
 * by any of several better rows), so the caller tries several starts.
 */
import { Matrix } from 'ml-matrix';
import { dot } from '../math/dot.js';
import { Pauses, type Work } from '../math/work.js';
import { type Demand, type Inequality, MAKING, minus, PAUSE, type Point, plus } from './demand.js';
import { multipliers } from './projection.js';

export interface Task {
  /** The rows of all units before the change, in units of the scale. */
  readonly original: readonly Float64Array[];
  /** How many times each unit's row occurs in the text. */
  readonly weights: readonly number[];
  readonly movable: readonly number[];
  readonly demands: readonly Demand[];
}

export interface Descent extends Point {
  /** ‖change‖ over all rows of the text, in units of the scale. */
  readonly size: number;
}

const MOST_STEPS = 60;
/**
 * Inequalities whose value exceeds this (in units of the scale), and those that are not among the `MOST_INEQUALITIES` most violated, wait for the
 * next step.
 */
const FAR = 1;
const MOST_INEQUALITIES = 240;
/** Violations up to this are rounding error; demands aim further beyond than this. */
const MET = 1e-7;

/** Yields the best result so far after each step, and undefined within a step. null: nothing that meets the demands was found from this start. */
export function* descend(task: Task, start: Point): Generator<Descent | null | undefined, Descent | null> {
  let at = start;
  let found = yield* inequalities(task, at);
  let stiffness = 0.01;
  let penalty = 1;
  let halted = 0;
  let best: Descent | null = null;
  for (let n = 0; n < MOST_STEPS && halted < 3; n++) {
    best = better(task, at, found, best);
    const step = yield* stepFrom(task, at, found, stiffness);
    penalty = Math.max(penalty, 2 * step.pressure);
    const before = merit(task, at, found, penalty);
    let kept = false;
    for (let t = 1; t > 0.02 && !kept; t /= 2) {
      const next: Point = {
        rows: at.rows.map((row, unit) => {
          const move = step.rows.get(unit);
          return move ? plus(row, t, move) : row;
        }),
        w: at.w && step.w ? unit(plus(at.w, t, step.w)) : at.w,
      };
      const foundThere = yield* inequalities(task, next);
      yield best;
      const after = merit(task, next, foundThere, penalty);
      if (after < before - 1e-10 * before) {
        [at, found, kept] = [next, foundThere, true];
        halted = before - after < 1e-7 * before ? halted + 1 : 0;
        if (t === 1) stiffness = Math.max(1e-4, stiffness / 4);
      }
    }
    if (!kept) {
      stiffness *= 16;
      halted++;
    }
    yield best;
  }
  return better(task, at, found, best);
}

/** The fractions of the way back that are tried, the longest first. */
const BACK = [1, 1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 32];
const MOST_PULLS = 6;

/**
 * Moves the rows back towards their original places, all together and one by one, as long as the demands stay met. Where the demands bend too much
 * for a step of `descend`, this still shortens the change. `directionOf`: the best direction for given rows.
 */
export function* pulled(
  task: Task,
  found: Descent,
  directionOf: (rows: readonly Float64Array[]) => Work<Float64Array | null>,
): Work<Descent> {
  let at = found;
  for (let n = 0; n < MOST_PULLS; n++) {
    const before = at.size;
    for (const units of [task.movable, ...task.movable.map((unit) => [unit])]) {
      yield;
      for (const part of BACK) {
        const rows = at.rows.map((row, unit) =>
          units.includes(unit) ? plus(row, part, minus(task.original[unit]!, row)) : row,
        );
        const next = { rows, w: at.w && (yield* directionOf(rows)) };
        if ((at.w !== null) !== (next.w !== null)) continue;
        const shorter = better(task, next, yield* inequalities(task, next), at);
        if (shorter === at || shorter === null) continue;
        at = shorter;
        break;
      }
    }
    if (at.size > 0.999 * before) break;
  }
  return at;
}

function better(task: Task, at: Point, found: readonly Inequality[], best: Descent | null): Descent | null {
  if (violation(found) > MET) return best;
  const size = Math.sqrt(2 * cost(task, at));
  return best === null || size < best.size ? { ...at, size } : best;
}

function* inequalities({ demands }: Task, at: Point): Work<Inequality[]> {
  const found: Inequality[] = [];
  for (const demand of demands) for (const each of yield* demand(at)) found.push(each);
  return found;
}

function violation(found: readonly Inequality[]): number {
  return found.reduce((most, { value }) => Math.max(most, -value), 0);
}

function cost({ original, weights, movable }: Task, { rows }: Point): number {
  return movable.reduce((sum, u) => {
    const change = minus(rows[u]!, original[u]!);
    return sum + 0.5 * weights[u]! * dot(change, change);
  }, 0);
}

function merit(task: Task, at: Point, found: readonly Inequality[], penalty: number): number {
  return cost(task, at) + penalty * violation(found);
}

interface Step {
  readonly rows: ReadonlyMap<number, Float64Array>;
  readonly w: Float64Array | null;
  /** The sum of the multipliers: the penalty factor must be greater. */
  readonly pressure: number;
}

function* stepFrom(
  task: Task,
  at: Point,
  found: readonly Inequality[],
  stiffness: number,
): Generator<undefined, Step> {
  const near: {
    value: number;
    byRow: ReadonlyMap<number, Float64Array>;
    byDirection: Float64Array | null;
  }[] = [];
  yield;
  const nearest = leastOf(
    found.filter(({ value }) => value < FAR),
    MOST_INEQUALITIES,
  );
  const d = at.rows[0]!.length;
  const pauses = new Pauses(PAUSE);
  for (const { value, byRow, byDirection } of nearest) {
    const rows = byRow();
    near.push({ value, byRow: rows, byDirection: byDirection?.() ?? null });
    // The derivative of a minimum norm needs a pseudoinverse.
    if (pauses.after((MAKING + d) * rows.size + d ** 3)) yield;
  }
  const back = new Map(task.movable.map((u) => [u, minus(task.original[u]!, at.rows[u]!)]));
  const gram = Matrix.zeros(near.length, near.length);
  const h = Float64Array.from(near, ({ value }) => value);
  for (const [u, home] of back) {
    const touching = near.flatMap(({ byRow }, n) => (byRow.has(u) ? [{ n, vector: byRow.get(u)! }] : []));
    for (const { n, vector } of touching) {
      h[n]! += dot(vector, home);
      for (const other of touching) {
        gram.set(n, other.n, gram.get(n, other.n) + dot(vector, other.vector) / task.weights[u]!);
      }
      if (pauses.after(d * touching.length)) yield;
    }
    if (pauses.after(near.length)) yield;
  }
  const turning =
    at.w === null
      ? []
      : near.flatMap(({ byDirection }, n) => (byDirection ? [{ n, vector: byDirection }] : []));
  for (const { n, vector } of turning) {
    for (const other of turning)
      gram.set(n, other.n, gram.get(n, other.n) + dot(vector, other.vector) / stiffness);
    if (pauses.after(d * turning.length)) yield;
  }
  const mu = yield* multipliers(gram, h);
  const rows = new Map<number, Float64Array>();
  for (const [u, home] of back) {
    let move = home;
    near.forEach(({ byRow }, n) => {
      const vector = byRow.get(u);
      if (vector && mu[n]! > 0) move = plus(move, mu[n]! / task.weights[u]!, vector);
    });
    rows.set(u, move);
    if (pauses.after((MAKING + d) * near.length)) yield;
  }
  let w: Float64Array | null = at.w && new Float64Array(at.w.length);
  for (const { n, vector } of turning) if (w) w = plus(w, mu[n]! / stiffness, vector);
  return { rows, w, pressure: mu.reduce((sum, value) => sum + value, 0) };
}

/** The most violated inequalities first, at most this many. */
function leastOf(found: readonly Inequality[], most: number): Inequality[] {
  // Few of tens of thousands are needed, and plain numbers sort fast.
  const last = Float64Array.from(found, ({ value }) => value).sort()[most - 1] ?? Number.POSITIVE_INFINITY;
  return found
    .filter(({ value }) => value <= last)
    .sort((a, b) => a.value - b.value)
    .slice(0, most);
}

/** w/‖w‖. */
export function unit(w: Float64Array): Float64Array {
  const norm = Math.sqrt(dot(w, w));
  return norm > 0 ? w.map((entry) => entry / norm) : w;
}
