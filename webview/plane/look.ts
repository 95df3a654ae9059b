/** The look of an action in a picture: the colour and the marker that it has in the chart of probabilities. */
import { markerPath } from '../../src/drawing/marker.js';
import { lineStyle } from '../charts/style.js';
import type { Theme } from '../theme.js';
import { rgbOf } from './colour.js';

export interface Look {
  readonly colour: string;
  /** An SVG path around (0, 0), about 10 pixels wide. */
  readonly marker: string;
  readonly dash: readonly number[];
}

/** In pixels. */
const MARKER_RADIUS = 5;

export function look(action: number, theme: Theme): Look {
  const { colour, marker, dash } = lineStyle({ index: action }, theme);
  // Some themes' chart colours are translucent and would not show on a coloured ground.
  return {
    colour: `rgb(${rgbOf(colour).join(' ')})`,
    dash,
    marker: markerPath(marker === 'none' ? 'circle' : marker, MARKER_RADIUS),
  };
}
