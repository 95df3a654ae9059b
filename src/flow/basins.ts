/**
 * Basins of attraction on a square of a plane: for each of n×n pixels, the end of the flow that starts at its centre.
 *
 * Coarse to fine: every pixel of a lattice is computed first. Each finer lattice computes a pixel only if the pixels of the coarser one
 * around it do not all agree, and infers its end from theirs if they do. Then every inferred pixel next to another end is computed, until at
 * every level *an inferred pixel has only neighbours of its own end*: the border of each basin that was found is computed on both sides.
 * Inference can miss an island thinner than the coarsest inferring lattice. So a sample of the inferred pixels is computed at the
 * end; the map says how many were and how many had been wrong, and a border found this way is followed like any other.
 */

import { type End, endOf, indexOfEnd } from './ends.js';
import type { Flow } from './flow.js';
import type { MdpFlow } from './mdp/flow.js';
import { type Plane, thetaAt } from './plane.js';

/** Half the side and the centre of the square, in the plane's coordinates. */
export interface BasinSquare {
  readonly plane: Plane;
  readonly x: number;
  readonly y: number;
  readonly half: number;
  /** Pixels along each side; `rows` is 1 where the plane is a line. */
  readonly columns: number;
  readonly rows: number;
}

/** Pixels are numbered row by row from the top left. */
export type Pixels = Int32Array;

/** The ends of some pixels: `codes[i]` is a position in `ends`. */
export interface PixelEnds {
  readonly ends: readonly End[];
  readonly codes: Uint8Array;
}

/** The known part of the map after a level: the pixels of a lattice of this spacing. */
export interface BasinMap {
  readonly columns: number;
  readonly rows: number;
  /** The pixels at multiples of `spacing` along each axis are known, and the last of each row and column. 1: all pixels are. */
  readonly spacing: number;
  /** The map stays at this spacing, since the next one needs more flows than may be followed. */
  readonly isCut: boolean;
  readonly ends: readonly End[];
  /** For each pixel the position of its end in `ends`; UNKNOWN for pixels off the lattice. */
  readonly codes: Uint8Array;
  /** 1 for a pixel whose own flow was followed, 0 for one that was inferred or is not known. */
  readonly computed: Uint8Array;
  /** How many inferred pixels were computed afterwards as a check, and how many of them had been inferred wrongly. */
  readonly checked: number;
  readonly wrong: number;
}

/** Is the map final: will no finer level come? */
export function isWhole({ spacing, isCut }: Pick<BasinMap, 'spacing' | 'isCut'>): boolean {
  return spacing === 1 || isCut;
}

export const UNKNOWN = 255;

/** The spacing of the coarsest lattice, of the coarsest one where few flows may be followed, and of the last one of which every pixel is computed. */
const COARSEST = 32;
const COARSER = 64;
/** With fewer flows than this, the coarser lattice comes first: 17 × 17 pixels, that is, every 16th of 256 along each side. */
const FEW = 289;
const COMPUTED = 8;
/** How many inferred pixels are computed at the end as a check. */
const SAMPLE = 256;
/** A start whose flow has not settled after this many steps is undecided on the map. Typical flows settle in 20. */
const MOST_STEPS = 400;

/** The start of a pixel's flow: its centre, in the plane's coordinates. */
export function pixelCentre(square: BasinSquare, pixel: number): [number, number] {
  const { columns, rows, x, y, half } = square;
  const i = pixel % columns;
  const j = Math.floor(pixel / columns);
  return [x + half * ((2 * i + 1) / columns - 1), y - half * ((2 * j + 1) / rows - 1)];
}

/** The pixel that holds a point, or null outside the square. */
export function pixelAt(square: BasinSquare, x: number, y: number): number | null {
  const { columns, rows, half } = square;
  const i = Math.floor(((x - square.x + half) / (2 * half)) * columns);
  const j = rows === 1 ? 0 : Math.floor(((square.y + half - y) / (2 * half)) * rows);
  return i < 0 || j < 0 || i >= columns || j >= rows ? null : j * columns + i;
}

