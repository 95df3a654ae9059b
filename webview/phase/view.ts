/** The phase diagram on the page. */
import './phase.css';
import { isRational, numberOf } from '../../src/phase/format.js';
import { distinct, legendText } from '../../src/phase/picture.js';
import type { Phases } from '../../src/phase/rows.js';
import { h, scrollBox, setAttribute, setText, svg } from '../dom.js';
import { createPictureMenu, type PictureActs } from '../export/menu.js';
import { type Movable, makeMovable } from '../features/handle.js';
import { createDropdown } from '../ui/controls.js';
import { createTable, tableRow } from '../ui/table.js';
import { BAR_HEIGHT, barMark, drawnBar, SIDE } from './bar.js';
import { hatchings, swatch } from './hatching.js';
import { ABOVE, drawnMap, LEFT, mapHeight, mapMark, sideOf } from './map.js';
import {
  cellsText,
  choiceText,
  hintText,
  intervalText,
  minus,
  nameText,
  partOf,
  presentText,
  type said,
  statusText,
  titleText,
} from './sentences.js';
import {
  axesOf,
  isOld,
  isOpen,
  type Numbers,
  type PhaseEvent,
  type PhaseState,
  presentOf,
  rowAt,
} from './state.js';

export interface PhaseView {
  readonly element: HTMLElement;
  draw(state: PhaseState, isFixed: boolean): void;
}

export interface PhaseActs {
  readonly mark: Movable;
  /** The person points at a place of the picture: the shares of the axes, 0 … 1, to the right and up. */
  point(parts: readonly number[]): void;
  /** To an end of the bar. */
  toEnd(end: 'from' | 'to'): void;
  choose(numbers: Numbers): void;
  saveTable(format: 'csv' | 'json'): void;
}

export function createPhaseView(
  dispatch: (event: PhaseEvent) => void,
  acts: PhaseActs,
  takeAlong: PictureActs,
): PhaseView {
  let choices: readonly Numbers[] = [];
  const choice = createDropdown('The verdict over', (words) => {
    const chosen = choices.find((one) => choiceText(one) === words);
    if (chosen) acts.choose(chosen);
  });
  const menu = createPictureMenu('the phase diagram', takeAlong, [
    { words: 'Save the table as CSV…', act: () => acts.saveTable('csv') },
    { words: 'Save the table as JSON…', act: () => acts.saveTable('json') },
  ]);
  const title = h('h2', { id: 'phase-title' });
  const name = h('p', { class: 'note' });
  const present = h('p', { id: 'phase-present' });
  const status = h('p', { class: 'note', role: 'status', id: 'phase-status' });
  const hint = h('p', { class: 'note', id: 'phase-hint' });
  const legend = h('ul', { class: 'phase-legend', 'aria-label': 'Verdicts' });
  const table = h('div');
  const behind = svg('g');
  const mark = svg('g', {
    class: 'phase-handle',
    role: 'slider',
    tabindex: 0,
    'aria-describedby': 'phase-hint',
  });
  makeMovable(mark, acts.mark);
  const drawing = svg(
    'svg',
    { class: 'phase-drawing', role: 'group', 'aria-labelledby': 'phase-title' },
    hatchings('phase-hatching'),
    behind,
    mark,
  );
  const box = h('div', { class: 'phase-box' }, drawing);
  const element = h(
    'section',
    { class: 'picture phase', id: 'phase', 'aria-labelledby': 'phase-title' },
    h('div', { class: 'picture-head' }, title, h('div', { class: 'picture-tools' }, choice.element, menu)),
    name,
    present,
    box,
    legend,
    status,
    hint,
    table,
  );
  let drawn: Phases | null = null;
  let drawnWidth = 0;
  listen(drawing, mark, acts, () => (drawn ? { phases: drawn, width: drawnWidth } : null));
  new ResizeObserver(([entry]) =>
    dispatch({ type: 'resized', width: Math.floor(entry!.contentRect.width) }),
  ).observe(box);

  function drawPicture(phases: Phases, width: number): void {
    if (phases === drawn && width === drawnWidth) return;
    const isSameKind = drawn?.kind === phases.kind;
    const isMap = phases.kind === 'map';
    drawing.setAttribute('width', String(width));
    drawing.setAttribute('height', String(isMap ? mapHeight(width) : BAR_HEIGHT));
    behind.replaceChildren(...(isMap ? drawnMap(phases, width) : drawnBar(phases, width)));
    if (!isSameKind) mark.replaceChildren(...(isMap ? mapMark() : barMark()));
    if (drawn !== phases) {
      legend.replaceChildren(...legendItems(phases));
      table.replaceChildren(...tableOf(phases));
    }
    drawn = phases;
    drawnWidth = width;
  }

  return {
    element,
    draw(state, isFixed) {
      const { shown, numbers, width } = state;
      element.hidden = numbers === null;
      if (numbers === null) return;
      choices = state.choices;
      choice.element.hidden = choices.length < 2;
      choice.update(choices.map(choiceText), choiceText(numbers));
      setText(title, titleText(numbers));
      setText(status, statusText(state, isOpen(state)));
      const phases = shown?.phases ?? null;
      for (const part of [name, present, box, legend, hint, table, menu]) part.hidden = phases === null;
      box.hidden = false;
      drawing.toggleAttribute('hidden', phases === null);
      element.classList.toggle('dim', isOld(state) && !state.isHeld && state.held === null);
      if (phases === null) {
        drawn = null;
        return;
      }
      drawPicture(phases, width);
      setText(name, nameText(phases));
      name.hidden = name.textContent === '';
      setText(present, presentText(state));
      setText(hint, hintText(phases, isFixed));
      placeMark(mark, state, phases, isFixed);
      markRow(table, state, phases);
    },
  };
}

