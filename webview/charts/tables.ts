/** The numbers under a chart: a short table for screen readers, and all of them on request. */
import { h, setAttribute, setText } from '../dom.js';
import { figure } from '../format.js';
import type { Line } from './series.js';

/** Visually hidden: for each line its number of points, and its first and last value. */
export function createSummaryTable(id: string) {
  const caption = h('caption');
  const head = h('tr');
  const body = h('tbody');
  // A table is never narrower than its words, so its box is hidden instead.
  const element = h(
    'div',
    { class: 'visually-hidden' },
    h('table', { id: `${id}-summary` }, caption, h('thead', {}, head), body),
  );
  return {
    element,
    update(title: string, y: string, lines: readonly Line[]): void {
      setText(caption, `${title}: the lines`);
      const columns = ['line', 'points', 'first iteration', `first ${y}`, 'last iteration', `last ${y}`];
      head.replaceChildren(...columns.map((text) => h('th', { scope: 'col' }, text)));
      body.replaceChildren(
        ...lines.map(({ name, points }) => {
          const first = points[0];
          const last = points.at(-1);
          const cells = [points.length, first?.x, first?.y, last?.x, last?.y];
          return h(
            'tr',
            {},
            h('th', { scope: 'row' }, name),
            ...cells.map((cell) => h('td', {}, String(cell ?? ''))),
          );
        }),
      );
    },
  };
}

/** A collapsed "Data" section with a row for each recorded iteration; it is filled when it is opened. */
export function createDataTable() {
  const holder = h('div', { class: 'data-scroll', tabindex: 0, role: 'region' });
  const element = h('details', { class: 'data' }, h('summary', {}, 'Data'), holder);
  let latest: { title: string; lines: readonly Line[] } = { title: '', lines: [] };
  const draw = (): void => {
    if (element.open) holder.replaceChildren(table(latest.title, latest.lines));
  };
  element.addEventListener('toggle', draw);
  return {
    element,
    update(title: string, lines: readonly Line[]): void {
      latest = { title, lines };
      setAttribute(holder, 'aria-label', `${title}: data`);
      draw();
    },
  };
}

function table(title: string, lines: readonly Line[]): HTMLElement {
  const iterations = [...new Set(lines.flatMap((line) => line.points.map((point) => point.x)))].sort(
    (a, b) => a - b,
  );
  const columns = lines.map((line) => new Map(line.points.map((point) => [point.x, point.y])));
  return h(
    'table',
    {},
    h('caption', { class: 'visually-hidden' }, title),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, 'iteration'),
        ...lines.map((line) => h('th', { scope: 'col' }, line.name)),
      ),
    ),
    h(
      'tbody',
      {},
      ...iterations.map((x) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row' }, String(x)),
          ...columns.map((column) => h('td', {}, column.has(x) ? figure(column.get(x) ?? null, 6) : '')),
        ),
      ),
    ),
  );
}