/** The ends of the flows from the given pixels. */
export function pixelEnds(flow: Flow | MdpFlow, square: BasinSquare, pixels: Pixels): PixelEnds {
  const ends: End[] = [];
  const codes = new Uint8Array(pixels.length);
  pixels.forEach((pixel, n) => {
    const [x, y] = pixelCentre(square, pixel);
    const { limit } = flow.from(thetaAt(square.plane, x, y), { maxSteps: MOST_STEPS });
    codes[n] = indexOfEnd(ends, endOf(limit));
  });
  return { ends, codes };
}

export type Refinement =
  /** The caller answers with the ends of these pixels. */
  | { readonly kind: 'wanted'; readonly pixels: Pixels }
  /** A level is finished. The arrays of `map` are changed by later levels. */
  | { readonly kind: 'level'; readonly map: BasinMap };

/** Decides which pixels to compute; the caller computes them. @param most no finer lattice is begun that would need more flows in total */
export function* refining(
  { columns, rows }: Pick<BasinSquare, 'columns' | 'rows'>,
  most: number,
): Generator<Refinement, BasinMap, PixelEnds | undefined> {
  const map = new Refined(columns, rows);
  const coarsest = most < FEW ? COARSER : COARSEST;
  for (let spacing = coarsest; spacing >= 1; spacing /= 2) {
    const inferring = spacing < COMPUTED;
    const pixels = map.lattice(spacing);
    const before = map.codes.slice();
    const wanted = inferring
      ? pixels.filter((pixel) => !map.isKnown(pixel) && !map.infer(pixel, 2 * spacing))
      : pixels.filter((pixel) => !map.isKnown(pixel));
    if (spacing < coarsest && map.followed + wanted.length > most) {
      map.codes.set(before);
      return map.state(2 * spacing, true);
    }
    yield* compute(map, wanted);
    if (inferring) yield* settleBorders(map, spacing);
    if (spacing > 1) yield { kind: 'level', map: map.state(spacing) };
  }
  yield { kind: 'level', map: map.state(1) };
  const sample = map.sampleOfInferred(Math.max(0, Math.min(SAMPLE, most - map.followed)));
  const guessed = Uint8Array.from(sample, (pixel) => map.codes[pixel]!);
  yield* compute(map, sample);
  map.checked = sample.length;
  map.wrong = guessed.filter((code, n) => code !== map.codes[sample[n]!]).length;
  yield* settleBorders(map, 1);
  return map.state(1);
}

type Computing = Generator<Refinement, void, PixelEnds | undefined>;

function* compute(map: Refined, pixels: Pixels): Computing {
  if (pixels.length === 0) return;
  const answer = yield { kind: 'wanted', pixels };
  if (answer) map.set(pixels, answer);
}

/** Computes each inferred pixel that has a neighbour with another end, until there is none. */
function* settleBorders(map: Refined, spacing: number): Computing {
  for (let touched = map.lattice(spacing); touched.length > 0; ) {
    const doubtful = touched.filter((pixel) => map.computed[pixel] === 0 && map.differs(pixel, spacing));
    yield* compute(map, doubtful);
    // Only pixels that were just computed can make a neighbour doubtful.
    touched = map.neighboursOf(doubtful, spacing);
  }
}

class Refined {
  readonly codes: Uint8Array;
  readonly computed: Uint8Array;
  readonly ends: End[] = [];
  checked = 0;
  wrong = 0;
  /** The number of flows followed. */
  followed = 0;

  constructor(
    readonly columns: number,
    readonly rows: number,
  ) {
    this.codes = new Uint8Array(columns * rows).fill(UNKNOWN);
    this.computed = new Uint8Array(columns * rows);
  }

