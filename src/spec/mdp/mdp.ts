/** Reads `mdp` and `contexts`. */
import { isMap } from 'yaml';
import { ENVIRONMENT_IDS } from '../../environments/catalogue.js';
import type { Real } from '../../model/bandit.js';
import type { Mdp, PairFeatures } from '../../model/mdp.js';
import type { Entry, Reader } from '../nodes.js';
import { readNoiseOf } from '../noise.js';
import { checkMeans, checkSpread } from '../rewards.js';
import type { Mention, SpecSource, StateSource } from '../types.js';
import { KEYS } from '../vocabulary.js';
import { besideOf, type Fields, insertion, readDiscount, readStart, ZERO } from './beside.js';
import { readContexts } from './contexts.js';
import { readEnvironment } from './environment.js';
import { featuresOf } from './features.js';
import { readProcessFile } from './file/file.js';
import { type Featured, type Layout, layoutOf, type ReadState } from './read.js';
import { readStates } from './states.js';

/** What was read of contexts or an MDP, even if it is broken. */
export interface MdpReading {
  readonly mdp: Mdp | null;
  /** What the experiment may mention; null if no states could be read. */
  readonly layout: Layout | null;
  readonly states: readonly StateSource[];
  readonly table: SpecSource['table'];
  readonly unwritten: SpecSource['unwritten'];
  readonly beside: SpecSource['beside'];
  readonly noise: SpecSource['noise'];
  readonly mentions: readonly Mention[];
}

/** Keys that stand for a whole process that is defined elsewhere. */
const WHOLE_FORMS = ['environment', 'file'] as const;

export function readContextual(reader: Reader, entry: Entry): MdpReading {
  const before = reader.errors;
  const read = readContexts(reader, entry);
  const beside = read?.beside ?? new Map<string, Entry>();
  const states = read?.states ?? null;
  const mentions: Mention[] = [];
  const start = read?.weights.map(({ probability }) => probability) ?? null;
  return reading(reader, entry, before, beside, mentions, states, () => ({
    kind: 'contexts',
    discount: ZERO,
    start: isWhole(start) ? start : null,
  }));
}

export function readMdp(reader: Reader, entry: Entry): MdpReading {
  const before = reader.errors;
  const what = 'a mapping with `discount`, `start` and `states`, or with `environment`, or with `file`';
  const fields: Fields = reader.fields(entry.slot, what, KEYS.mdp, (key) => `\`${key}\``) ?? new Map();
  const states = fields.get('states');
  const mentions: Mention[] = [];
  const [form, ...others] = WHOLE_FORMS.flatMap((key) => {
    const field = fields.get(key);
    return field ? [{ key, field }] : [];
  });
  const axes = fields.get('axes');
  if (axes && form?.key !== 'file') {
    reader.error('missing-key', axes.key, '`axes` goes with `file`, whose arrays have them: remove it.');
  }
  if (form) {
    for (const { key, field } of [...others, ...(states ? [{ key: 'states', field: states }] : [])]) {
      reader.error(
        'two-forms',
        field.key,
        `\`${form.key}\` already has its states: remove \`${key}\`, or \`${form.key}\`.`,
      );
    }
    const readForm = form.key === 'file' ? readProcessFile : readEnvironment;
    return {
      ...readForm(reader, form.field, fields, mentions),
      states: [],
      ...besides(fields, mentions),
    };
  }
  if (isMap(entry.slot.node) && !states) {
    reader.error(
      'missing-key',
      entry.key,
      `There are no states. Write \`states:\` and below it one state a line, such as \`s1: { go: { to: s1, reward: 1, features: [0, 1] } }\`, or an environment (${ENVIRONMENT_IDS.join(', ')}), or \`file: x.npz\`.`,
    );
  }
  const read = states ? readStates(reader, states) : null;
  return reading(reader, entry, before, fields, mentions, read, (places) => {
    const discount = fields.get('discount');
    const start = fields.get('start');
    if (!discount) {
      reader.error(
        'missing-key',
        entry.key,
        '`mdp` has no `discount`. Write γ, a number from 0 to below 1, such as `discount: 0.9`.',
      );
    }
    if (!start) {
      const fix = insertion(reader, states!, 'start: uniform');
      reader.error(
        'missing-key',
        entry.key,
        '`mdp` has no `start`. Write the name of a state, `uniform`, or `{name: probability}`.',
        fix,
      );
    }
    return {
      kind: 'mdp',
      discount: discount ? readDiscount(reader, discount) : null,
      start: start ? readStart(reader, start, places, mentions) : null,
    };
  });
}

