/** The tables of docs/implications.md, from what `npm run bench:implications` has found. */
import { CONDITION_IDS } from '../../src/conditions/catalogue.js';
import { Facts, type Truth } from '../../src/search/facts.js';
import type { Instance, Space } from '../../src/search/space.js';

/** Conditions that are good to have as they are, and those that are good not to have. */
const UNWANTED = ['trap', 'identical-rows'];
export const PROPERTIES: readonly string[] = CONDITION_IDS.map((id) =>
  UNWANTED.includes(id) ? `not ${id}` : id,
);

/** Gone through in this order, so that the first counter-example is the smallest of them all. */
export const SPACES: readonly Space[] = [
  { actions: [2, 3], dimensions: [1, 2], entries: [-2, 2], rewards: 'ties' },
  { actions: [3, 3], dimensions: [3, 3], entries: [-1, 1], rewards: 'ties' },
  { actions: [4, 4], dimensions: [1, 2], entries: [-1, 1], rewards: 'ties' },
];

/** An implication between two properties: how many bandits have the first, of how many of these the second is undecided, and a smallest that lacks it. */
export interface Found {
  readonly from: string;
  readonly to: string;
  readonly held: number;
  readonly open: number;
  readonly counter: Instance | null;
  /** With different rewards and different rows. */
  readonly generic: Instance | null;
}

export interface Implications {
  readonly spaces: readonly Space[];
  readonly looked: number;
  readonly generic: number;
  readonly cells: readonly Found[];
}

