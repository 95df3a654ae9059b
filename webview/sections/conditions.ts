/** The table of conditions, one row each: whether it holds, on what basis, by which margin, and where in the text. */
import { aboutOf, PAGE_OF_POLICIES, pageOfCondition } from '../../src/conditions/catalogue.js';
import type { Condition } from '../../src/conditions/types.js';
import type { SaidCondition } from '../../src/diagnostics/policyConditions.js';
import { reasonText } from '../../src/diagnostics/reasons.js';
import type { AnalysisView, FromPanel, Subject } from '../../src/shared/messages.js';
import { h, memo, scrollBox, setText } from '../dom.js';
import { count, figure } from '../format.js';
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
  let latest: readonly [AnalysisView | null, Subject | null] = [null, null];
  let most = MOST_ROWS;
  const more = h('button', { type: 'button', class: 'link' });
  more.addEventListener('click', () => {
    most += MOST_ROWS;
    draw(...latest, most);
  });
  const draw = memo((analysis: AnalysisView | null, subject: Subject | null, rowsShown: number) => {
    const { policies } = analysis ?? {};
    const { conditions, hidden } = firstOf(analysis?.conditions ?? [], rowsShown);
    const name = (action: number): string => subject?.actions[action] ?? `action ${action + 1}`;
    const rows = [
      ...conditions.map((condition) => ofBandit(condition, subject)),
      ...(policies?.told ?? []).map(ofPolicies),
    ];
    element.hidden = rows.length === 0;
    const untold = policies?.untold ?? 0;
    body.replaceChildren(
      ...rows.map((each) => row(each, name, send)),
      ...(untold > 0 ? [h('tr', {}, h('td', { colspan: 5 }, `and ${untold} more policies`))] : []),
      ...(hidden > 0 ? [h('tr', {}, h('td', { colspan: 5 }, more))] : []),
    );
    setText(
      more,
      `${count(hidden)} more actions that are no traps: show ${count(Math.min(hidden, MOST_ROWS))}`,
    );
  });
  return {
    element,
    update({ analysis, subject }) {
      // Of another text the first are enough again.
      if (subject?.fileName !== latest[1]?.fileName) most = MOST_ROWS;
      latest = [analysis, subject];
      draw(analysis, subject, most);
    },
  };
}

/** The rows at first, and those that are added at a press. */
const MOST_ROWS = 100;

/** The conditions in their order; of many, without those traps that attract nothing and come last. */
export function firstOf(
  conditions: readonly Condition[],
  most: number,
): { readonly conditions: readonly Condition[]; readonly hidden: number } {
  const isTold = ({ id, holds }: Condition) => id !== 'trap' || holds !== false;
  let room = most - conditions.filter(isTold).length;
  const shown = conditions.filter((each) => isTold(each) || room-- > 0);
  return { conditions: shown, hidden: conditions.length - shown.length };
}

/** A condition with its texts. */
interface Row {
  readonly condition: Omit<Condition, 'reason' | 'proof'>;
  /** The page of the documentation that derives it. */
  readonly page: string;
  /** For a policy: which one; null: it is about the whole, or about an action. */
  readonly about: string | null;
  /** One or two sentences; empty: there is nothing to add. */
  readonly said: string;
}

function ofBandit(condition: Condition, subject: Subject | null): Row {
  const said = reasonText(subject?.actions ?? [], condition) ?? '';
  return { condition, page: pageOfCondition(condition.id), about: null, said };
}

function ofPolicies(condition: SaidCondition): Row {
  const { about, said } = condition;
  return { condition, page: PAGE_OF_POLICIES, about, said: said ?? '' };
}

function row(
  { condition, page, about, said }: Row,
  name: (action: number) => string,
  send: (message: FromPanel) => void,
): HTMLElement {
  const link = (text: string, title: string, message: FromPanel): HTMLElement => {
    const button = h('button', { type: 'button', class: 'link', title }, text);
    button.addEventListener('click', () => send(message));
    return button;
  };
  const toAction = (action: number): HTMLElement =>
    link(name(action), `Go to ${name(action)} in the text`, { type: 'reveal', action });
  const { symbol, text, tone } = outcome(condition);
  const { id, action } = condition;
  const lines = [valuesText(condition), said];
  const proof = proofText(condition, name);
  const exact = exactText(condition, name);
  const links = condition.actions.filter((each) => each !== action).map(toAction);
  return h(
    'tr',
    {},
    h(
      'th',
      { scope: 'row' },
      link(id, `${plain(aboutOf(id))} Opens the page that derives it.`, { type: 'openPage', page }),
      action === undefined ? (about === null ? null : ` at ${about}`) : ' at ',
      action === undefined ? null : toAction(action),
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

/** Two conditions state a problem when they hold: a trap attracts, and actions share their features. */
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
