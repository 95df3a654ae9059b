/** What pointer, wheel and keyboard do on the plane. Positions are pixels from the top left of the canvas. */

type Pixel = readonly [number, number];

export type Gesture =
  /** The pointer rests at a point; null: it has left. */
  | { readonly type: 'hovered'; readonly at: Pixel | null }
  | { readonly type: 'picked'; readonly at: Pixel }
  /** In pixels since the last one, to the right and down. */
  | { readonly type: 'panned'; readonly right: number; readonly down: number }
  /** `by` < 1 zooms in, around the point; null: around the cursor, or the middle. */
  | { readonly type: 'zoomed'; readonly by: number; readonly at: Pixel | null }
  /** Moves the cursor of the keyboard; in pixels. */
  | { readonly type: 'stepped'; readonly right: number; readonly down: number }
  /** Picks the point at the cursor of the keyboard. */
  | { readonly type: 'cursorPicked' }
  | { readonly type: 'reset' }
  | { readonly type: 'cleared' };

const STEP = 8;
const STILL = 3;
const NEARER = 0.8;

const ARROWS: Record<string, Pixel> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The gesture of a key; null: the plane does not use it. */
export function gestureOf({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): Gesture | null {
  const arrow = ARROWS[key];
  if (arrow && shiftKey) return { type: 'panned', right: -5 * STEP * arrow[0], down: -5 * STEP * arrow[1] };
  if (arrow) return { type: 'stepped', right: STEP * arrow[0], down: STEP * arrow[1] };
  switch (key) {
    case '+':
    case '=':
      return { type: 'zoomed', by: NEARER, at: null };
    case '-':
      return { type: 'zoomed', by: 1 / NEARER, at: null };
    case 'Enter':
    case ' ':
      return { type: 'cursorPicked' };
    case '0':
    case 'Home':
      return { type: 'reset' };
    case 'Escape':
      return { type: 'cleared' };
    default:
      return null;
  }
}

export function listen(canvas: HTMLCanvasElement, dispatch: (gesture: Gesture) => void): void {
  let from: { x: number; y: number; moved: boolean } | null = null;
  const at = (event: MouseEvent): Pixel => {
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
      dispatch({ type: 'panned', right, down });
    }
    dispatch({ type: 'hovered', at: at(event) });
  });
  canvas.addEventListener('pointerup', (event) => {
    if (from !== null && !from.moved) dispatch({ type: 'picked', at: at(event) });
    from = null;
  });
  canvas.addEventListener('pointercancel', () => {
    from = null;
  });
  canvas.addEventListener('pointerleave', () => dispatch({ type: 'hovered', at: null }));
  canvas.addEventListener(
    'wheel',
    (event) => {
      // The page scrolls, unless the plane has the focus or the zoom key is held.
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== canvas) return;
      event.preventDefault();
      dispatch({ type: 'zoomed', by: NEARER ** -Math.sign(event.deltaY), at: at(event) });
    },
    { passive: false },
  );
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const gesture = gestureOf(event);
    if (gesture === null) return;
    event.preventDefault();
    dispatch(gesture);
  });
}
