/** The directions of the actions of a grid. Pure. */
import type { ProcessNumbers } from '../../src/model/processNumbers.js';
import type { Subject } from '../../src/shared/messages.js';

/** Columns to the right and rows upwards. */
export type Direction = readonly [right: number, up: number];

/**
 * The direction of an action's name: that of most of its steps to another place; null: it leads to no other place. So the name has a direction
 * even in states where a wall stops the action, or where it jumps.
 */
export function directionsOf({
  process,
  offsets,
}: Pick<Subject, 'process' | 'offsets'>): (Direction | null)[] {
  if (!process?.grid || process.transitions === null) return [];
  const { actionNames, transitions, grid } = process;
  const votes = new Map<string, Map<string, { count: number; step: Direction }>>();
  for (let state = 0; state + 1 < offsets.length; state++)
    for (let row = offsets[state]!; row < offsets[state + 1]!; row++) {
      const step = stepOf(transitions[row]!, state, grid.places);
      if (step === null) continue;
      const name = actionNames[row]!;
      const ofName = votes.get(name) ?? new Map();
      votes.set(name, ofName);
      const key = step.join();
      ofName.set(key, { count: (ofName.get(key)?.count ?? 0) + 1, step });
    }
  const chosen = new Map(
    [...votes].map(([name, ofName]) => {
      const all = [...ofName.values()];
      return [name, all.reduce((a, b) => (b.count > a.count ? b : a)).step];
    }),
  );
  return actionNames.map((name) => chosen.get(name) ?? null);
}

/** The step to another place by the most probable transition; null: it stays, or leaves the grid. */
function stepOf(
  to: readonly (readonly [state: number, probability: number])[],
  state: number,
  places: NonNullable<ProcessNumbers['grid']>['places'],
): Direction | null {
  if (to.length === 0) return null;
  const [next] = to.reduce((a, b) => (b[1] > a[1] ? b : a));
  const [here, there] = [places[state], places[next]];
  if (!here || !there || next === state) return null;
  const [right, up] = [there[0] - here[0], there[1] - here[1]];
  return right === 0 && up === 0 ? null : [right, up];
}

export interface Arrow {
  /** Of length 1, up positive; null: the actions lead to no place. */
  readonly direction: Direction | null;
  /** The actions with this direction. */
  readonly rows: readonly number[];
}

/** The actions of one state, grouped by direction. */
export function arrowsOf(rows: readonly number[], directions: readonly (Direction | null)[]): Arrow[] {
  const arrows = new Map<string, { direction: Direction | null; rows: number[] }>();
  for (const row of rows) {
    const step = directions[row] ?? null;
    const length = step === null ? 1 : Math.hypot(...step);
    const direction: Direction | null = step && [step[0] / length, step[1] / length];
    const key = direction?.map((x) => x.toFixed(3)).join() ?? '';
    const arrow = arrows.get(key) ?? { direction, rows: [] };
    arrow.rows.push(row);
    arrows.set(key, arrow);
  }
  return [...arrows.values()];
}
