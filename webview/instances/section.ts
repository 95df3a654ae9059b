/** The instances of a family in a table, by pages: what is proved of each, and what its runs did. A row opens its instance. */
import './instances.css';
import { CLAIM, CLAIM_OF_MANY } from '../../src/diagnostics/verdictWords.js';
import type { InstanceVerdict } from '../../src/experiment/judge.js';
import type { ChartedExperiment, ChartedFamily, FromPanel } from '../../src/shared/messages.js';
import { labels } from '../charts/series.js';
import { h, memo, scrollBox, setText } from '../dom.js';
import type { Section } from '../sections/section.js';
import { createDropdown } from '../ui/controls.js';
import { count, figure } from '../words.js';
import { createPager } from './pager.js';
import { COLUMNS, type InstanceRow, instanceRows, type Order, sorted } from './rows.js';

/** Rows of a page. */
const PAGE = 20;

const HEADINGS: Record<Order['by'], string> = {
  instance: 'instance',
  verdict: 'verdict',
  outcome: 'outcome',
  gap: 'final gap',
  rate: 'η',
};

export function createInstances(send: (message: FromPanel) => void): Section {
  let order: Order = { by: 'instance', descending: false };
  let chosen: string | null = null;
  let experiment: ChartedExperiment | null = null;
  let rows: readonly InstanceRow[] = [];

  const summary = h('p', { id: 'instances-summary' });
  const label = createDropdown('Runs of', (value) => {
    chosen = value;
    draw(experiment, chosen);
  });
  const heads = COLUMNS.map((by) => {
    const button = h('button', { type: 'button', class: 'link' }, HEADINGS[by]);
    const head = h('th', { scope: 'col' }, button);
    button.addEventListener('click', () => {
      order = { by, descending: order.by === by && !order.descending };
      pager.turn(0);
      page();
    });
    return { by, head };
  });
  const body = h('tbody');
  const table = h(
    'table',
    { id: 'instances' },
    h('caption', { class: 'visually-hidden' }, 'The instances of the family'),
    h('thead', {}, h('tr', {}, ...heads.map(({ head }) => head), h('th', { scope: 'col' }, 'seed'))),
    body,
  );
  const pager = createPager(PAGE, page);
  const element = h(
    'section',
    { class: 'instances', 'aria-label': 'Instances' },
    h('div', { class: 'instances-head' }, h('h2', {}, 'Instances'), label.element),
    summary,
    scrollBox('Instances: table', table),
    pager.element,
    h(
      'p',
      { class: 'note' },
      'Click a row, or press Enter on its number, to open the instance as a spec of its own. ↑ ↓ move along the rows, Page Up and Page Down turn the page.',
    ),
  );

  function open(instance: number): void {
    if (experiment) send({ type: 'openInstance', run: experiment.stamp.run, instance });
  }

  /** The page that is shown, in the order that is chosen. */
  function page(): void {
    const inOrder = sorted(rows, order);
    for (const { by, head } of heads) {
      const direction = order.descending ? 'descending' : 'ascending';
      head.setAttribute('aria-sort', by === order.by ? direction : 'none');
    }
    const { from, to } = pager.update(inOrder.length);
    const focused = (document.activeElement as HTMLElement | null)?.dataset.instance;
    body.replaceChildren(...inOrder.slice(from, to).map(line));
    if (focused !== undefined) body.querySelector<HTMLElement>(`[data-instance="${focused}"]`)?.focus();
  }

  function line(row: InstanceRow): HTMLElement {
    const { instance, verdict, outcome, gap, runs, rate } = row;
    const known = experiment?.family?.instances[instance] !== undefined;
    const button = h(
      'button',
      {
        type: 'button',
        class: 'link',
        disabled: !known,
        title: `Open instance ${instance} as a spec`,
        'data-instance': instance,
      },
      String(instance),
    );
    const made = h(
      'tr',
      { class: known ? 'opens' : null },
      h('th', { scope: 'row' }, button),
      h('td', { class: verdict ? TONES[verdict.kind] : null }, ...verdictCell(verdict)),
      h('td', {}, outcome),
      h('td', { class: 'number', title: gap === null ? null : String(gap) }, gapText(gap, runs)),
      h('td', { class: 'number' }, rate === null ? '' : figure(rate)),
      h('td', { class: 'number' }, String(experiment?.family?.seed ?? '')),
    );
    if (known) made.addEventListener('click', () => open(instance));
    return made;
  }

  const buttons = (): HTMLElement[] => [...body.querySelectorAll<HTMLElement>('button')];

  body.addEventListener('keydown', (event) => {
    const all = buttons();
    const at = all.indexOf(event.target as HTMLElement);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE, Home: -Infinity, End: Infinity }[
      event.key
    ];
    if (at < 0 || step === undefined) return;
    event.preventDefault();
    const next = at + step;
    if (Math.abs(step) === PAGE || (Number.isFinite(step) && (next < 0 || next >= all.length))) {
      if (!pager.step(Math.sign(step))) return;
      page();
      const turned = buttons();
      (Math.abs(step) === PAGE
        ? turned[Math.min(at, turned.length - 1)]
        : step > 0
          ? turned[0]
          : turned.at(-1)
      )?.focus();
      return;
    }
    all[Math.max(0, Math.min(all.length - 1, next))]?.focus();
  });

  const draw = memo((charted: ChartedExperiment | null, wanted: string | null) => {
    const family = charted?.family ?? null;
    element.hidden = family === null;
    if (experiment?.stamp.run !== charted?.stamp.run) pager.turn(0);
    experiment = charted;
    if (charted === null || family === null) return;
    const names = labels(charted);
    const shown = wanted !== null && names.includes(wanted) ? wanted : (names[0] ?? '');
    label.element.hidden = names.length < 2;
    label.update(names, shown);
    rows = instanceRows(charted, shown);
    setText(summary, summaryWords(family));
    page();
  });
  return { element, update: (state) => draw(state.experiment, chosen) };
}

