/** The positions of the states of a process in its picture: places of a grid, a row of contexts, or a graph. Pure, in pixels. */
import type { ProcessNumbers } from '../../src/model/processNumbers.js';

/** The middle of a state, and its size. */
export interface Place {
  readonly state: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A transition from one state to another, whatever the action. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  /** The line between the states. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** The middle of its label. */
  readonly label: { readonly x: number; readonly y: number };
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly places: readonly Place[];
  readonly edges: readonly Edge[];
}

const CELL = { least: 46, most: 84 };
const GAP = 14;
const MARGIN = 4;

/** A grid with row 0 at the bottom; states outside the grid are beside it. @param width the available width; a grid that needs more is wider. */
export function gridLayout({ states, grid }: ProcessNumbers, width: number): Layout {
  const { columns, rows, places } = grid!;
  const outside = states.flatMap((_, state) => (places[state] ? [] : [state]));
  const beside = Math.ceil(outside.length / rows);
  const room = width - 2 * MARGIN - (beside > 0 ? GAP : 0);
  const cell = Math.floor(Math.min(CELL.most, Math.max(CELL.least, room / (columns + beside))));
  const middle = (column: number, row: number, gap = 0) => ({
    x: MARGIN + gap + (column + 0.5) * cell,
    y: MARGIN + (rows - row - 0.5) * cell,
    width: cell,
    height: cell,
  });
  return {
    width: 2 * MARGIN + (columns + beside) * cell + (beside > 0 ? GAP : 0),
    height: 2 * MARGIN + rows * cell,
    places: states.map((_, state) => {
      const place = places[state];
      if (place) return { state, ...middle(place[0], place[1]) };
      const n = outside.indexOf(state);
      return { state, ...middle(columns + Math.floor(n / rows), n % rows, GAP) };
    }),
    edges: [],
  };
}

/** The size of a box with the name of a state, its value and its most probable action. */
export const BOX = { width: 104, height: 52 };

/** Boxes side by side, in as many lines as they need. */
export function rowLayout({ states }: ProcessNumbers, width: number): Layout {
  const columns = Math.max(
    1,
    Math.min(states.length, Math.floor((width - 2 * MARGIN + GAP) / (BOX.width + GAP))),
  );
  const lines = Math.ceil(states.length / columns);
  return {
    width: 2 * MARGIN + columns * (BOX.width + GAP) - GAP,
    height: 2 * MARGIN + lines * (BOX.height + GAP) - GAP,
    places: states.map((_, state) => ({
      state,
      x: MARGIN + (state % columns) * (BOX.width + GAP) + BOX.width / 2,
      y: MARGIN + Math.floor(state / columns) * (BOX.height + GAP) + BOX.height / 2,
      ...BOX,
    })),
    edges: [],
  };
}

/** The nearest state in the direction of an arrow key; the same state if there is none. */
export function neighbour(places: readonly Place[], state: number, key: string): number {
  const [right, down] = STEPS[key] ?? [0, 0];
  const here = places.find((place) => place.state === state);
  if (!here || (right === 0 && down === 0)) return state;
  let [best, least] = [state, Number.POSITIVE_INFINITY];
  for (const { state: other, x, y } of places) {
    const along = (x - here.x) * right + (y - here.y) * down;
    const aside = Math.abs((x - here.x) * down) + Math.abs((y - here.y) * right);
    // Straight ahead counts more than near.
    const distance = along + 3 * aside;
    if (along > 1 && distance < least) [best, least] = [other, distance];
  }
  return best;
}

const STEPS: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};
