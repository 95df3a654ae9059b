/** Every condition in a row: whether it holds, on what basis, by which margin, and where in the text. */
import { aboutOf } from '../../src/conditions/catalogue.js';
import type { Condition } from '../../src/conditions/types.js';
import type { SaidCondition } from '../../src/diagnostics/policyConditions.js';
import { reasonText } from '../../src/diagnostics/reasons.js';
import type { AnalysisView, FromPanel, Subject } from '../../src/shared/messages.js';
import { h, memo, scrollBox } from '../dom.js';
import { figure } from '../format.js';
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
  const draw = memo((analysis: AnalysisView | null, subject: Subject | null) => {
    const { conditions = [], policies } = analysis ?? {};
    const name = (action: number): string => subject?.actions[action] ?? `action ${action + 1}`;
    const rows = [
      ...conditions.map((condition) => ofBandit(condition, subject, name)),
      ...(policies?.told ?? []).map(ofPolicies),
    ];
    element.hidden = rows.length === 0;
    const untold = policies?.untold ?? 0;
    body.replaceChildren(
      ...rows.map((each) => row(each, name, send)),
      ...(untold > 0 ? [h('tr', {}, h('td', { colspan: 5 }, `and ${untold} more policies`))] : []),
    );
  });
  return {
    element,
    update: ({ analysis, subject }) => draw(analysis, subject),
  };
}

/** A condition with its words. */
interface Row {
  readonly condition: Omit<Condition, 'reason' | 'proof'>;
  readonly title: string;
  /** A sentence or two; empty: there is nothing to add. */
  readonly said: string;
}

function ofBandit(condition: Condition, subject: Subject | null, name: (action: number) => string): Row {
  const { id, action } = condition;
  return {
    condition,
    title: action === undefined ? id : `${id} at ${name(action)}`,
    said: reasonText(subject?.actions ?? [], condition) ?? '',
  };
}

function ofPolicies(condition: SaidCondition): Row {
  const { id, about, said } = condition;
  return { condition, title: about === null ? id : `${id} at ${about}`, said: said ?? '' };
}

function row(
  { condition, title, said }: Row,
  name: (action: number) => string,
  send: (message: FromPanel) => void,
): HTMLElement {
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
  const [first] = condition.actions;
  const lines = [valuesText(condition), said];
  const proof = proofText(condition, name);
  const exact = exactText(condition, name);
  const links = condition.actions.map((action) => link(action, name(action)));
  return h(
    'tr',
    {},
    h(
      'th',
      { scope: 'row', title: plain(aboutOf(condition.id)) },
      first === undefined ? title : link(first, title),
    ),
    h('td', { class: tone }, h('span', { 'aria-hidden': 'true' }, symbol), symbol ? `\u00a0${text}` : text),
    h('td', {}, condition.holds === null ? '' : condition.basis),
    h('td', { class: 'number' }, condition.margin === null ? '' : figure(condition.margin)),
    h(
      'td',
      { class: 'proof' },
      proof ? h('div', exact ? { class: 'exact', title: exact } : {}, proof) : null,
      ...lines.map((line) => (line ? h('div', {}, line) : null)),
      links.length > 0 ? h('div', { class: 'links' }, ...links) : null,
    ),
  );
}

/** Markdown without its marks. */
function plain(markdown: string): string {
  return markdown.replace(/[`*]/g, '');
}

/** Two conditions state what may be wrong: a trap attracts, and actions may share their features. */
function outcome({ id, holds, figure: only, unlessCoincidence }: Row['condition']): {
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
