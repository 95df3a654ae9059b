/** How an action looks in a picture: the colour and the marker that it has in the chart of probabilities. */
import { lineStyle, type Marker } from '../charts/style.js';
import type { Theme } from '../theme.js';
import { rgbOf } from './colour.js';

export interface Look {
  readonly colour: string;
  /** An SVG path around (0, 0), some 10 pixels wide. */
  readonly marker: string;
  readonly dash: readonly number[];
}

const MARKERS: Record<Exclude<Marker, 'none'>, string> = {
  circle: 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z',
  rect: 'M-4.5-4.5h9v9h-9z',
  triangle: 'M0-5.5L5.5 4.5h-11z',
  rectRot: 'M0-6L6 0L0 6L-6 0z',
  crossRot: 'M-4.5-4.5L4.5 4.5M4.5-4.5L-4.5 4.5',
  star: 'M0-5.5V5.5M-5.5 0H5.5M-4-4L4 4M4-4L-4 4',
};

export function look(action: number, theme: Theme): Look {
  const { colour, marker, dash } = lineStyle({ index: action }, theme);
  // Some themes' chart colours are translucent, which would be lost on a coloured ground.
  return {
    colour: `rgb(${rgbOf(colour).join(' ')})`,
    dash,
    marker: MARKERS[marker === 'none' ? 'circle' : marker],
  };
}
