/** Every condition in a row: whether it holds, on what basis, by which margin, and where in the text. */
import type { Condition } from '../../src/conditions/types.js';
import type { FromPanel, Subject } from '../../src/shared/messages.js';
import { h, memo } from '../dom.js';
import { figure } from '../words.js';
import type { Section } from './status.js';

export function createConditions(send: (message: FromPanel) => void): Section {
  const body = h('tbody');
  const element = h(
    'details',
    { class: 'conditions', open: true },
    h('summary', {}, h('h2', {}, 'Conditions')),
    h(
      'div',
      { class: 'scroll-x' },
      h(
        'table',
        { id: 'conditions' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ...['condition', '', 'basis', 'margin', 'actions'].map((text) => h('th', { scope: 'col' }, text)),
          ),
        ),
        body,
      ),
    ),
  );
  const draw = memo((conditions: readonly Condition[] | null, subject: Subject | null) => {
    element.hidden = conditions === null || conditions.length === 0;
    body.replaceChildren(...(conditions ?? []).map((condition) => row(condition, subject, send)));
  });
  return {
    element,
    update: ({ analysis, subject }) => draw(analysis?.conditions ?? null, subject),
  };
}

function row(condition: Condition, subject: Subject | null, send: (message: FromPanel) => void): HTMLElement {
  const name = (action: number): string => subject?.actions[action] ?? `action ${action + 1}`;
  const { symbol, text, tone } = outcome(condition);
  const links = condition.actions.map((action) => {
    const link = h(
      'button',
      { type: 'button', class: 'link', title: `Go to ${name(action)} in the text` },
      name(action),
    );
    link.addEventListener('click', () => send({ type: 'reveal', action }));
    return link;
  });
  return h(
    'tr',
    { title: condition.reason ?? null },
    h(
      'th',
      { scope: 'row' },
      condition.id,
      condition.action === undefined ? null : ` at ${name(condition.action)}`,
    ),
    h('td', { class: tone }, h('span', { 'aria-hidden': 'true' }, symbol), ` ${text}`),
    h('td', {}, condition.holds === null ? '' : condition.basis),
    h('td', { class: 'number' }, condition.margin === null ? '' : figure(condition.margin)),
    h('td', { class: 'links' }, ...links),
  );
}

/** A trap that "holds" attracts, so it is the one condition whose holding is bad news. */
function outcome({ id, holds, figure: only, values }: Condition): {
  symbol: string;
  text: string;
  tone: string;
} {
  if (only) {
    const shown = (values ?? []).map(({ name, value }) => `${name.replace(' at θ₀', '')}: ${figure(value)}`);
    return { symbol: '', text: shown.join(', '), tone: 'plain' };
  }
  if (holds === null) return { symbol: '?', text: 'undecided', tone: 'undecided' };
  if (id === 'trap') {
    return holds
      ? { symbol: '▲', text: 'attracts', tone: 'bad' }
      : { symbol: '✓', text: 'no trap', tone: 'good' };
  }
  return holds
    ? { symbol: '✓', text: 'holds', tone: 'good' }
    : { symbol: '✗', text: 'violated', tone: 'plain' };
}
