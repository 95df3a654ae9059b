/** The labels at the heads of the vectors, and where there is room for them. Pure. */
import type { Subject } from '../../src/shared/messages.js';
import { digitsApart, figure } from '../format.js';
import { type Box, place, roughWidth } from '../labels.js';
import { type Frame, toPixels, type XY } from './frame.js';

/** `a1 ★ 9`: the name of each action, a star if it is optimal, and its reward. */
export function vectorTexts({ actions, optimal, rewards }: Subject): string[] {
  const digits = digitsApart(rewards, 3);
  return actions.map(
    (action, a) => `${action}${optimal.includes(a) ? ' ★' : ''} ${figure(rewards[a]!, digits)}`,
  );
}

export interface LabelledHeads {
  readonly optimal: readonly number[];
  readonly rewards: readonly number[];
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
  /** false: every place is taken. */
  readonly free: boolean;
}

/** A place for each name: the best actions choose first, then those with greater rewards. */
export function labelBoxes(
  { optimal, rewards, heads, frame, fontSize, isLine, taken: words }: LabelledHeads,
  texts: readonly string[],
): LabelBox[] {
  const isBest = new Set(optimal);
  const order = [...heads.keys()].sort(
    (a, b) => Number(isBest.has(b)) - Number(isBest.has(a)) || rewards[b]! - rewards[a]!,
  );
  const boxes: LabelBox[] = [];
  const taken: Box[] = [...words, ...heads.map((head) => headBox(toPixels(frame, head)))];
  for (const action of order) {
    const [x, y] = toPixels(frame, heads[action]!);
    const width = roughWidth(texts[action]!, fontSize);
    const places = labelPlaces(heads[action]!, action, { width, isLine }).map(([dx, dy]) => ({
      // Kept inside the picture.
      x: Math.min(frame.width - width / 2, Math.max(width / 2, x + dx)),
      y: y + dy,
      width,
      height: LABEL_HEIGHT,
    }));
    const free = place(places, taken);
    boxes[action] = { ...(free ?? places[0]!), free: free !== null };
  }
  return boxes;
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
