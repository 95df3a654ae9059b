/**
 * The DOM functions of the panel. A text is always inserted as text, without invisible characters or those that change its direction;
 * styles are set only through classes.
 */
import { visible } from '../src/borders/visible.js';

type Child = Node | string | null;

/** An HTML element with attributes (true: present and empty; false and null: absent) and children. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Record<string, string | number | boolean | null>,
  ...children: Child[]
): HTMLElementTagNameMap[K];
export function h(
  tag: string,
  attributes?: Record<string, string | number | boolean | null>,
  ...children: Child[]
): HTMLElement;
export function h(
  tag: string,
  attributes: Record<string, string | number | boolean | null> = {},
  ...children: Child[]
): HTMLElement {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  element.append(...children.filter((child) => child !== null).map(seen));
  return element;
}

/** `h` for SVG. */
export function svg(
  tag: string,
  attributes: Record<string, string | number | boolean | null> = {},
  ...children: Child[]
): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAttributes(element, attributes);
  element.append(...children.filter((child) => child !== null).map(seen));
  return element;
}

function setAttributes(element: Element, attributes: Record<string, string | number | boolean | null>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null) continue;
    setAttribute(element, name, value === true ? '' : String(value));
  }
}

/** Values that are read aloud or shown are cleaned like any other text; those that only the page reads, such as `value`, stay as they are. */
export function setAttribute(element: Element, name: string, value: string): void {
  element.setAttribute(name, name.startsWith('aria-') || name === 'title' ? visible(value) : value);
}

const seen = (child: Node | string): Node | string => (typeof child === 'string' ? visible(child) : child);

/** A box that scrolls sideways, also by keyboard. */
export function scrollBox(label: string, ...children: Child[]): HTMLElement {
  return h('div', { class: 'scroll-x', role: 'region', 'aria-label': label, tabindex: 0 }, ...children);
}

/** Sets the text of an element only if it differs, so that a screen reader does not repeat it. */
export function setText(element: Element, text: string): void {
  const shown = visible(text);
  if (element.textContent !== shown) element.textContent = shown;
}

/** Calls `draw` only if one of its inputs is another object than before. */
export function memo<A extends readonly unknown[]>(draw: (...inputs: A) => void): (...inputs: A) => void {
  let last: A | undefined;
  return (...inputs: A) => {
    if (last !== undefined && inputs.every((input, i) => Object.is(input, last?.[i]))) return;
    last = inputs;
    draw(...inputs);
  };
}

/** Calls `draw` in the next frame, however often it is requested before. Requests during `draw` do not cause another frame. */
export function onceAFrame(draw: () => void): () => void {
  let frame = 0;
  return () => {
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      try {
        draw();
      } finally {
        frame = 0;
      }
    });
  };
}
