/** The colours of an exported picture: those for print, or those of the theme. Pure. */
import type { Paper } from '../../src/drawing/picture.js';

/** All as #rrggbb. */
export interface PictureColours extends Paper {
  /** The colours of lines, in the order in which they are assigned. */
  readonly palette: readonly string[];
  /** The colours of pinned runs. */
  readonly pins: readonly string[];
}

/** For white paper, whatever the theme of the editor: the palette of Okabe and Ito (2008), for every kind of colour vision. */
export const PRINT: PictureColours = {
  palette: ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9'],
  pins: ['#000000', '#8c564b', '#7f7f7f'],
  foreground: '#000000',
  muted: '#555555',
  grid: '#dddddd',
  background: '#ffffff',
};

/** A mixture of two colours. @param part that of `ink`, 0 … 1 */
export function mixed(ink: string, ground: string, part: number): string {
  const channels = (hex: string) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const [a, b] = [channels(ink), channels(ground)];
  return hexOf(a.map((value, n) => part * value + (1 - part) * b[n]!));
}

/** @param channels red, green and blue, 0 … 255 */
export function hexOf(channels: readonly number[]): string {
  return `#${channels.map((value) => Math.round(value).toString(16).padStart(2, '0')).join('')}`;
}
