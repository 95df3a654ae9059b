/** What a hand, a wheel or the keyboard can do on the plane. Positions are pixels from the top left of the canvas. */

export interface Gestures {
  /** Rests at a point; null: has left. */
  hover(at: readonly [number, number] | null): void;
  pick(at: readonly [number, number]): void;
  /** Pixels since the last call, to the right and down. */
  pan(right: number, down: number): void;
  /** `by` < 1 comes nearer to the point. */
  zoom(by: number, at: readonly [number, number] | null): void;
  /** Moves the cursor of the keyboard; pixels. */
  step(right: number, down: number): void;
  /** Acts on the cursor of the keyboard. */
  pickCursor(): void;
  reset(): void;
  clear(): void;
}

const STEP = 8;
const STILL = 3;
const NEARER = 0.8;

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function listen(canvas: HTMLCanvasElement, gestures: Gestures): void {
  let from: { x: number; y: number; moved: boolean } | null = null;
  const at = (event: MouseEvent): readonly [number, number] => {
    const box = canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    from = { x: event.clientX, y: event.clientY, moved: false };
  });
  canvas.addEventListener('pointermove', (event) => {
    if (from !== null) {
      const [right, down] = [event.clientX - from.x, event.clientY - from.y];
      if (!from.moved && Math.hypot(right, down) < STILL) return;
      from = { x: event.clientX, y: event.clientY, moved: true };
      gestures.pan(right, down);
    }
    gestures.hover(at(event));
  });
  canvas.addEventListener('pointerup', (event) => {
    if (from !== null && !from.moved) gestures.pick(at(event));
    from = null;
  });
  canvas.addEventListener('pointercancel', () => {
    from = null;
  });
  canvas.addEventListener('pointerleave', () => gestures.hover(null));
  canvas.addEventListener(
    'wheel',
    (event) => {
      // The page scrolls on, unless the plane has been chosen or the zoom is asked for.
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== canvas) return;
      event.preventDefault();
      gestures.zoom(NEARER ** -Math.sign(event.deltaY), at(event));
    },
    { passive: false },
  );
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow && event.shiftKey) gestures.pan(-5 * STEP * arrow[0], -5 * STEP * arrow[1]);
    else if (arrow) gestures.step(STEP * arrow[0], STEP * arrow[1]);
    else if (event.key === '+' || event.key === '=') gestures.zoom(NEARER, null);
    else if (event.key === '-') gestures.zoom(1 / NEARER, null);
    else if (event.key === 'Enter' || event.key === ' ') gestures.pickCursor();
    else if (event.key === '0' || event.key === 'Home') gestures.reset();
    else if (event.key === 'Escape') gestures.clear();
    else return;
    event.preventDefault();
  });
}
