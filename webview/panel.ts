/** The whole panel: state in, DOM out. */
import type { FromPanel } from '../src/shared/messages.js';
import { createGapChart } from './charts/gap.js';
import { createPolicyChart } from './charts/policy.js';
import { h, memo, setText } from './dom.js';
import { createEdits } from './edits.js';
import { createFeatures } from './features/section.js';
import { createPlane } from './plane/section.js';
import { createConditions } from './sections/conditions.js';
import { createFacts } from './sections/facts.js';
import { createStatus } from './sections/status.js';
import { createVerdict } from './sections/verdict.js';
import type { Model } from './state.js';
import type { Theme } from './theme.js';

export interface Panel {
  readonly element: HTMLElement;
  /** What cannot wait for the next frame: the answer to a change of the text lets the next one go. */
  hear(model: Model): void;
  update(model: Model, theme: Theme): void;
}

export function createPanel(send: (message: FromPanel) => void): Panel {
  const sections = [createStatus(send), createVerdict(send), createFacts(), createConditions(send)] as const;
  const [status, verdict, facts, conditions] = sections;
  const charts = [createGapChart(), createPolicyChart()].map(({ element, update }) => ({
    element,
    update: memo(update),
  }));
  const edits = createEdits(send);
  const features = createFeatures(edits);
  const plane = createPlane(send, edits);
  const pictures = h('div', { class: 'pictures' }, features.element, plane.element);
  const empty = h('p', { class: 'empty', id: 'empty' });
  const chartBox = h('div', { class: 'charts', id: 'charts' }, ...charts.map((chart) => chart.element));
  const body = h(
    'div',
    { class: 'body' },
    verdict.element,
    pictures,
    empty,
    chartBox,
    facts.element,
    conditions.element,
  );
  const element = h('main', {}, status.element, body);
  return {
    element,
    hear({ panel, edited }) {
      if (panel !== null) edits.hear(panel.textVersion, edited);
    },
    update({ panel, basins }, theme) {
      status.element.hidden = panel === null;
      body.classList.toggle('waiting', panel === null);
      setText(
        empty,
        panel === null
          ? 'Waiting for the experiment…'
          : 'No curves yet. Save the file, or press Run, to run the experiment.',
      );
      const charted = panel !== null && panel.experiment !== null;
      empty.hidden = charted;
      chartBox.hidden = !charted;
      if (panel === null) return;
      for (const section of sections) section.update(panel);
      features.update(panel, theme);
      plane.update(panel, basins, theme);
      if (charted) for (const chart of charts) chart.update(panel.experiment, theme);
      const stale = charted && panel.freshness.kind !== 'current';
      for (const dimmed of [chartBox, facts.element]) dimmed.classList.toggle('dim', stale);
    },
  };
}
