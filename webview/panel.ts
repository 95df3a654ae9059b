/** The whole panel: state in, DOM out. */
import type { ChartedExperiment, FromPanel, PictureFormat } from '../src/shared/messages.js';
import { createCurves } from './charts/curves.js';
import type { Drawing } from './charts/drawing.js';
import { h, setText } from './dom.js';
import { createEdits } from './edits.js';
import { copyPicture, pictureOf } from './export/picture.js';
import { createFeatures } from './features/section.js';
import { createInstances } from './instances/section.js';
import { createIterationInspector } from './iteration/inspector.js';
import { createPlane } from './plane/section.js';
import { createProcess } from './process/section.js';
import { createConditions } from './sections/conditions.js';
import { createFacts } from './sections/facts.js';
import { createHealth } from './sections/health.js';
import { createHistory } from './sections/history.js';
import { createLock } from './sections/lock.js';
import { createStatus } from './sections/status.js';
import { createThisRun } from './sections/thisRun.js';
import { createVerdict } from './sections/verdict.js';
import { isStale, undrawnLine } from './sentences.js';
import { knownRun, type Model } from './state.js';
import type { Theme } from './theme.js';
import type { ChangeView, View } from './view.js';

export interface Panel {
  readonly element: HTMLElement;
  /** What cannot wait for the next frame: the answer to a change of the text lets the next one go. */
  hear(model: Model): void;
  /** Puts a picture of the chart that was last pointed at on the clipboard, and says how it went. */
  copy(): void;
  /** A picture of the chart that was last pointed at; null when there is none. */
  picture(format: PictureFormat): Promise<string | null>;
  update(model: Model, view: View, theme: Theme): void;
}

export function createPanel(send: (message: FromPanel) => void, change: ChangeView): Panel {
  const lock = createLock(send);
  const health = createHealth(send);
  const sections = [
    createStatus(send, lock.element),
    createVerdict(send),
    createThisRun(),
    createFacts(),
    createConditions(send),
    createHistory(send),
    createInstances(send),
  ] as const;
  const [status, verdict, thisRun, facts, conditions, history, instances] = sections;
  const curves = createCurves(change, {
    save: () => send({ type: 'export' }),
    pin: (run) => send({ type: 'pin', run }),
    copy,
  });
  let charted: ChartedExperiment | null = null;
  function copy(drawing: Drawing): void {
    if (charted === null) return;
    copyPicture(drawing, charted).then(
      () => setText(copied, 'A picture of the chart is on the clipboard.'),
      (error: unknown) => setText(copied, `The picture could not be copied: ${reason(error)}`),
    );
  }
  const copied = h('p', { class: 'note', role: 'status', id: 'copied' });
  const inspector = createIterationInspector(change);
  const process = createProcess(change, send);
  const edits = createEdits(send);
  const features = createFeatures(edits);
  const plane = createPlane(send, edits);
  const pictures = h('div', { class: 'pictures' }, features.element, plane.element);
  const undrawn = h('p', { class: 'note', id: 'undrawn' });
  const empty = h('p', { class: 'empty', id: 'empty' });
  const body = h(
    'div',
    { class: 'body' },
    verdict.element,
    thisRun.element,
    empty,
    curves.element,
    copied,
    process.element,
    instances.element,
    pictures,
    undrawn,
    inspector.element,
    facts.element,
    conditions.element,
    history.element,
  );
  const element = h('main', {}, health.element, status.element, body);
  return {
    element,
    hear({ panel, edited }) {
      if (panel !== null) edits.hear(panel.document, panel.textVersion, edited);
    },
    copy() {
      const drawing = curves.drawing();
      if (drawing) copy(drawing);
    },
    async picture(format) {
      const drawing = curves.drawing();
      return drawing && charted ? pictureOf(drawing, charted, format) : null;
    },
    update(model, view, theme) {
      const { locked, basins } = model;
      const panel = model.panel && { ...model.panel, run: knownRun(model) };
      lock.update(locked);
      health.update(model);
      status.element.hidden = panel === null;
      body.classList.toggle('waiting', panel === null);
      setText(
        empty,
        panel === null
          ? 'Waiting for the experiment…'
          : panel.run.kind === 'running'
            ? 'The experiment is being prepared: its curves come with its first results.'
            : 'No curves yet. Press Run to run the experiment.',
      );
      charted = panel?.experiment ?? null;
      const hasCurves = charted !== null;
      empty.hidden = hasCurves;
      curves.element.hidden = !hasCurves;
      if (panel === null) return;
      // It takes one bandit apart.
      inspector.update(charted?.subject.process ? null : charted, view);
      process.update(charted, view, theme);
      for (const section of sections) section.update(panel);
      // A family has no numbers of its own to draw: its instances have.
      pictures.hidden = panel.subject?.features.length === 0 || panel.subject?.process !== undefined;
      const why = panel.subject && undrawnLine(panel.subject);
      undrawn.hidden = why === null;
      setText(undrawn, why ?? '');
      if (!pictures.hidden) {
        features.update(panel, theme);
        plane.update(panel, basins, theme);
      }
      curves.element.dataset.run = String(charted?.stamp.run ?? '');
      if (hasCurves) curves.update(panel.experiment, panel.comparison, view, theme);
      const stale = hasCurves && isStale(panel.freshness);
      for (const dimmed of [
        curves.element,
        process.element,
        inspector.element,
        facts.element,
        instances.element,
      ])
        dimmed.classList.toggle('dim', stale);
    },
  };
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
