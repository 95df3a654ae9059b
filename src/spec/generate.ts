/** Reads `generate`: a family of random bandits. */

import { CONDITION_IDS, conditionOf, FIGURES } from '../conditions/catalogue.js';
import { short } from '../model/decimal.js';
import type { Family, Keep } from '../model/family.js';
import { defaultSlot } from './defaults.js';
import { clip, count } from './format.js';
import type { Entry, Reader, Slot } from './nodes.js';
import { readNoise } from './noise.js';
import {
  FAMILY_FEATURES,
  FAMILY_REWARDS,
  GENERATORS,
  generateSchema,
  KEEP_KEYWORDS,
} from './schema/generate.js';
import { keysOf } from './schema.js';
import type { SpecIssue, TextRange } from './types.js';

/** Greatest K, d and number of instances; and of numbers in all of them together. */
const MOST = 1e4;
const MOST_INSTANCES = 1e5;
const MOST_NUMBERS = 1e7;

/** Keys of families of contexts and MDPs, which are not drawn yet. */
const KEYS_OF_PROCESSES = ['states', 'contexts', 'discount', 'transitions'] as const;

const REQUIRED = ['actions', 'dimensions', 'count'] as const;

export function readGenerate(reader: Reader, entry: Entry): Family | null {
  const what = 'a mapping with `actions`, `dimensions` and `count`';
  const known = [...keysOf(generateSchema), ...KEYS_OF_PROCESSES];
  const fields = reader.fields(entry.slot, what, known, (key) => `\`${key}\``);
  if (!fields) return null;
  const [ofProcesses] = KEYS_OF_PROCESSES.flatMap((key) => fields.get(key) ?? []);
  if (ofProcesses) {
    const message =
      'Families of contexts and of MDPs are not available yet in this version: a family has bandits. Remove it, or write one problem out.';
    return reader.error('not-yet', ofProcesses.key, message);
  }
  const missing = REQUIRED.filter((key) => !fields.has(key));
  if (missing.length > 0) {
    reader.error(
      'missing-key',
      entry.key,
      `\`generate\` has no ${missing.map((key) => `\`${key}\``).join(', ')}. A family needs a number of \`actions\`, of \`dimensions\`, and a \`count\` of instances.`,
    );
  }

  type Key = keyof typeof generateSchema.shape;
  const required = <T>(key: (typeof REQUIRED)[number], read: (slot: Slot) => T | null) => {
    const field = fields.get(key);
    return field ? read(field.slot) : null;
  };
  const value = <T>(key: Exclude<Key, (typeof REQUIRED)[number]>, read: (slot: Slot) => T | null) =>
    read(fields.get(key)?.slot ?? defaultSlot(generateSchema, key));
  const whole = (least: number, most: number) => (slot: Slot) => reader.wholeNumber(slot, least, most);
  const actions = required('actions', whole(2, MOST));
  const dimensions = required('dimensions', whole(1, MOST));
  const instances = required('count', whole(1, MOST_INSTANCES));
  const seed = value('seed', whole(0, Number.MAX_SAFE_INTEGER));
  const features = value('features', (slot) => reader.keyword(slot, FAMILY_FEATURES));
  const rewards = value('rewards', (slot) => reader.keyword(slot, FAMILY_REWARDS));
  const rewardRange = value('reward-range', (slot) => reader.positive(slot, 1));
  const keep = value('keep', (slot) => readKeep(reader, slot, actions));
  const generator = value('generator', (slot) => reader.keyword(slot, GENERATORS));
  const noise = value('noise', (slot) => readNoise(reader, slot));

  if (actions && dimensions && instances && actions * (dimensions + 1) * instances > MOST_NUMBERS) {
    reader.error(
      'family-size',
      fields.get('count')!.slot.range,
      `\`count\`: ${instances} instances of ${actions} × ${dimensions} features are more than the ${MOST_NUMBERS} numbers that a family may have. Lower \`count\`.`,
    );
  }
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
    noise === null
  )
    return null;
  return {
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

/** The authors drew uniform features and realizable rewards only. */
function checkAuthors(reader: Reader, fields: ReadonlyMap<string, Entry>): void {
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

function readKeep(reader: Reader, slot: Slot, actions: number | null): Keep[] | null {
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

/** A fact worth knowing at the key `generate`: what the family is. */
export function aboutFamily(family: Family, range: TextRange): SpecIssue {
  const { actions, dimensions, count: n, features, rewards, rewardRange, keep, generator, seed } = family;
  const from = generator === 'jax' ? ", the authors' own," : '';
  const kept = keep.map(({ condition, holds }) => (holds ? condition : `not ${condition}`));
  const within = `[${short(0.5 - rewardRange / 2)}, ${short(0.5 + rewardRange / 2)}]`;
  return {
    severity: 'information',
    code: 'family',
    message: `A family of ${count(n, 'random instance')}${from} from seed ${seed}: ${actions} actions with ${count(dimensions, `${features} feature`)}, ${rewardsIn(rewards, within)}${
      kept.length > 0 ? `, drawn until they satisfy ${kept.join(', ')}` : ''
    }. The experiment runs on each of them.`,
    range,
  };
}

function rewardsIn(kind: Family['rewards'], range: string): string {
  switch (kind) {
    case 'realizable':
      return `rewards Xθ for a random θ, scaled and shifted into ${range}`;
    case 'uniform':
      return `rewards drawn uniformly from ${range}`;
  }
}