const SYMBOLS: Record<InstanceVerdict['kind'], string> = {
  always: '✓',
  undecided: '?',
  depends: '▲',
  never: '✗',
};

const TONES: Record<InstanceVerdict['kind'], string> = {
  always: 'good',
  undecided: 'undecided',
  depends: 'bad',
  never: 'bad',
};

function verdictCell(verdict: InstanceVerdict | null): (Node | string)[] {
  if (verdict === null) return ['…'];
  const traps = verdict.traps.map((action) => `a${action + 1}`).join(', ');
  const basis = verdict.kind === 'undecided' ? '' : ` (${verdict.basis})`;
  return [
    h('span', { 'aria-hidden': 'true' }, SYMBOLS[verdict.kind]),
    ` ${CLAIM[verdict.kind]}${traps ? `: trap ${traps}` : ''}${basis}`,
  ];
}

function gapText(gap: number | null, runs: number): string {
  if (gap === null) return '';
  return runs > 1 ? `${figure(gap)} (mean of ${runs})` : figure(gap);
}

function summaryWords({ count: all, seed, verdicts, failure }: ChartedFamily): string {
  const kinds = (Object.keys(SYMBOLS) as InstanceVerdict['kind'][]).flatMap((kind) => {
    const n = verdicts.filter((verdict) => verdict.kind === kind).length;
    return n === 0 ? [] : [`${count(n)} ${CLAIM_OF_MANY[kind]}`];
  });
  const said = verdicts.length === 0 ? '' : ` Verdicts: ${kinds.join(', ')}.`;
  const open = all - verdicts.length;
  const rest =
    failure !== null
      ? ` The other verdicts are not known: ${failure}`
      : open > 0
        ? ` ${count(open)} to come.`
        : '';
  return `${count(all)} instances from seed ${seed}.${said}${rest}`;
}
