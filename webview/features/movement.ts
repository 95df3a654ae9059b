/** From movements of the hand to changes of the text: readable numbers, only of what has moved. */
import type { Change } from '../../src/shared/fromPanel.js';
import type { Edits, Stroke } from '../edits.js';
import type { Movable } from './handle.js';
import { resolution, snapped } from './snap.js';

/** What is moved: some numbers of one action. */
export interface Moved {
  /** Do the numbers not stand in the text? */
  isFixed(): boolean;
  /** The numbers as they are now, first the one that goes to the right, then the one that goes up, if there is one. */
  values(): readonly number[];
  /** Pixels a unit. */
  scale(): number;
  /** What to write when these numbers (position → literal) are to stand in the text. */
  change(literals: ReadonlyMap<number, string>): Change;
  /** The numbers in the hand; null when it has let go. */
  held(values: readonly number[] | null): void;
}

export function movement(edits: Edits, moved: Moved): Movable {
  let stroke: Stroke | null = null;
  let start: readonly number[] = [];
  let scale = 1;
  let sent = '';
  const touched = new Set<number>();

  /** What has come back to within half a step of its place gets its old number back. */
  function moveTo(target: readonly number[]): void {
    const exponent = resolution(scale);
    const literals = new Map<number, string>();
    const values = target.map((value, n) => {
      const stays = Math.abs(value - start[n]!) < 0.5 * 10 ** exponent;
      if (stays && !touched.has(n)) return start[n]!;
      touched.add(n);
      const literal = stays ? String(start[n]) : snapped(value, exponent);
      literals.set(n, literal);
      return Number(literal);
    });
    const key = values.join();
    if (key === sent || literals.size === 0) return;
    sent = key;
    moved.held(values);
    stroke?.change(moved.change(literals));
  }

  return {
    isFixed: () => moved.isFixed(),
    begin() {
      stroke = edits.begin();
      start = moved.values();
      scale = moved.scale();
      sent = start.join();
      touched.clear();
    },
    drag(right, down) {
      moveTo([start[0]! + right / scale, ...(start.length > 1 ? [start[1]! - down / scale] : [])]);
    },
    nudge(right, up) {
      const step = 10 ** resolution(scale);
      const now = moved.values();
      const alone = now.length === 1 ? right + up : right;
      moveTo([now[0]! + alone * step, ...(now.length > 1 ? [now[1]! + up * step] : [])]);
    },
    end() {
      stroke?.end();
      stroke = null;
      moved.held(null);
    },
  };
}
