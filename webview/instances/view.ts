/** The table of instances on the page. */
import './instances.css';
import type { InstanceVerdict } from '../../src/experiment/instanceVerdicts.js';
import { h, scrollBox, setText } from '../dom.js';
import { createPictureMenu, type PictureActs } from '../export/menu.js';
import { figure } from '../format.js';
import { createDropdown } from '../ui/controls.js';
import { createPager } from '../ui/pager.js';
import { createSortHead } from '../ui/sortHead.js';
import { COLUMNS, type InstanceRow, type InstancesOrder } from './rows.js';
import { gapText, summarySentence, verdictSentence } from './sentences.js';
import { type InstancesEvent, type InstancesState, moveOf, pageOf } from './state.js';

const HEADINGS: Record<InstancesOrder['by'], string> = {
  instance: 'instance',
  verdict: 'verdict',
  outcome: 'outcome',
  gap: 'final gap',
  rate: 'η',
};

export interface InstancesView {
  readonly element: HTMLElement;
  draw(state: InstancesState): void;
}

export function createInstancesView(
  dispatch: (event: InstancesEvent) => void,
  open: (instance: number) => void,
  takeAlong: PictureActs,
): InstancesView {
  const summary = h('p', { id: 'instances-summary' });
  const label = createDropdown('Runs of', (value) => dispatch({ type: 'labelChosen', label: value }));
  const head = createSortHead(COLUMNS, (by) => dispatch({ type: 'columnPressed', by }), ['seed']);
  const body = h('tbody');
  const pager = createPager((by) => dispatch({ type: 'pageTurned', by }));
  listenToKeys(body, (by) => dispatch({ type: 'pageTurned', by }));
  const caption = h('caption', { class: 'visually-hidden' }, 'The instances of the family');
  const element = h(
    'section',
    { class: 'instances', 'aria-label': 'Instances' },
    h(
      'div',
      { class: 'instances-head' },
      h('h2', {}, 'Instances'),
      label.element,
      createPictureMenu('the verdicts', takeAlong),
    ),
    summary,
    scrollBox('Instances: table', h('table', { id: 'instances' }, caption, head.element, body)),
    pager.element,
    h(
      'p',
      { class: 'note' },
      'Click a row, or press Enter on its number, to open the instance as a spec of its own. ↑ ↓ move along the rows, Page Up and Page Down turn the page.',
    ),
  );
  return {
    element,
    draw(state) {
      const family = state.experiment?.family ?? null;
      element.hidden = family === null;
      if (family === null) return;
      label.element.hidden = state.labels.length < 2;
      label.update(state.labels, state.label);
      setText(summary, summarySentence(family));
      head.update(state.order, HEADINGS);
      const page = pageOf(state);
      pager.update(page, state.rows.length);
      const lines = state.rows.slice(page.from, page.to).map((row) => {
        const isKnown = family.instances[row.instance] !== undefined;
        return tableRow(row, family.seed, isKnown ? open : null);
      });
      replaceRows(body, lines);
    },
  };
}

/** @param open null: the numbers of the instance are not known yet */
function tableRow(row: InstanceRow, seed: number, open: ((instance: number) => void) | null): HTMLElement {
  const { instance, verdict, outcome, gap, runs, rate } = row;
  const button = h(
    'button',
    {
      type: 'button',
      class: 'link',
      disabled: open === null,
      title: `Open instance ${instance} as a spec`,
      'data-instance': instance,
    },
    String(instance),
  );
  const made = h(
    'tr',
    { class: open ? 'opens' : null },
    h('th', { scope: 'row' }, button),
    h('td', { class: verdict ? TONES[verdict.kind] : null }, ...verdictCell(verdict)),
    h('td', {}, outcome),
    h('td', { class: 'number', title: gap === null ? null : String(gap) }, gapText(gap, runs)),
    h('td', { class: 'number' }, rate === null ? '' : figure(rate)),
    h('td', { class: 'number' }, String(seed)),
  );
  if (open) made.addEventListener('click', () => open(instance));
  return made;
}

/** The focus stays at its instance, if that is still shown. */
function replaceRows(body: HTMLElement, rows: readonly HTMLElement[]): void {
  const focused = (document.activeElement as HTMLElement | null)?.dataset.instance;
  body.replaceChildren(...rows);
  if (focused !== undefined) body.querySelector<HTMLElement>(`[data-instance="${focused}"]`)?.focus();
}

function listenToKeys(body: HTMLElement, turn: (by: number) => void): void {
  const buttons = (): HTMLElement[] => [...body.querySelectorAll<HTMLElement>('button')];
  body.addEventListener('keydown', (event) => {
    const before = buttons();
    const at = before.indexOf(event.target as HTMLElement);
    const move = at < 0 ? null : moveOf(event.key, at, before.length);
    if (move === null) return;
    event.preventDefault();
    if (move.turn !== 0) turn(move.turn);
    const after = buttons();
    // There was no further page.
    if (move.turn !== 0 && after[0] === before[0]) return;
    after[Math.min(move.row, after.length - 1)]?.focus();
  });
}

const SYMBOLS: Record<InstanceVerdict['kind'], string> = {
  always: '✓',
  undecided: '?',
  depends: '▲',
  never: '✗',
};

const TONES: Record<InstanceVerdict['kind'], string> = {
  always: 'good',
  undecided: 'undecided',
  depends: 'bad',
  never: 'bad',
};

function verdictCell(verdict: InstanceVerdict | null): (Node | string)[] {
  if (verdict === null) return ['…'];
  return [h('span', { 'aria-hidden': 'true' }, SYMBOLS[verdict.kind]), ` ${verdictSentence(verdict)}`];
}