function besides(
  fields: Fields,
  mentions: readonly Mention[],
): Pick<MdpReading, 'beside' | 'noise' | 'mentions'> {
  const noise = fields.get('noise');
  return {
    beside: besideOf(fields),
    noise: noise ? { key: noise.key, value: noise.slot.range } : null,
    mentions,
  };
}

/** The places where actions name the states that they lead to. */
function targetsOf(states: readonly ReadState[]): Mention[] {
  return states.flatMap(({ pairs }) =>
    pairs.flatMap(({ source }) =>
      (source.to?.entries ?? []).map(
        ({ name, state }): Mention => ({ of: 'state', index: state, range: name }),
      ),
    ),
  );
}

/** The keys beside the states, as far as they could be read. */
interface Beside {
  readonly kind: Mdp['kind'];
  readonly discount: Real | null;
  readonly start: readonly Real[] | null;
}

/** The reading, from the states and the keys beside them. @param before the number of errors when the problem began. */
function reading(
  reader: Reader,
  entry: Entry,
  before: number,
  fields: Fields,
  mentions: Mention[],
  states: readonly ReadState[] | null,
  readBeside: (places: ReadonlyMap<string, number>) => Beside,
): MdpReading {
  const noise = readNoiseOf(reader, fields.get('noise'));
  const common = besides(fields, mentions);
  if (!states) return { mdp: null, layout: null, states: [], table: [], unwritten: null, ...common };
  const problem: Featured = {
    states: states.map(({ name, terminal, pairs }) => ({
      name,
      terminal,
      actions: pairs.map(({ action }) => action),
    })),
  };
  const layout = layoutOf(problem.states);
  const beside = readBeside(layout.states);
  const { features, sources, unwritten } = featuresOf(
    reader,
    fields.get('features'),
    states,
    problem,
    mentions,
  );
  mentions.push(...targetsOf(states));
  // If there is an error, the second action may still be in the making.
  if (reader.errors === before) checkChoice(reader, entry, states);
  const pairs = states.flatMap(({ terminal, pairs }) => (terminal ? [] : pairs));
  const discount = beside.discount ?? ZERO;
  const n = pairs.length;
  checkSpread(reader, pairs, {
    terms: n / (1 - discount.value),
    ...(beside.kind === 'mdp' && { sum: `a discounted sum over ${n} pairs of a state and an action` }),
  });
  if (noise) checkMeans(reader, pairs, noise);
  const mdp: Mdp | null =
    features && noise && beside.start && beside.discount
      ? { ...assembled(states, beside.kind, features), discount: beside.discount, start: beside.start, noise }
      : null;
  return { mdp, layout, states: sources, table: [], unwritten, ...common };
}

function assembled(
  states: readonly ReadState[],
  kind: Mdp['kind'],
  features: PairFeatures,
): Omit<Mdp, 'discount' | 'start' | 'noise'> {
  let first = 0;
  return {
    kind,
    states: states.map(({ name, terminal, pairs: { length } }) => {
      const state = { name, first, actions: length, terminal };
      first += length;
      return state;
    }),
    stateOf: states.flatMap(({ pairs }, state) => pairs.map(() => state)),
    pairs: states.flatMap(({ pairs }) =>
      pairs.map(({ action, reward, to }) => ({ name: action, reward: reward ?? ZERO, to })),
    ),
    features,
  };
}

/** Reports a problem without a choice: some state needs two actions. */
function checkChoice(reader: Reader, entry: Entry, states: readonly ReadState[]): void {
  if (
    states.some(
      ({ pairs, terminal, source }) => pairs.length > 1 || (!terminal && source.actions.length === 0),
    )
  )
    return;
  reader.error(
    'few-actions',
    entry.key,
    'No state has two actions, so that there is nothing to choose. Write a second action in one of them.',
  );
}

function isWhole(start: readonly (Real | null)[] | null): start is readonly Real[] {
  return start?.every((probability) => probability !== null) ?? false;
}
