/** The panel's head. The title scrolls away; a bar stays visible: the verdict, what the run did, links to the parts, Run and Stop. */
import './head.css';
import type { FromPanel, PanelState } from '../../src/shared/messages.js';
import { h, memo, setText } from '../dom.js';
import { icon } from '../sections/icons.js';
import { createButton, createProgressRing } from '../ui/controls.js';
import { type Head, type HeadVerdict, headOf } from './state.js';

export interface HeadView {
  /** What scrolls away: the title, the file and the lock. */
  readonly title: HTMLElement;
  /** What stays visible. */
  readonly bar: HTMLElement;
  /** Why the charts are not those of the text. */
  readonly stale: HTMLElement;
  update(state: PanelState): void;
}

/**
 * @param lock shown beside the name of the file
 * @param ways links to the parts of the panel
 */
export function createHead(
  send: (message: FromPanel) => void,
  lock: HTMLElement,
  ways: HTMLElement,
): HeadView {
  const heading = h('h1');
  const file = h('span', { class: 'file' });
  const verdict = createVerdictLine();
  const runLine = createRunLine();
  const run = createButton('Run', 'primary', () => send({ type: 'run' }));
  const stop = createButton('Stop', 'primary', () => send({ type: 'stop' }));
  const exportData = createButton('Export…', 'secondary', () => send({ type: 'export' }));
  const stale = h('p', { class: 'stale', role: 'status', id: 'stale', hidden: true });
  const bar = h(
    'div',
    { class: 'bar', id: 'head' },
    verdict.element,
    runLine.element,
    ways,
    h('div', { class: 'buttons' }, run, stop, exportData),
    runLine.bar,
  );
  keepClear(bar);
  return {
    title: h('header', {}, heading, h('div', { class: 'place' }, file, lock)),
    bar,
    stale,
    update(state) {
      const head = headOf(state, Date.now());
      setText(heading, head.title);
      setText(file, head.file);
      verdict.update(head.verdict);
      runLine.update(head);
      const isRunning = head.run === 'running';
      run.hidden = isRunning;
      stop.hidden = !isRunning;
      exportData.hidden = !head.isCharted;
      setText(stale, head.stale ?? '');
      stale.hidden = head.stale === null;
    },
  };
}

/** Pixels between the head and what is gone to. */
const AIR = 8;

/** What is gone to, or has the focus, is not under the head, however many lines that has. */
function keepClear(bar: HTMLElement): void {
  new ResizeObserver(() => {
    document.documentElement.style.scrollPaddingTop = `${bar.offsetHeight + AIR}px`;
  }).observe(bar);
}

/** The verdict; if it does not fit into the line of a wide panel, the rest is in a tooltip and in the verdict's own section. */
function createVerdictLine() {
  const element = h('div', { class: 'bar-verdict' });
  const draw = memo((kind: HeadVerdict['kind'], words: string) => {
    element.className = `bar-verdict ${kind ?? ''}`;
    element.title = words;
    element.replaceChildren(...(kind === null ? [] : [icon(kind)]), h('span', {}, words));
  });
  return {
    element,
    update(verdict: HeadVerdict | null): void {
      element.hidden = verdict === null;
      if (verdict !== null) draw(verdict.kind, verdict.words);
    },
  };
}

/** The outcome of the runs first, since that is what is asked for; then the activity and its progress. */
function createRunLine() {
  const ring = createProgressRing();
  const outcome = h('span', { id: 'run-outcome' });
  const line = h('span', { role: 'status', id: 'run-state' });
  const done = h('span', { class: 'muted' });
  const bar = h('progress', { 'aria-labelledby': 'run-state' });
  const element = h(
    'div',
    { class: 'run-line' },
    ring,
    h('span', { class: 'run-words' }, outcome, line, ' ', done),
  );
  return {
    element,
    bar,
    update({ run, line: words, progress, outcome: came }: Head): void {
      const isRunning = run === 'running';
      ring.hidden = !isRunning;
      bar.hidden = !isRunning;
      setText(outcome, came === '' ? '' : `${came} · `);
      setText(line, words);
      setText(done, progress?.words ?? '');
      line.classList.toggle('failed', run === 'failed');
      line.classList.toggle('muted', came !== '' && run !== 'failed');
      if (progress === null) bar.removeAttribute('value');
      else {
        bar.max = progress.total;
        bar.value = progress.done;
      }
      element.title = element.textContent ?? '';
    },
  };
}