/** A press on the picture beside the mark, and the keys that the mark has besides the arrows. */
function listen(
  drawing: SVGElement,
  mark: SVGElement,
  { point, toEnd, mark: { isFixed } }: PhaseActs,
  shown: () => { readonly phases: Phases; readonly width: number } | null,
): void {
  drawing.addEventListener('click', (event) => {
    const now = shown();
    if (now === null || isFixed() || mark.contains(event.target as Node)) return;
    const { left, top } = drawing.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const side = sideOf(now.width);
    const parts =
      now.phases.kind === 'bar'
        ? [(x - SIDE) / (now.width - 2 * SIDE)]
        : [(x - LEFT) / side, (ABOVE + side - y) / side];
    if (parts.every((part) => part >= 0 && part <= 1)) point(parts);
  });
  mark.addEventListener('keydown', (event) => {
    if (shown()?.phases.kind !== 'bar' || isFixed() || (event.key !== 'Home' && event.key !== 'End')) return;
    event.preventDefault();
    toEnd(event.key === 'Home' ? 'from' : 'to');
  });
}

function placeMark(mark: SVGElement, state: PhaseState, phases: Phases, isFixed: boolean): void {
  const values = presentOf(state);
  const axes = axesOf(phases);
  const parts = axes.map((axis, n) => partOf(axis, values[n]!));
  mark.toggleAttribute(
    'hidden',
    parts.some((part) => !(part >= 0 && part <= 1)),
  );
  const { width } = state;
  const side = sideOf(width);
  const [x, y] =
    phases.kind === 'bar'
      ? [SIDE + parts[0]! * (width - 2 * SIDE), 0]
      : [LEFT + parts[0]! * side, ABOVE + (1 - parts[1]!) * side];
  mark.setAttribute('transform', `translate(${x} ${y})`);
  mark.classList.toggle('fixed', isFixed);
  setAttribute(mark, 'aria-label', axes.map(({ words }) => words).join(' and '));
  setAttribute(mark, 'aria-valuetext', presentText(state));
  const [axis] = axes;
  mark.setAttribute('aria-valuemin', String(numberOf(axis!.from)));
  mark.setAttribute('aria-valuemax', String(numberOf(axis!.to)));
  mark.setAttribute('aria-valuenow', String(numberOf(values[0]!)));
  mark.setAttribute('aria-disabled', String(isFixed));
}

function legendItems(phases: Phases): HTMLElement[] {
  if (phases.kind === 'bar')
    return distinct(phases.rows).map((row) => h('li', {}, swatch(row), ` ${legendText(row)}`));
  const { verdicts, cells } = phases;
  return verdicts.map((verdict, n) => h('li', {}, swatch(verdict), ` ${cellsText(verdict, cells, n)}`));
}

/** The intervals of a bar; a map has its numbers in the legend. */
function tableOf(phases: Phases): HTMLElement[] {
  if (phases.kind === 'map') return [];
  const { axis, rows } = phases;
  const body = h(
    'tbody',
    {},
    ...rows.map((row) => {
      const line = tableRow(intervalText(axis.name, row), [
        verdictCell(row),
        isRational(row.from) && isRational(row.to)
          ? row.basis
          : h('span', { title: enclosures(row) }, row.basis),
      ]);
      return line;
    }),
  );
  const caption = `Intervals of ${axis.name}, each with its verdict`;
  return [
    scrollBox(
      'Phase diagram: table',
      createTable({ caption, columns: [axis.name, 'verdict', 'basis'], look: 'phase-table' }, body),
    ),
  ];
}

function verdictCell(row: Parameters<typeof said>[0]): HTMLElement {
  return h('span', {}, swatch(row), ` ${legendText({ ...row, basis: 'proved' })}`);
}

/** The rational numbers around ends that are none themselves. */
function enclosures({
  from,
  to,
}: {
  readonly from: readonly string[];
  readonly to: readonly string[];
}): string {
  const around = (end: readonly string[]) =>
    minus(end[0] === end[1] ? end[0]! : `between ${end[0]} and ${end[1]}`);
  return `From ${around(from)} to ${around(to)}`;
}

/** The line of the table in which the present value lies. */
function markRow(table: HTMLElement, state: PhaseState, phases: Phases): void {
  if (phases.kind === 'map') return;
  const at = rowAt(phases.rows, presentOf(state)[0]!);
  const index = at === null ? -1 : phases.rows.indexOf(at);
  table.querySelectorAll('tbody tr').forEach((line, n) => {
    if (n === index) line.setAttribute('aria-current', 'true');
    else line.removeAttribute('aria-current');
  });
}
