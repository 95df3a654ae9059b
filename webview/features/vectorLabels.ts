/** The labels at the heads of the vectors, and where there is room for them. Pure. */
import { visible } from '../../src/borders/visible.js';
import type { Subject } from '../../src/shared/messages.js';
import { digitsApart, figure } from '../format.js';
import { type Box, clipped, place, roughWidth } from '../labels.js';
import { type Frame, toPixels, type XY } from './frame.js';

/** `a1 ★ 9`: the name of an action, a star if it is optimal, and its reward; then the same with the name shortened, for where that finds no room. */
export function vectorTexts(
  { actions, optimal, rewards }: Subject,
  width: number,
  fontSize: number,
): (action: number) => readonly [string, ...string[]] {
  const digits = digitsApart(rewards, 3);
  const isBest = new Set(optimal);
  return (action) => {
    const name = visible(actions[action]!);
    const rest = `${isBest.has(action) ? ' ★' : ''} ${figure(rewards[action]!, digits)}`;
    const short = PARTS.map(
      (part) => clipped(name, part * width - roughWidth(rest, fontSize), fontSize) + rest,
    );
    const [longest, ...others] = new Set([name + rest, ...short]);
    return [longest!, ...others];
  };
}

/** A shortened label takes at most these parts of the width of the picture. */
const PARTS = [0.5, 0.3];

export interface LabelledHeads {
  /** The actions that get a label; who comes first chooses first. */
  readonly order: readonly number[];
  readonly heads: readonly XY[];
  readonly frame: Frame;
  /** In pixels. */
  readonly fontSize: number;
  /** Is there only one feature, so that all vectors lie on one line? */
  readonly isLine: boolean;
  /** The boxes of other words. */
  readonly taken: readonly Box[];
}

const headBox = ([x, y]: XY): Box => ({ x, y, width: 10, height: 10 });

const LABEL_HEIGHT = 16;

export interface LabelBox extends Box {
  readonly text: string;
  /** false: every place is taken. */
  readonly free: boolean;
}

/** A place for each label, by action. @param textsOf what it may say, the longest first, and what fits into the picture last */
export function labelBoxes(
  { order, heads, frame, fontSize, isLine, taken: words }: LabelledHeads,
  textsOf: (action: number) => readonly string[],
): LabelBox[] {
  const boxes: LabelBox[] = [];
  const taken: Box[] = [...words, ...heads.map((head) => headBox(toPixels(frame, head)))];
  for (const action of order) {
    const [x, y] = toPixels(frame, heads[action]!);
    const all = textsOf(action);
    const fitting = all.filter((text) => roughWidth(text, fontSize) <= frame.width);
    const texts = fitting.length > 0 ? fitting : all.slice(-1);
    const tried = texts.map((text) => {
      const width = roughWidth(text, fontSize);
      const places = labelPlaces(heads[action]!, action, { width, isLine }).map(([dx, dy]) => ({
        // Kept inside the picture.
        x: Math.min(frame.width - width / 2, Math.max(width / 2, x + dx)),
        y: y + dy,
        width,
        height: LABEL_HEIGHT,
      }));
      return { text, places };
    });
    boxes[action] = firstFree(tried, taken);
  }
  return boxes;
}

interface Tried {
  readonly text: string;
  readonly places: readonly Box[];
}

function firstFree(tried: readonly Tried[], taken: Box[]): LabelBox {
  for (const { text, places } of tried) {
    const free = place(places, taken);
    if (free !== null) return { ...free, text, free: true };
  }
  const [{ text, places }] = tried as readonly [Tried];
  return { ...places[0]!, text, free: false };
}

/**
 * The middles of a label, relative to the head: away from the origin first, so that the shaft does not run through it, and outside the grip; on a line
 * alternately above and below.
 */
function labelPlaces(
  [x, y]: XY,
  action: number,
  { width, isLine }: { readonly width: number; readonly isLine: boolean },
): XY[] {
  const aside = 15 + width / 2;
  const [right, left, above, below]: XY[] = [
    [aside, 0],
    [-aside, 0],
    [0, -19],
    [0, 19],
  ];
  if (isLine) {
    const [first, second] = action % 2 === 0 ? [above, below] : [below, above];
    return [first!, second!, [0, -35], [0, 35]];
  }
  const across = x > 0 ? [right!, left!] : [left!, right!];
  const up = y >= 0 ? [above!, below!] : [below!, above!];
  const [first, last] = Math.abs(x) > Math.abs(y) ? [across, up] : [up, across];
  return [first[0]!, last[0]!, first[1]!, last[1]!];
}
