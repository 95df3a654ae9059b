/** The look of the n-th line: lines never differ by colour alone. */
import { MARKERS, type Marker } from '../../src/drawing/marker.js';
import type { Theme } from '../theme.js';
import type { AxisScale } from '../view.js';

const DASHES: readonly (readonly number[])[] = [
  [],
  [8, 4],
  [2, 3],
  [10, 3, 2, 3],
  [16, 4],
  [5, 2, 1, 2, 1, 2],
];
export interface LineStyle {
  readonly colour: string;
  readonly dash: readonly number[];
  readonly marker: Marker | 'none';
  readonly width: number;
}

/** Identifies a line. */
export interface LineIdentity {
  readonly index: number;
  /** Is it drawn solid and wide? */
  readonly isEmphasised?: boolean;
  /** For a pinned run: the index of its pin. */
  readonly pin?: number | undefined;
}

/**
 * The lines of a pinned run share its colour, and differ by dash and marker.
 * Colour, dash and marker advance through their lists together, and are shifted against each other after each round.
 */
export function lineStyle(
  { index, isEmphasised = false, pin }: LineIdentity,
  theme: Pick<Theme, 'palette' | 'pins'>,
): LineStyle {
  const round = Math.floor(index / theme.palette.length);
  return {
    colour:
      pin === undefined ? theme.palette[index % theme.palette.length]! : theme.pins[pin % theme.pins.length]!,
    dash: isEmphasised ? [] : DASHES[(index + round) % DASHES.length]!,
    marker: MARKERS[(index + 2 * round) % MARKERS.length]!,
    width: isEmphasised ? 3 : 1.75,
  };
}

/** The positions of markers: about `count` of the points, evenly spaced along the axis, shifted from line to line. */
export function markerPositions(
  points: readonly { x: number }[],
  index: number,
  scale: AxisScale,
  count = 7,
): Set<number> {
  const positions = new Set<number>();
  const last = points.at(-1);
  if (last === undefined) return positions;
  const place = ({ x }: { x: number }) => (scale === 'log' ? Math.log10(Math.max(1, x)) : x);
  const span = place({ x: Math.max(10, last.x) });
  let next = (span / count) * (0.25 + ((0.37 * index) % 1));
  points.forEach((point, i) => {
    if (place(point) >= next) {
      positions.add(i);
      while (next <= place(point)) next += span / count;
    }
  });
  return positions;
}
