/** Lets an element be moved with the mouse, a finger or the arrow keys. A movement is a stroke with one beginning and one end. */

export interface Movable {
  /** Can it not be moved? */
  isFixed(): boolean;
  /** Called before the first movement of a stroke. */
  begin(): void;
  /** In pixels since the beginning, to the right and down. */
  drag(right: number, down: number): void;
  /** Keyboard steps since the last call, to the right and up; with Shift, each counts ten. */
  nudge(right: number, up: number): void;
  end(): void;
}

const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** In pixels: a press that moves less than this is not a drag. */
const STILL = 2;

export function makeMovable(element: SVGElement, movable: Movable): void {
  let from: { readonly x: number; readonly y: number } | null = null;
  let moving = false;
  const begin = () => {
    if (!moving) movable.begin();
    moving = true;
  };
  const end = () => {
    from = null;
    if (moving) movable.end();
    moving = false;
  };
  element.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || movable.isFixed()) return;
    end();
    element.setPointerCapture(event.pointerId);
    element.focus();
    from = { x: event.clientX, y: event.clientY };
    event.preventDefault();
  });
  element.addEventListener('pointermove', (event) => {
    if (from === null) return;
    const [right, down] = [event.clientX - from.x, event.clientY - from.y];
    if (!moving && Math.hypot(right, down) < STILL) return;
    begin();
    movable.drag(right, down);
  });
  element.addEventListener('pointerup', end);
  element.addEventListener('pointercancel', end);
  element.addEventListener('keydown', (event) => {
    const arrow = ARROWS[event.key];
    if (arrow === undefined || event.ctrlKey || event.metaKey || event.altKey || movable.isFixed()) return;
    event.preventDefault();
    begin();
    const steps = event.shiftKey ? 10 : 1;
    movable.nudge(steps * arrow[0], steps * arrow[1]);
  });
  element.addEventListener('keyup', (event) => {
    if (event.key in ARROWS) end();
  });
  element.addEventListener('blur', end);
}
