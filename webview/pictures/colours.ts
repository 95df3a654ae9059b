/** The colours of a picture that is taken along: those of print, or those of the theme as they are. Pure. */
import type { Paper } from '../../src/drawing/picture.js';

/** All as #rrggbb. */
export interface PictureColours extends Paper {
  /** Colours of lines, in the order they are given out. */
  readonly palette: readonly string[];
  /** Of runs that are pinned for comparison. */
  readonly pins: readonly string[];
}

/** On white paper, whatever the theme of the editor: the palette of Okabe and Ito (2008), for every kind of sight. */
export const PRINT: PictureColours = {
  palette: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'],
  pins: ['#000000', '#8c564b', '#7f7f7f'],
  foreground: '#000000',
  muted: '#555555',
  grid: '#dddddd',
  background: '#ffffff',
};

/** So much of one colour in another. @param part 0 … 1 */
export function mixed(ink: string, ground: string, part: number): string {
  const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const [a, b] = [channels(ink), channels(ground)];
  return hexOf(a.map((value, n) => part * value + (1 - part) * b[n]!));
}

/** @param channels red, green and blue, 0 … 255 */
export function hexOf(channels: readonly number[]): string {
  return `#${channels.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}
