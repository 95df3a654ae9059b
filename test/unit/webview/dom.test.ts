/** Whatever a spec calls its actions, the panel shows the name as words that turn nothing around. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { h, setText, svg } from '../../../webview/dom.js';
import { COMMANDS, hostile } from '../borders/hostile.js';

/** As much of an element as the panel's words for DOM need. */
class Element {
  readonly attributes = new Map<string, string>();
  textContent = '';
  setAttribute(name: string, value: string) {
    this.attributes.set(name, value);
  }
  append(...children: (Element | string)[]) {
    for (const child of children) this.textContent += typeof child === 'string' ? child : child.textContent;
  }
}

beforeAll(() => {
  const created = () => new Element();
  vi.stubGlobal('document', { createElement: created, createElementNS: created });
});
afterAll(() => {
  vi.unstubAllGlobals();
});

it('holds no character that moves, hides or turns around others', () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const inner = svg('text', { 'aria-label': name }, name);
      const element = h(
        'button',
        { title: name, 'aria-label': `Reward of ${name}`, value: name },
        name,
        inner,
      );
      for (const one of [element, inner]) {
        expect(one.textContent).not.toMatch(COMMANDS);
      }
      const { attributes } = element as unknown as Element;
      for (const seen of ['title', 'aria-label']) expect(attributes.get(seen)).not.toMatch(COMMANDS);
      // The page tells by the value which one was chosen.
      expect(attributes.get('value')).toBe(name);
      setText(element, `again ${name}`);
      expect(element.textContent).not.toMatch(COMMANDS);
    }),
    { numRuns: 1000 },
  );
});
