/** Turns movements of the hand into changes of the text: readable numbers, and only for what has moved. */
import { numberOf } from '../../src/phase/format.js';
import type { Change } from '../../src/shared/fromPanel.js';
import type { Edits, Stroke } from '../edits.js';
import type { Movable } from './handle.js';
import { resolution, snapped } from './snap.js';

/** What is moved: some numbers of one action. */
export interface Moved {
  /** Are the numbers not in the text? */
  isFixed(): boolean;
  /** The present numbers: the horizontal one, then the vertical one if there is one. */
  values(): readonly number[];
  /** In pixels per unit of the n-th number. */
  scale(n: number): number;
  /** The literal to write where another one than the number nearest to the hand is meant, such as an exact place nearby; null: none is. */
  instead?(n: number, value: number): string | null;
  /** The change of the text that writes these numbers (position → literal). */
  change(literals: ReadonlyMap<number, string>): Change;
  /** Called with the numbers during a drag; null when it has ended. */
  held(values: readonly number[] | null): void;
}

export function movement(edits: Edits, moved: Moved): Movable {
  let stroke: Stroke | null = null;
  let start: readonly number[] = [];
  let scales: readonly number[] = [];
  let sent = '';
  const touched = new Set<number>();

  /** A number that has come back to within half a step of its place gets its old value. */
  function moveTo(target: readonly number[]): void {
    const literals = new Map<number, string>();
    const values = target.map((value, n) => {
      const exponent = resolution(scales[n]!);
      const stays = Math.abs(value - start[n]!) < 0.5 * 10 ** exponent;
      if (stays && !touched.has(n)) return start[n]!;
      touched.add(n);
      const literal = moved.instead?.(n, value) ?? (stays ? String(start[n]) : snapped(value, exponent));
      literals.set(n, literal);
      return numberOf(literal);
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
      scales = start.map((_, n) => moved.scale(n));
      sent = start.join();
      touched.clear();
    },
    drag(right, down) {
      const [across, up] = scales;
      moveTo([start[0]! + right / across!, ...(start.length > 1 ? [start[1]! - down / up!] : [])]);
    },
    nudge(right, up) {
      const now = moved.values();
      const step = (n: number) => 10 ** resolution(scales[n]!);
      const alone = now.length === 1 ? right + up : right;
      moveTo([now[0]! + alone * step(0), ...(now.length > 1 ? [now[1]! + up * step(1)] : [])]);
    },
    end() {
      stroke?.end();
      stroke = null;
      moved.held(null);
    },
  };
}
