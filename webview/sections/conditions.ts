/** Every condition in a row: whether it holds, on what basis, by which margin, and where in the text. */
import type { Condition, ConditionId } from '../../src/conditions/types.js';
import type { FromPanel, Subject } from '../../src/shared/messages.js';
import { h, memo, scrollBox } from '../dom.js';
import { figure } from '../words.js';
import { exactText, proofText, valuesText } from './proof.js';
import type { Section } from './section.js';

export function createConditions(send: (message: FromPanel) => void): Section {
  const body = h('tbody');
  const element = h(
    'details',
    { class: 'conditions', open: true },
    h('summary', {}, h('h2', {}, 'Conditions')),
    scrollBox(
      'Conditions: table',
      h(
        'table',
        { id: 'conditions' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ...['condition', 'outcome', 'basis', 'margin', 'certificate or witness, actions'].map((text) =>
              h('th', { scope: 'col' }, text),
            ),
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
  const link = (action: number, text: string): HTMLElement => {
    const button = h(
      'button',
      { type: 'button', class: 'link', title: `Go to ${name(action)} in the text` },
      text,
    );
    button.addEventListener('click', () => send({ type: 'reveal', action }));
    return button;
  };
  const { symbol, text, tone } = outcome(condition);
  const title =
    condition.action === undefined ? condition.id : `${condition.id} at ${name(condition.action)}`;
  const [first] = condition.actions;
  const said = [valuesText(condition), condition.reason ?? ''];
  const proof = proofText(condition, name);
  const exact = exactText(condition, name);
  const links = condition.actions.map((action) => link(action, name(action)));
  return h(
    'tr',
    {},
    h(
      'th',
      { scope: 'row', title: MEANINGS[condition.id] },
      first === undefined ? title : link(first, title),
    ),
    h('td', { class: tone }, h('span', { 'aria-hidden': 'true' }, symbol), symbol ? `\u00a0${text}` : text),
    h('td', {}, condition.holds === null ? '' : condition.basis),
    h('td', { class: 'number' }, condition.margin === null ? '' : figure(condition.margin)),
    h(
      'td',
      { class: 'proof' },
      proof ? h('div', exact ? { class: 'exact', title: exact } : {}, proof) : null,
      ...said.map((line) => (line ? h('div', {}, line) : null)),
      links.length > 0 ? h('div', { class: 'links' }, ...links) : null,
    ),
  );
}

/** What each condition asks, for who rests the mouse on it. */
const MEANINGS: Record<ConditionId, string> = {
  exposed: 'Some direction makes the best action’s logit greater than every other: necessary for any method.',
  order: 'Some direction w gives logits Xw in the order of the rewards.',
  trap: 'A suboptimal action that an open set of starts converges to.',
  'features-K': 'The published sufficient condition on the features, for K actions.',
  'features-3': 'The published condition for three actions.',
  'features-3-sto': 'The published condition for three actions and sampled gradients.',
  'non-domination': 'Each action’s features score themselves higher than any other’s.',
  'npg-top': 'The least-squares rewards are greatest at the best action: what natural policy gradient needs.',
  'projected-order': 'The least-squares rewards are in the order of the rewards.',
  realizable: 'The features represent the rewards exactly. It does not decide convergence.',
  rank: 'The feature matrix has full rank.',
  'gradient-angle':
    'How far the gradient with respect to the logits lies from what the features can express, at the start.',
  fisher:
    'The smallest eigenvalue of the Fisher matrix at the start: a figure, from which nothing is promised.',
  'identical-rows': 'Actions with the same features: no parameter tells them apart.',
};

/** Two conditions state what may be wrong: a trap attracts, and actions may share their features. */
function outcome({ id, holds, figure: only, unlessCoincidence }: Condition): {
  symbol: string;
  text: string;
  tone: string;
} {
  if (only) return { symbol: '', text: 'figure', tone: 'plain' };
  if (holds === null) return { symbol: '?', text: 'undecided', tone: 'undecided' };
  if (id === 'trap') {
    return holds
      ? { symbol: '▲', text: 'attracts', tone: 'bad' }
      : {
          symbol: '✓',
          text: `no\u00a0trap${unlessCoincidence ? ' unless features coincide' : ''}`,
          tone: 'good',
        };
  }
  if (id === 'identical-rows') {
    return holds ? { symbol: '▲', text: 'found', tone: 'bad' } : { symbol: '✓', text: 'none', tone: 'good' };
  }
  return holds
    ? { symbol: '✓', text: 'holds', tone: 'good' }
    : { symbol: '✗', text: 'violated', tone: 'plain' };
}
