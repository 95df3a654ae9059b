/** Reads `generate`: a family of random bandits or processes. */

import { CONDITION_IDS, conditionOf, FIGURES } from '../conditions/catalogue.js';
import { POLICY_CONDITION_IDS } from '../conditions/policies/types.js';
import { short } from '../model/decimal.js';
import type { Family, FamilyDynamics, Keep } from '../model/family.js';
import { defaultSlot } from './defaults.js';
import { clip, count } from './format.js';
import { KINDS_OF_PROCESSES, numbersOfInstance, readDynamics } from './generateDynamics.js';
import { type Entry, isNothing, type Reader, type Slot } from './nodes.js';
import { readNoise } from './noise.js';
import type { SpecIssue, TextRange } from './types.js';
import { DEFAULTS, FAMILY_FEATURES, FAMILY_REWARDS, GENERATORS, KEEP_KEYWORDS, KEYS } from './vocabulary.js';

/** The greatest K, d and number of instances; then the most numbers in all instances together. */
const MOST = 1e4;
const MOST_INSTANCES = 1e5;
const MOST_NUMBERS = 1e7;

const REQUIRED = ['actions', 'dimensions', 'count'] as const;

export function readGenerate(reader: Reader, entry: Entry): Family | null {
  const what = 'a mapping with `actions`, `dimensions` and `count`';
  const fields = reader.fields(entry.slot, what, KEYS.generate, (key) => `\`${key}\``);
  if (!fields) return null;
  const missing = REQUIRED.filter((key) => !fields.has(key));
  // While one key is being written, the others are still to come.
  const isBegun = REQUIRED.some((key) => {
    const field = fields.get(key);
    return field && (field.slot.node === null || isNothing(field.slot.node));
  });
  if (missing.length > 0 && !isBegun) {
    reader.error(
      'missing-key',
      entry.key,
      `\`generate\` has no ${missing.map((key) => `\`${key}\``).join(', ')}. A family needs a number of \`actions\`, of \`dimensions\`, and a \`count\` of instances.`,
    );
  }

  const required = <T>(key: (typeof REQUIRED)[number], read: (slot: Slot) => T | null) => {
    const field = fields.get(key);
    return field ? read(field.slot) : null;
  };
  const value = <T>(key: keyof typeof DEFAULTS.generate, read: (slot: Slot) => T | null) =>
    read(fields.get(key)?.slot ?? defaultSlot(DEFAULTS.generate, key));
  const whole = (least: number, most: number) => (slot: Slot) => reader.wholeNumber(slot, least, most);
  const actions = required('actions', whole(2, MOST));
  const dimensions = required('dimensions', whole(1, MOST));
  const instances = required('count', whole(1, MOST_INSTANCES));
  const seed = value('seed', whole(0, Number.MAX_SAFE_INTEGER));
  const features = value('features', (slot) => reader.keyword(slot, FAMILY_FEATURES));
  const rewards = value('rewards', (slot) => reader.keyword(slot, FAMILY_REWARDS));
  const rewardRange = value('reward-range', (slot) => reader.positive(slot, 1));
  const dynamics = readDynamics(reader, fields, actions);
  const hasStates = KINDS_OF_PROCESSES.some((key) => fields.has(key));
  const keep = value('keep', (slot) => readKeep(reader, slot, { actions, hasStates }));
  const generator = value('generator', (slot) => reader.keyword(slot, GENERATORS));
  const noise = value('noise', (slot) => readNoise(reader, slot));

  if (actions && dimensions && instances && dynamics !== null)
    checkSize(reader, fields, { ...(dynamics && { dynamics }), actions, dimensions, count: instances });
  if (generator === 'jax') checkAuthors(reader, fields);
  if (noise?.kind === 'beta' && rewardRange === 1) {
    reader.error(
      'mean-range',
      fields.get('reward-range')!.slot.range,
      '`reward-range`: with beta noise a mean must lie inside (0, 1), and a range of 1 reaches its ends. Write less than 1, or choose another noise.',
    );
  }
  if (
    actions === null ||
    dimensions === null ||
    instances === null ||
    seed === null ||
    features === null ||
    rewards === null ||
    rewardRange === null ||
    keep === null ||
    generator === null ||
    noise === null ||
    dynamics === null
  )
    return null;
  return {
    ...(dynamics && { dynamics }),
    actions,
    dimensions,
    count: instances,
    seed,
    features,
    rewards,
    rewardRange,
    keep,
    generator,
    noise,
  };
}

type Size = Pick<Family, 'dynamics' | 'actions' | 'dimensions' | 'count'>;

function checkSize(reader: Reader, fields: ReadonlyMap<string, Entry>, size: Size): void {
  const { dynamics, actions, dimensions, count: n } = size;
  if (n * numbersOfInstance(size) <= MOST_NUMBERS) return;
  const rows = dynamics ? `${dynamics.states} × ${actions}` : actions;
  const next = dynamics?.kind === 'mdp' ? ` and ${dynamics.states} next states` : '';
  reader.error(
    'family-size',
    fields.get('count')!.slot.range,
    `\`count\`: ${n} instances of ${rows} × ${dimensions} features${next} are more than the ${MOST_NUMBERS} numbers that a family may have. Lower \`count\`.`,
  );
}

