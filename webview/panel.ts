/** The whole panel: state in, DOM out. */
import type { FromPanel } from '../src/shared/messages.js';
import { createCurves } from './charts/curves.js';
import { h, setText } from './dom.js';
import { createConditions } from './sections/conditions.js';
import { createFacts } from './sections/facts.js';
import { createGlass } from './sections/glass.js';
import { createStatus } from './sections/status.js';
import { createVerdict } from './sections/verdict.js';
import type { Model } from './state.js';
import type { Theme } from './theme.js';
import type { ChangeView, View } from './view.js';

export interface Panel {
  readonly element: HTMLElement;
  update(model: Model, view: View, theme: Theme): void;
}

export function createPanel(send: (message: FromPanel) => void, change: ChangeView): Panel {
  const sections = [createStatus(send), createVerdict(send), createFacts(), createConditions(send)] as const;
  const [status, verdict, facts, conditions] = sections;
  const curves = createCurves(change);
  const glass = createGlass(change);
  const empty = h('p', { class: 'empty', id: 'empty' });
  const body = h(
    'div',
    { class: 'body' },
    verdict.element,
    empty,
    curves.element,
    glass.element,
    facts.element,
    conditions.element,
  );
  const element = h('main', {}, status.element, body);
  return {
    element,
    update({ panel }, view, theme) {
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
      curves.element.hidden = !charted;
      if (panel === null) return;
      glass.update(panel.experiment, view);
      for (const section of sections) section.update(panel);
      if (charted) curves.update(panel.experiment, [], view, theme);
      const stale = charted && panel.freshness.kind !== 'current';
      for (const dimmed of [curves.element, glass.element, facts.element])
        dimmed.classList.toggle('dim', stale);
    },
  };
}