  state(spacing: number, isCut = false): BasinMap {
    const { columns, rows, ends, codes, computed, checked, wrong } = this;
    return { columns, rows, spacing, isCut, ends: [...ends], codes, computed, checked, wrong };
  }

  isKnown(pixel: number): boolean {
    return this.codes[pixel] !== UNKNOWN;
  }

  lattice(spacing: number): Pixels {
    const xs = stations(this.columns, spacing);
    return Int32Array.from(stations(this.rows, spacing).flatMap((y) => xs.map((x) => y * this.columns + x)));
  }

  set(pixels: Pixels, { ends, codes }: PixelEnds): void {
    const known = ends.map((end) => indexOfEnd(this.ends, end));
    this.followed += pixels.length;
    pixels.forEach((pixel, n) => {
      this.codes[pixel] = known[codes[n]!]!;
      this.computed[pixel] = 1;
    });
  }

  /** Infers the end of a pixel from the pixels of the coarser lattice around it, two to each side, if they all agree. */
  infer(pixel: number, coarser: number): boolean {
    const { columns, rows, codes } = this;
    const x = pixel % columns;
    const y = (pixel - x) / columns;
    const left = x - (x % coarser);
    const top = y - (y % coarser);
    const code = codes[within(top, rows) * columns + within(left, columns)]!;
    for (let j = -1; j <= 2; j++) {
      const row = within(top + j * coarser, rows) * columns;
      for (let i = -1; i <= 2; i++) {
        if (codes[row + within(left + i * coarser, columns)] !== code) return false;
      }
    }
    codes[pixel] = code;
    return true;
  }

  /** Does a neighbour on the lattice have another end? */
  differs(pixel: number, spacing: number): boolean {
    const { columns, rows, codes } = this;
    const x = pixel % columns;
    const y = (pixel - x) / columns;
    const code = codes[pixel];
    const [left, right] = [before(x, columns, spacing), within(x + spacing, columns)];
    for (const row of [before(y, rows, spacing), y, within(y + spacing, rows)]) {
      const start = row * columns;
      if (codes[start + left] !== code || codes[start + x] !== code || codes[start + right] !== code)
        return true;
    }
    return false;
  }

  /** The neighbours of some pixels on the lattice, and the pixels themselves. */
  neighboursOf(pixels: Pixels, spacing: number): Pixels {
    const { columns, rows } = this;
    const found = new Set<number>();
    for (const pixel of pixels) {
      const x = pixel % columns;
      const y = (pixel - x) / columns;
      for (const row of [before(y, rows, spacing), y, within(y + spacing, rows)]) {
        for (const column of [before(x, columns, spacing), x, within(x + spacing, columns)])
          found.add(row * columns + column);
      }
    }
    return Int32Array.from(found);
  }

  /** An evenly spread sample that does not align with the lattices: golden-ratio steps through the inferred pixels. */
  sampleOfInferred(count: number): Pixels {
    const inferred: number[] = [];
    this.computed.forEach((computed, pixel) => {
      if (computed === 0) inferred.push(pixel);
    });
    if (inferred.length <= count) return Int32Array.from(inferred);
    const golden = (Math.sqrt(5) - 1) / 2;
    const chosen = Array.from(
      { length: count },
      (_, n) => inferred[Math.floor((((n + 1) * golden) % 1) * inferred.length)]!,
    );
    return Int32Array.from(new Set(chosen));
  }
}

/** The positions of a lattice along a side of n pixels: the multiples of its spacing, and the last pixel. */
function stations(n: number, spacing: number): number[] {
  const places: number[] = [];
  for (let i = 0; i < n - 1; i += spacing) places.push(i);
  places.push(n - 1);
  return places;
}

/** The lattice position before this one. The last pixel is a position even if it is not a multiple of the spacing. */
function before(place: number, n: number, spacing: number): number {
  return place === n - 1 ? within(place - 1 - ((place - 1) % spacing), n) : within(place - spacing, n);
}

const within = (place: number, n: number): number => Math.max(0, Math.min(n - 1, place));