/** The authors drew only bandits with uniform features and realizable rewards. */
function checkAuthors(reader: Reader, fields: ReadonlyMap<string, Entry>): void {
  for (const key of KINDS_OF_PROCESSES) {
    const field = fields.get(key);
    const generator = fields.get('generator')!.slot;
    if (!field) continue;
    reader.error(
      'generator',
      generator.range,
      `\`generator: jax\` draws the authors' instances, which are bandits: they have no \`${key}\`. Use the native generator, or remove \`${key}\`.`,
      { title: 'Change to native', edits: [{ range: generator.range, newText: 'native' }] },
    );
  }
  for (const [key, only] of [
    ['features', 'uniform'],
    ['rewards', 'realizable'],
  ] as const) {
    const field = fields.get(key);
    const written = field && reader.scalar(field.slot, `\`${only}\``);
    if (!written || written.text === only) continue;
    reader.error(
      'generator',
      written.range,
      `\`generator: jax\` draws the authors' instances, whose ${key} are ${only}; found \`${clip(written.text)}\`. Write ${only}, or use the native generator.`,
      { title: `Change to ${only}`, edits: [{ range: written.range, newText: only }] },
    );
  }
}

/** How many actions the instances have, and whether they have states or contexts. */
interface Shape {
  readonly actions: number | null;
  readonly hasStates: boolean;
}

function readKeep(reader: Reader, slot: Slot, { actions, hasStates }: Shape): Keep[] | null {
  const items = reader.items(slot, 'a list of conditions such as [order, not trap]');
  if (!items) return null;
  const kept = new Map<Keep['condition'], boolean>();
  for (const item of items) {
    const written = reader.scalar(item, 'a condition such as order or not trap');
    if (!written) continue;
    const [, negation, id] = /^(not\s+)?(.*)$/s.exec(written.text)!;
    const condition = conditionOf(id!);
    const holds = negation === undefined;
    if (FIGURES.some((figure) => figure.id === id)) {
      reader.error(
        'keep',
        written.range,
        `${item.name}: ${id} is a figure of the start, which neither holds nor fails. Keep by a condition: ${CONDITION_IDS.join(', ')}.`,
      );
    } else if (!condition) {
      const sentence = `${item.name}: there is no condition \`${clip(id!)}\`.`;
      reader.unknown('unknown-value', written.range, written.text, KEEP_KEYWORDS, sentence);
    } else if (hasStates && !POLICY_CONDITION_IDS.some((each) => each === id)) {
      reader.error(
        'keep',
        written.range,
        `${item.name}: ${id} is about bandits, and the instances of this family have several states. Keep by ${POLICY_CONDITION_IDS.join(', ')}.`,
      );
    } else if (condition.onlyOf !== undefined && actions !== null && actions !== condition.onlyOf) {
      reader.error(
        'keep',
        written.range,
        `${item.name}: ${id} is about ${condition.onlyOf} actions, and this family has ${actions}. Use features-K.`,
      );
    } else if (kept.get(condition.id) === !holds) {
      reader.error(
        'keep',
        written.range,
        `${item.name}: no instance satisfies both ${id} and its opposite. Remove one of the two.`,
      );
    } else kept.set(condition.id, holds);
  }
  return [...kept].map(([condition, holds]) => ({ condition, holds }));
}

/** A note at the key `generate` that describes the family. */
export function aboutFamily(family: Family, range: TextRange): SpecIssue {
  const { dynamics, dimensions, count: n, features, rewards, rewardRange, keep, generator, seed } = family;
  const from = generator === 'jax' ? ", the authors' own," : '';
  const kept = keep.map(({ condition, holds }) => (holds ? condition : `not ${condition}`));
  const within = `[${short(0.5 - rewardRange / 2)}, ${short(0.5 + rewardRange / 2)}]`;
  const [one, many] = dynamics ? KINDS[dynamics.kind] : ['instance', 'instances'];
  return {
    severity: 'information',
    code: 'family',
    message: `A family of ${count(n, `random ${one}`, `random ${many}`)}${from} from seed ${seed}: ${sizesOf(family)} with ${count(dimensions, `${features} feature`)}, ${rewardsIn(rewards, within, dynamics ? 'Φθ' : 'Xθ')}${nextIn(dynamics)}${
      kept.length > 0 ? `, drawn until they satisfy ${kept.join(', ')}` : ''
    }. The experiment runs on each of them.`,
    range,
  };
}

const KINDS: Readonly<Record<FamilyDynamics['kind'], readonly [one: string, many: string]>> = {
  contexts: ['contextual bandit', 'contextual bandits'],
  mdp: ['decision process', 'decision processes'],
};

function sizesOf({ dynamics, actions }: Family): string {
  const all = count(actions, 'action');
  if (dynamics === undefined) return all;
  return `${count(dynamics.states, dynamics.kind === 'mdp' ? 'state' : 'context')} of ${all} each,`;
}

function nextIn(dynamics: FamilyDynamics | undefined): string {
  if (dynamics?.kind !== 'mdp') return '';
  const alpha = short(dynamics.concentration);
  return `, next states from a Dirichlet(${alpha}, …, ${alpha}), γ = ${dynamics.discount.literal}`;
}

function rewardsIn(kind: Family['rewards'], range: string, fitted: string): string {
  switch (kind) {
    case 'realizable':
      return `rewards ${fitted} for a random θ, scaled and shifted into ${range}`;
    case 'uniform':
      return `rewards drawn uniformly from ${range}`;
  }
}
