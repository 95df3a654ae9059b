/** Basins as colour and hatching, pixel by pixel of the canvas, wherever the window has moved since they were mapped. */
import { type BasinMap, type BasinSquare, UNKNOWN } from '../../src/flow/basins.js';
import type { Theme } from '../theme.js';
import { rgbOf } from './colour.js';
import { look } from './look.js';
import type { View } from './view.js';

/** Does the n-th pattern have ink at (i, j)? The first has none. `p` is the period in pixels. */
const PATTERNS: readonly ((i: number, j: number, p: number, ink: number) => boolean)[] = [
  () => false,
  (i, j, p, ink) => (i + j) % p < ink,
  (i, j, p, ink) => i % p < 2 * ink && j % p < 2 * ink,
  (i, j, p, ink) => (i - (j % p) + p) % p < ink,
  (_, j, p, ink) => j % p < ink,
  (i, _, p, ink) => i % p < ink,
  (i, j, p, ink) => (i + j) % p < ink || (i - (j % p) + p) % p < ink,
];

export function patternAt(action: number, i: number, j: number, ratio: number): boolean {
  const period = Math.round(9 * ratio);
  return PATTERNS[action % PATTERNS.length]!(i, j, period, Math.max(1, Math.round(ratio)));
}

export interface MappedBasins {
  readonly square: BasinSquare;
  readonly map: BasinMap;
}

/** @param size of the image, device pixels along each side. @param ratio device pixels a pixel */
export function paintBasins(
  image: ImageData,
  { square, map }: MappedBasins,
  view: View,
  ratio: number,
  theme: Theme,
  markComputed: boolean,
): void {
  const size = image.width;
  const paints = map.ends.map((end) => {
    const action = end.kind === 'action' ? end.action : end.kind === 'set' ? (end.actions[0] ?? 0) : -1;
    return { rgb: rgbOf(action < 0 ? theme.muted : look(action, theme).colour), pattern: action, end };
  });
  const columns = places(size, map.columns, map.spacing, (n) => {
    const x = view.x + view.half * ((2 * n + 1) / size - 1);
    return (x - square.x + square.half) / (2 * square.half);
  });
  const rows = places(size, map.rows, map.spacing, (n) => {
    const y = view.y - view.half * ((2 * n + 1) / size - 1);
    return map.rows === 1 ? 0.5 : (square.y + square.half - y) / (2 * square.half);
  });
  const { data } = image;
  for (let j = 0; j < size; j++) {
    const row = rows[j]!;
    for (let i = 0; i < size; i++) {
      const at = 4 * (j * size + i);
      const column = columns[i]!;
      const pixel = row < 0 || column < 0 ? -1 : row * map.columns + column;
      const code = pixel < 0 ? UNKNOWN : map.codes[pixel]!;
      if (code === UNKNOWN) {
        data[at + 3] = 0;
        continue;
      }
      const { rgb, pattern, end } = paints[code]!;
      data[at] = rgb[0];
      data[at + 1] = rgb[1];
      data[at + 2] = rgb[2];
      const ink =
        end.kind === 'undecided' ? patternAt(2, i, j, ratio) : patternAt(Math.max(0, pattern), i, j, ratio);
      const plain = end.kind === 'undecided' ? 0 : end.kind === 'finite' ? 150 : 72;
      data[at + 3] = markComputed && map.computed[pixel] === 1 ? 210 : ink ? 150 : plain;
    }
  }
}

/** For each pixel of the canvas the station of the lattice that it belongs to, or −1 outside the square. */
function places(size: number, n: number, spacing: number, share: (pixel: number) => number): Int32Array {
  return Int32Array.from({ length: size }, (_, pixel) => {
    const part = share(pixel);
    if (!(part >= 0 && part < 1)) return -1;
    const place = Math.floor(part * n);
    return Math.min(n - 1, Math.round(place / spacing) * spacing);
  });
}
