/** A process that is defined elsewhere, by an environment or in a file, together with the keys beside it that change it. */
import type { Noise } from '../../model/bandit.js';
import type { Mdp } from '../../model/mdp.js';
import type { Unwritten } from '../../model/written.js';
import type { Entry, Reader } from '../nodes.js';
import { readNoiseOf } from '../noise.js';
import { checkMeans, isMean } from '../rewards.js';
import type { Mention, RowSource, SpecSource } from '../types.js';
import { type Fields, readDiscount, readStart } from './beside.js';
import { readPairFeatures } from './pairFeatures.js';
import { type Featured, type Layout, layoutOf } from './read.js';

/** The parts that are given; a null part has to be given beside it. */
export type Given = Omit<Mdp, 'noise' | 'discount' | 'start' | 'features'> & {
  readonly [Key in 'discount' | 'start' | 'features']: Mdp[Key] | null;
};

export interface ChangedReading {
  readonly mdp: Mdp | null;
  readonly layout: Layout | null;
  readonly table: SpecSource['table'];
  readonly unwritten: SpecSource['unwritten'];
}

export const NOTHING_GIVEN: ChangedReading = { mdp: null, layout: null, table: [], unwritten: null };

/** @param from the range of what names the process */
export function readChanged(
  reader: Reader,
  given: Given,
  from: Unwritten,
  fields: Fields,
  mentions: Mention[],
): ChangedReading {
  const noiseEntry = fields.get('noise');
  const noise = readNoiseOf(reader, noiseEntry);
  const problem = featuredOf(given);
  const layout = layoutOf(problem.states);
  const [discountEntry, startEntry, featuresEntry] = [
    fields.get('discount'),
    fields.get('start'),
    fields.get('features'),
  ];
  const discount = discountEntry ? readDiscount(reader, discountEntry) : given.discount;
  const start = startEntry ? readStart(reader, startEntry, layout.states, mentions) : given.start;
  const read = featuresEntry
    ? readPairFeatures(reader, featuresEntry.slot, problem, (index, range) =>
        mentions.push({ of: 'state', index, range }),
      )
    : { features: given.features, rows: from };
  const features = read?.features ?? null;
  const rows = read?.rows ?? [];
  if (noise && noiseEntry) checkNoise(reader, given, noise, noiseEntry);
  const mdp = noise && discount && start && features ? { ...given, discount, start, features, noise } : null;
  return {
    mdp,
    layout,
    table: typeof rows === 'string' ? [] : tableOf(problem, rows),
    unwritten: typeof rows === 'string' ? rows : null,
  };
}

/** The rewards are not in the text, so the first one that does not fit the noise is reported at the noise. */
function checkNoise(
  reader: Reader,
  { states, stateOf, pairs }: Pick<Given, 'states' | 'stateOf' | 'pairs'>,
  noise: Noise,
  { slot }: Entry,
): void {
  const wrong = pairs.findIndex(({ reward }) => !isMean(noise, reward.value));
  if (wrong < 0) return;
  const { name, reward } = pairs[wrong]!;
  checkMeans(
    reader,
    [{ name: `${name} in ${states[stateOf[wrong]!]!.name}`, reward, source: { reward: slot.range } }],
    noise,
  );
}

/** The row of each pair; a terminal state has none. */
function tableOf({ states }: Featured, rows: readonly RowSource[]): SpecSource['table'] {
  let next = 0;
  return states.flatMap(({ terminal, actions }) =>
    actions.map(() => (terminal ? null : (rows[next++] ?? null))),
  );
}

function featuredOf({ states, pairs }: Pick<Given, 'states' | 'pairs'>): Featured {
  return {
    states: states.map(({ name, terminal, first, actions }) => ({
      name,
      terminal,
      actions: pairs.slice(first, first + actions).map((pair) => pair.name),
    })),
  };
}
