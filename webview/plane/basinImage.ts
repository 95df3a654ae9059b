/** Basins as colour and hatching, pixel by pixel of the canvas, wherever the window has moved since they were mapped. */
import { type BasinMap, type BasinSquare, UNKNOWN } from '../../src/flow/basins.js';
import type { End } from '../../src/flow/ends.js';
import type { Theme } from '../theme.js';
import { type Rgb, rgbOf } from './colour.js';
import { type EndLook, endLooks } from './endLooks.js';
import { look } from './look.js';
import { patternAt } from './patterns.js';
import type { PlaneWindow } from './window.js';

export interface Paint {
  readonly rgb: Rgb;
  readonly pattern: number;
  /** The opacity outside and inside the pattern's ink, 0 to 255. */
  readonly plain: number;
  readonly inked: number;
}

/** Basins of finite points have a denser ground. */
export function paintOf({ kind }: End, { colour, pattern }: EndLook, theme: Theme): Paint {
  const rgb = rgbOf(colour === null ? theme.muted : look(colour, theme).colour);
  const [plain, inked] = kind === 'undecided' ? [0, 150] : kind === 'finite' ? [130, 215] : [72, 150];
  return { rgb, pattern, plain, inked };
}

export interface MappedBasins {
  readonly square: BasinSquare;
  readonly map: BasinMap;
}

/** @param image the image; it has `ratio` device pixels for each pixel of the canvas. @param actions how many actions the bandit has */
export function paintBasins(
  image: ImageData,
  { square, map }: MappedBasins,
  window: PlaneWindow,
  theme: Theme,
  {
    ratio,
    marksComputed,
    actions,
  }: { readonly ratio: number; readonly marksComputed: boolean; readonly actions: number },
): void {
  const size = image.width;
  const looks = endLooks(map.ends, theme.palette.length, actions);
  const paints = map.ends.map((end, code) => paintOf(end, looks[code]!, theme));
  const columns = places(size, map.columns, map.spacing, (n) => {
    const x = window.x + window.half * ((2 * n + 1) / size - 1);
    return (x - square.x + square.half) / (2 * square.half);
  });
  const rows = places(size, map.rows, map.spacing, (n) => {
    const y = window.y - window.half * ((2 * n + 1) / size - 1);
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
      const { rgb, pattern, plain, inked } = paints[code]!;
      data[at] = rgb[0];
      data[at + 1] = rgb[1];
      data[at + 2] = rgb[2];
      const ink = patternAt(pattern, i, j, ratio);
      data[at + 3] = marksComputed && map.computed[pixel] === 1 ? 255 : ink ? inked : plain;
    }
  }
}

/** For each pixel of the canvas the lattice position that it belongs to, or −1 outside the square. */
function places(size: number, n: number, spacing: number, share: (pixel: number) => number): Int32Array {
  return Int32Array.from({ length: size }, (_, pixel) => {
    const part = share(pixel);
    if (!(part >= 0 && part < 1)) return -1;
    const place = Math.floor(part * n);
    return Math.min(n - 1, Math.round(place / spacing) * spacing);
  });
}