/** One line for all, then one for each cell. */
export function linesOf({ cells, ...all }: Implications): string {
  return [all, ...cells].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** The inverse of `linesOf`. */
export function keptIn(text: string): Implications {
  const [all, ...cells] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  return { ...(all as Omit<Implications, 'cells'>), cells: cells as Found[] };
}

const NO_RUNS = { outcomes: [], outcomeOf: () => null };

/** What is proved of an instance. */
export function truthsOf(instance: Instance): ReadonlyMap<string, Truth> {
  const facts = new Facts(instance, NO_RUNS);
  return new Map(
    CONDITION_IDS.map((id) => {
      const truth = facts.truthOf({ kind: 'condition', id });
      return UNWANTED.includes(id) ? [`not ${id}`, truth === null ? null : !truth] : [id, truth];
    }),
  );
}

/** Are all rewards different, and all rows? */
export function isGeneric({ rewards, features }: Instance): boolean {
  return (
    new Set(rewards).size === rewards.length &&
    new Set(features.map((row) => row.join())).size === features.length
  );
}

/** Why an implication holds, in the words of the page; `generic`: only with different rewards and different rows. */
interface Proof {
  readonly from: string;
  readonly to: readonly string[];
  readonly generic?: true;
  readonly because: string;
}

export const PROOFS: readonly Proof[] = [
  {
    from: 'realizable',
    to: ['npg-top', 'projected-order', 'order', 'exposed'],
    because:
      'r̂ = r, so r̂ is greatest where r is, and has its order; equal rows have equal rewards then. The rest is below.',
  },
  {
    from: 'projected-order',
    to: ['order'],
    because:
      'r̂ = Xw with w = X⁺r: this w gives the logits the order ([projected-order](projected-order.md)).',
  },
  {
    from: 'npg-top',
    to: ['exposed'],
    because:
      'r̂ = Xw with w = X⁺r is greater at an optimal action than at every other one: w separates it ([exposed](exposed.md)).',
  },
  {
    from: 'affinely-independent',
    to: ['not identical-rows', 'order', 'exposed'],
    because:
      'x_a − x_1 are independent, so that some w gives any logits ⟨w, x_a⟩ whatever, up to a constant: the rewards themselves too ([affinely-independent](affinely-independent.md)).',
  },
  {
    from: 'features-K',
    to: ['not trap'],
    because: 'Derived in [features-K](features-k.md).',
  },
  {
    from: 'features-K',
    to: ['features-3'],
    because: 'Of three actions they are the same product; of others features-3 is not asked.',
  },
  {
    from: 'features-3',
    to: ['features-K', 'not trap'],
    because: 'The same product, then as above ([features-3](features-3.md)).',
  },
  {
    from: 'features-3-sto',
    to: ['not identical-rows', 'features-3', 'features-K', 'not trap', 'order', 'exposed'],
    because:
      '⟨x_2 − x_3, x_1 − x_3⟩ = ⟨x_2 − x_3, x_1 − x_2⟩ + ‖x_2 − x_3‖² > 0, which is features-3. The two differences are not 0 and not opposite, so no convex combination of them is 0: the order is kept ([order](order.md)), and its w has the best action first.',
  },
  {
    from: 'order',
    to: ['exposed'],
    generic: true,
    because:
      'w has the best action first. (Where it shares its features with a worse one, they are one arm.)',
  },
  {
    from: 'projected-order',
    to: ['npg-top', 'exposed'],
    generic: true,
    because: 'r̂ has the best action first.',
  },
  {
    from: 'non-domination',
    to: ['exposed'],
    generic: true,
    because:
      '⟨x_i, x_i⟩ > ⟨x_j, x_i⟩ for the best action i: w = x_i separates it ([non-domination](non-domination.md)).',
  },
];

const BEGIN = '<!-- What follows is written by npm run bench:implications. -->';

/** @param before the page as it is, of which all up to the tables stays. @throws RangeError where an implication has neither a proof nor a counter-example */
export function page(kept: Implications, before: string): string {
  const [head] = before.split(BEGIN);
  return `${head}${BEGIN}\n\n${tables(kept)}`;
}

function tables({ cells, looked, generic }: Implications): string {
  const counters = new Map<string, Instance>();
  const nameOf = (instance: Instance): string => {
    const key = JSON.stringify(instance);
    const name = [...counters.keys()].indexOf(key) + 1 || counters.set(key, instance).size;
    return String(name);
  };
  const cellOf = (from: string, to: string, isGenericTable: boolean): string => {
    if (from === to || (isGenericTable && to === 'not identical-rows')) return '';
    const cell = cells.find((each) => each.from === from && each.to === to);
    const counter = isGenericTable ? cell?.generic : cell?.counter;
    if (counter) return nameOf(counter);
    if (
      PROOFS.some((each) => each.from === from && each.to.includes(to) && (isGenericTable || !each.generic))
    )
      return '**yes**';
    throw new RangeError(`${from} → ${to} has neither a proof nor a counter-example.`);
  };
  const table = (isGenericTable: boolean): string => {
    const rows = PROPERTIES.map((from) => [
      `**${from}**`,
      ...PROPERTIES.map((to) => cellOf(from, to, isGenericTable)),
    ]);
    return aligned([['', ...PROPERTIES], ...rows]);
  };
  const [all, distinct] = [table(false), table(true)];
  const proofs = PROOFS.map(
    ({ from, to, because, generic: only }) =>
      `- **${from}** implies ${to.map((each) => `**${each}**`).join(', ')}${only ? ', with different rewards and rows' : ''}. ${because}`,
  );
  const shown = aligned([
    ['', 'rewards', 'rows of the features'],
    ...[...counters.values()].map(({ rewards, features }, n) => [
      String(n + 1),
      rewards.join(', '),
      features.map((row) => `(${row.join(', ')})`).join(' '),
    ]),
  ]);
  return [
    `## In general\n\nOf ${looked} bandits.\n\n${all}`,
    `## With different rewards and different rows\n\nOf ${generic} of them. Here **not identical-rows** holds throughout.\n\n${distinct}`,
    `## Proofs\n\n${proofs.join('\n')}\n`,
    `## Counter-examples\n\nEach is the first of those that were looked at, and so a smallest one of them.\n\n${shown}`,
  ]
    .join('\n')
    .replaceAll('−-', '−')
    .replace(/(?<=[( ,|])-(?=\d)/g, '−');
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const [first, ...others] = rows;
  return `${[line(first!), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...others.map(line)].join('\n')}\n`;
}
