/** Places for labels in a crowded picture, so that none covers another. Pure. */

import { visible } from '../src/borders/visible.js';

/** In pixels; (x, y) is the middle. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Puts a label at the first of its places that is free, and takes that place.
 *
 * @param taken the boxes of existing labels; the new one is added
 * @returns null if every place is taken
 */
export function place(places: readonly Box[], taken: Box[]): Box | null {
  const free = places.find((one) => !taken.some((other) => overlap(one, other)));
  if (free !== undefined) taken.push(free);
  return free ?? null;
}

/** More ends of runs than this are crowded anyway. */
const MOST_ENDS = 20;

/** The boxes of markers at the ends of runs, in pixels, so that no name is put under one. */
export function endBoxes(ends: readonly (readonly [x: number, y: number])[]): Box[] {
  return ends.length > MOST_ENDS ? [] : ends.map(([x, y]) => ({ x, y, width: 16, height: 12 }));
}

/** Pixels between the rim of a canvas and the middle of a line of words. */
const RIM = 9;

/** The possible heights of a line of words in a canvas of `side` pixels: at y, or as near as the rim allows, and one or two lines below or above. */
export function linesAround(y: number, line: number, side: number): number[] {
  const inside = (at: number) => Math.min(side - RIM, Math.max(RIM, at));
  return [0, 1, -1, 2, -2].map((lines) => inside(inside(y) + lines * line));
}

type Pixels = readonly [x: number, y: number];

/** From the middle of a ring to that of the name beside it. */
const BESIDE: readonly Pixels[] = [
  [15, -11],
  [15, 11],
  [-15, 11],
  [-15, -11],
  [20, 0],
  [-20, 0],
  [0, -17],
  [0, 17],
];

/**
 * The middle of a short name beside a ring, in a canvas of `side` pixels: where no line passes under it and no other words are, if there is such a place.
 *
 * @param lines such as the paths of runs. @param taken the boxes of other words
 */
export function besideRing(
  [px, py]: Pixels,
  lines: readonly (readonly Pixels[])[],
  taken: readonly Box[],
  side: number,
): Pixels {
  const boxes = BESIDE.map(([right, down]): Box => ({ x: px + right, y: py + down, width: 22, height: 16 }));
  const inside = boxes.filter(({ x, y }) => Math.min(x, y) >= RIM && Math.max(x, y) <= side - RIM);
  const passedBy = (box: Box) =>
    lines.some((line) => line.some((to, n) => passes(line[Math.max(0, n - 1)]!, to, box)));
  const bare = inside.filter((box) => !passedBy(box));
  const { x, y } = bare.find((box) => !taken.some((other) => overlap(box, other))) ?? bare[0] ?? boxes[0]!;
  return [x, y];
}

/** Has a straight line a point in the box? By Liang and Barsky: the part of it within each pair of sides. */
function passes(from: Pixels, to: Pixels, { x, y, width, height }: Box): boolean {
  let [first, last] = [0, 1];
  for (const [a, b, middle, size] of [
    [from[0], to[0], x, width],
    [from[1], to[1], y, height],
  ] as const) {
    const [low, high] = [middle - size / 2, middle + size / 2];
    if (a === b && (a < low || a > high)) return false;
    if (a === b) continue;
    const [enters, leaves] = [(low - a) / (b - a), (high - a) / (b - a)];
    first = Math.max(first, Math.min(enters, leaves));
    last = Math.min(last, Math.max(enters, leaves));
  }
  return first <= last;
}

function overlap(a: Box, b: Box): boolean {
  return 2 * Math.abs(a.x - b.x) < a.width + b.width && 2 * Math.abs(a.y - b.y) < a.height + b.height;
}

/** The approximate width of a text in an SVG; measuring it would recompute the layout of the page again and again. */
export function roughWidth(text: string, fontSize: number): number {
  if (PLAIN.test(text)) return LETTER * fontSize * text.length;
  let width = 0;
  for (const letter of text) width += MARK.test(letter) ? 0 : WIDE.test(letter) ? 1.2 : LETTER;
  return width * fontSize;
}

/** The width of a letter of a Latin text, on average, relative to the size of the letters. */
const LETTER = 0.56;
const PLAIN = /^[ -~]*$/;
/** Letters that are drawn over the one before. */
const MARK = /^[\p{M}\u200d]$/u;
/** Letters about as wide as high: those of East Asian scripts, and pictographs. */
const WIDE =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Extended_Pictographic}\uff01-\uff60]$/u;

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** A name within this many pixels; a longer one is shortened to its beginning and its end, which is often a number, between whole letters. */
export function clipped(name: string, width: number, fontSize: number): string {
  const text = visible(name);
  if (roughWidth(text, fontSize) <= width) return text;
  const all = Array.from(letters.segment(text), ({ segment }) => segment);
  let room = width - roughWidth('…', fontSize);
  let [first, last] = [0, 0];
  while (first + last < all.length) {
    const isFirst = first <= last;
    room -= roughWidth(all[isFirst ? first : all.length - 1 - last]!, fontSize);
    if (room < 0 && first + last >= 2) break;
    if (isFirst) first++;
    else last++;
  }
  return `${all.slice(0, first).join('').trimEnd()}…${all
    .slice(all.length - last)
    .join('')
    .trimStart()}`;
}
