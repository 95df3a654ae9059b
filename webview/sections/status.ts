/** The panel's head: what it is about, what goes on, and the controls to run, stop and export. */
import type { FromPanel } from '../../src/shared/messages.js';
import { fileNameOf } from '../../src/shared/names.js';
import { h, setText } from '../dom.js';
import { progressLine, runLine, staleLine } from '../sentences.js';
import { createButton, createProgressRing } from '../ui/controls.js';
import type { Section } from './section.js';
import { inShort } from './thisRun.js';

/** @param lock stands beside the name of the file */
export function createStatus(send: (message: FromPanel) => void, lock: HTMLElement): Section {
  const title = h('h1');
  const file = h('span', { class: 'file' });
  const run = createButton('Run', 'primary', () => send({ type: 'run' }));
  const stop = createButton('Stop', 'primary', () => send({ type: 'stop' }));
  const exportData = createButton('Export…', 'secondary', () => send({ type: 'export' }));
  const ring = createProgressRing();
  const line = h('span', { role: 'status', id: 'run-state' });
  const done = h('span', { class: 'muted' });
  const bar = h('progress', { 'aria-labelledby': 'run-state' });
  const stale = h('p', { class: 'stale', role: 'status', id: 'stale' });
  const element = h(
    'header',
    {},
    h(
      'div',
      { class: 'head' },
      h('div', { class: 'titles' }, title, h('div', { class: 'place' }, file, lock)),
      h('div', { class: 'buttons' }, run, stop, exportData),
    ),
    h('div', { class: 'run-line' }, ring, line, done),
    bar,
    stale,
  );
  return {
    element,
    update(state) {
      const subject = state.subject ?? state.experiment?.subject ?? null;
      const name = subject?.fileName ?? fileNameOf(state.document);
      setText(title, subject?.title ?? name);
      setText(file, subject?.title ? name : '');
      const running = state.run.kind === 'running';
      run.hidden = running;
      stop.hidden = !running;
      exportData.hidden = state.experiment === null;
      ring.hidden = !running;
      bar.hidden = !running;
      setText(line, runLine(state.run));
      setText(done, '');
      if (state.run.kind === 'running' && state.run.totalIterations > 0) {
        bar.max = state.run.totalIterations;
        bar.value = state.run.doneIterations;
        setText(done, progressLine(state.run));
      } else bar.removeAttribute('value');
      line.classList.toggle('failed', state.run.kind === 'failed');
      const { experiment } = state;
      const words = staleLine(
        state.freshness,
        experiment && { ...experiment, outcome: inShort(experiment) },
        Date.now(),
      );
      setText(stale, words ?? '');
      stale.hidden = words === null;
    },
  };
}
