/** Reads `run`: the experiment. Every key may hold one value or a list of them, a sweep. */
import { isMap, isScalar, isSeq, Scalar } from 'yaml';
import { ALGORITHM_IDS, ALGORITHMS, isTabular, PARAMETERS } from '../engine/algorithms/catalogue.js';
import type { Bandit, Noise, Real } from '../model/bandit.js';
import { optimalActions } from '../model/ranking.js';
import { parseLiteral } from '../model/rational.js';
import {
  BASELINES,
  type GradientKind,
  type Init,
  type LearningRate,
  type Run,
  type RunKey,
  type Stop,
} from '../model/run.js';
import { oneOf } from './bandit.js';
import { gridSize, whyTooLarge } from './grid.js';
import type { Entry, Reader, Slot } from './nodes.js';
import { RUN_KEYS } from './runKeys.js';
import {
  defaultOf,
  GRADIENTS,
  initSchemas,
  keysOf,
  learningRateSchemas,
  MAX_ITERATIONS,
  runSchema,
  STOP_KEYWORDS,
  stopSchemas,
} from './schema.js';
import { checkTheoryRates } from './theoryRate.js';
import type { KeySource, SpecSource, TextRange } from './types.js';
import { clip, count } from './words.js';

/** What the experiment must fit. */
export interface RunContext {
  readonly names: readonly string[];
  /** null where the problem is broken, or a family: then what depends on written rewards is not checked. */
  readonly bandit: Bandit | null;
  /** null where the problem is broken. */
  readonly shape: { readonly actions: number; readonly dimensions: number; readonly noise: Noise } | null;
  readonly isFamily: boolean;
  /** Of a family; 1 for a bandit that is written out. */
  readonly instances: number;
  /** Where the number of instances is written. */
  readonly instancesKey: TextRange | null;
}

export interface RunReading {
  readonly run: Run;
  readonly source: SpecSource['run'];
}

interface Values<T> {
  readonly values: readonly T[];
  readonly items: readonly TextRange[];
}

const MAX_COUNT = 1e6;
const MAX_RECORD = 1e5;

export function readRun(reader: Reader, entry: Entry, context: RunContext): RunReading | null {
  const fields = isEmpty(entry.slot)
    ? new Map<string, Entry>()
    : reader.fields(entry.slot, 'a mapping', keysOf(runSchema), (key) => `\`${key}\``);
  if (!fields) return null;
  const source: Record<string, KeySource> = {};

  const values = <T>(
    name: RunKey,
    read: (reader: Reader, slot: Slot) => T | null,
    isList?: (slot: Slot) => boolean,
  ): Values<T> => valuesOf(name, RUN_KEYS[name], read, isList);

  function valuesOf<T>(
    name: string,
    key: string,
    read: (reader: Reader, slot: Slot) => T | null,
    isList: (slot: Slot) => boolean = (slot) => isSeq(slot.node),
  ): Values<T> {
    const field = fields?.get(key);
    if (!field) return { values: [read(reader, defaultSlot(key))!], items: [] };
    const list = isList(field.slot);
    const slots = list ? (reader.items(field.slot, 'a list') ?? []) : [field.slot];
    if (list && slots.length === 0) reader.expected(field.slot, 'at least one value');
    const kept = slots.flatMap((slot) => {
      const value = read(reader, slot);
      return value === null ? [] : [{ value, range: slot.range }];
    });
    const items = kept.map(({ range }) => range);
    source[name] = { key: field.key, value: field.slot.range, items };
    return { values: kept.map(({ value }) => value), items };
  }

  const noisy = context.shape !== null && context.shape.noise.kind !== 'none';
  const gradient: Values<GradientKind> = fields.has('gradient')
    ? values('gradient', (reader, slot) => reader.keyword(slot, GRADIENTS))
    : { values: [noisy ? 'sampled' : 'exact'], items: [] };
  const whole = (least: number, most: number) => (reader: Reader, slot: Slot) =>
    reader.wholeNumber(slot, least, most);
  const algorithm = values('algorithm', (reader, slot) => reader.keyword(slot, ALGORITHM_IDS));
  const learningRate = values('learningRate', readLearningRate);
  const iterations = values('iterations', whole(1, MAX_ITERATIONS));
  const init = values('init', (reader, slot) => readInit(reader, slot, context), isSweepOfStarts);
  const run: Run = {
    algorithm: algorithm.values,
    parameters: Object.fromEntries(
      PARAMETERS.map(({ name, key }) => [
        name,
        valuesOf(name, key, (reader, slot) => reader.positive(slot)).values,
      ]),
    ),
    gradient: gradient.values,
    baseline: values('baseline', (reader, slot) => reader.keyword(slot, BASELINES)).values,
    learningRate: learningRate.values,
    iterations: iterations.values,
    init: init.values,
    repeats: values('repeats', whole(1, MAX_COUNT)).values,
    seed: values('seed', whole(0, Number.MAX_SAFE_INTEGER)).values,
    instance: values('instance', whole(0, MAX_COUNT)).values,
    stop: values('stop', readStop).values,
    record: values('record', whole(2, MAX_RECORD)).values,
  };
  const changesNothing = (key: string, message: string) => {
    const field = fields.get(key);
    if (field) reader.report({ severity: 'information', code: key, message, range: field.key });
  };
  if (gradient.values.every((kind) => kind === 'exact'))
    changesNothing(
      'baseline',
      'A baseline is taken off sampled rewards, and the gradient here is exact: it changes nothing.',
    );
  for (const { key, title, name } of PARAMETERS) {
    const having = ALGORITHMS.filter(({ parameters }) => parameters.some((one) => one.name === name));
    if (having.some(({ id }) => algorithm.values.includes(id))) continue;
    changesNothing(
      key,
      `Of the algorithms, only ${having.map(({ id }) => `\`${id}\``).join(' and ')} ${having.length === 1 ? 'has' : 'have'} an ${title}, and none of them is run here: it changes nothing.`,
    );
  }
  if (gradient.values.every((kind) => kind === 'exact'))
    changesNothing(
      'instance',
      '`instance` names the chance that sampled gradients see, and the gradient here is exact: it changes nothing.',
    );
  const instance = fields.get(RUN_KEYS.instance);
  if (context.isFamily && instance) {
    reader.error(
      'instance-family',
      instance.key,
      '`instance` goes with a bandit that is written out: the instances of a family have their own numbers. Remove it.',
    );
  }
  if (context.shape) checkVectors(reader, algorithm.values, init, context.shape, context.bandit);
  checkBacktracking(reader, gradient.values, learningRate);
  if (context.bandit)
    checkTheoryRates(reader, run.learningRate, learningRate.items, entry.key, run.algorithm, context.bandit);
  const empty = Object.values(run).some((all: readonly unknown[]) => all.length === 0);
  const excess =
    context.shape && !empty ? whyTooLarge(gridSize(run, context.shape, context.instances)) : null;
  if (excess) {
    const key = excess.key === 'instances' ? undefined : source[excess.key]?.key;
    reader.error('grid', key ?? context.instancesKey ?? entry.key, excess.message);
  }
  return { run, source };
}

function isEmpty(slot: Slot): boolean {
  return slot.node === null || (isScalar(slot.node) && slot.node.value === null && !slot.node.source);
}

/** The default of the schema, as if it had been written. */
function defaultSlot(key: string): Slot {
  return { node: new Scalar(defaultOf(key)), range: { start: 0, end: 0 }, name: key };
}

function readLearningRate(reader: Reader, slot: Slot): LearningRate | null {
  const what = 'theory, theory*c, a positive number, {normalized: c}, {armijo: …} or {decay: …}';
  if (!isMap(slot.node)) {
    const written = reader.scalar(slot, what);
    if (!written) return null;
    if (written.text === 'theory') return { kind: 'theory', factor: 1 };
    const multiple = /^theory\s*\*\s*([\s\S]*)$/.exec(written.text);
    if (multiple) {
      const factor = parseLiteral(multiple[1]!);
      if (factor && factor.value > 0) return { kind: 'theory', factor: factor.value };
      return reader.error(
        'number',
        written.range,
        `${slot.name}: expected a positive number after \`theory*\`, found \`${clip(multiple[1]!)}\`.`,
      );
    }
    if (/^[a-z]/i.test(written.text)) {
      const sentence = `${slot.name}: expected ${what}, found \`${clip(written.text)}\`.`;
      return reader.unknown('unknown-value', written.range, written.text, ['theory'], sentence);
    }
    const rate = reader.positive(slot);
    return rate === null ? null : { kind: 'constant', rate };
  }
  const choice = oneOf(
    reader,
    slot,
    Object.keys(learningRateSchemas) as (keyof typeof learningRateSchemas)[],
  );
  if (!choice) return null;
  const [kind, { slot: value }] = choice;
  switch (kind) {
    case 'normalized': {
      const c = reader.positive(value);
      return c === null ? null : { kind, c };
    }
    case 'armijo': {
      const parts = required(reader, value, keysOf(learningRateSchemas.armijo.shape.armijo));
      if (!parts) return null;
      const [max, c, shrink] = [reader.positive(parts[0]!), reader.share(parts[1]!), reader.share(parts[2]!)];
      return max === null || c === null || shrink === null ? null : { kind, max, c, shrink };
    }
    case 'decay': {
      const parts = required(reader, value, keysOf(learningRateSchemas.decay.shape.decay));
      if (!parts) return null;
      const [initial, factor] = [reader.positive(parts[0]!), reader.positive(parts[1]!, 1)];
      return initial === null || factor === null ? null : { kind, initial, factor };
    }
  }
}

/** The values of keys that must all be there, in the order of `keys`. */
function required(reader: Reader, slot: Slot, keys: readonly string[]): Slot[] | null {
  const fields = reader.fields(
    slot,
    `a mapping with ${keys.join(', ')}`,
    keys,
    (key) => `\`${key}\` of ${slot.name}`,
  );
  if (!fields) return null;
  const missing = keys.filter((key) => !fields.has(key));
  if (missing.length > 0) {
    return reader.error(
      'missing-key',
      slot.range,
      `${slot.name} has no ${missing.map((key) => `\`${key}\``).join(', ')}. Write all of ${keys.join(', ')}.`,
    );
  }
  return keys.map((key) => fields.get(key)!.slot);
}

/** A list is a vector, unless one of its entries can only be a start by itself. */
function isSweepOfStarts(slot: Slot): boolean {
  return (
    isSeq(slot.node) &&
    slot.node.items.some((item) => isSeq(item) || isMap(item) || (isScalar(item) && item.value === 'zeros'))
  );
}

function readInit(reader: Reader, slot: Slot, context: RunContext): Init | null {
  const what = 'zeros, a vector, {gaussian: σ, count: n} or {trap: action}';
  if (isSeq(slot.node)) {
    if (slot.node.items.length === 0) return reader.expected(slot, 'a vector with at least one entry');
    const numbers = reader.numbers(slot, 'a vector')?.values ?? [];
    return numbers.includes(null) ? null : { kind: 'vector', theta: numbers.map((number) => number!.value) };
  }
  if (!isMap(slot.node)) {
    const kind = reader.keyword(slot, ['zeros'], ', a vector, {gaussian: σ, count: n}, {trap: action}');
    return kind && { kind };
  }
  const keys = [...new Set(Object.values(initSchemas).flatMap(keysOf))];
  const fields = reader.fields(slot, what, keys, (key) => `\`${key}\``);
  const gaussian = fields?.get('gaussian');
  const trap = fields?.get('trap');
  if (gaussian && trap)
    return reader.error('two-forms', trap.key, '`gaussian` and `trap` exclude each other. Keep one.');
  const counted = fields?.get('count');
  if (trap) {
    if (counted) reader.error('unknown-key', counted.key, '`count` goes with `gaussian` only: remove it.');
    return readTrap(reader, trap.slot, context);
  }
  if (gaussian) {
    const sigma = reader.positive(gaussian.slot);
    const starts = counted
      ? reader.wholeNumber(counted.slot, 1, MAX_COUNT)
      : initSchemas.gaussian.shape.count.parse(undefined);
    return sigma === null || starts === null ? null : { kind: 'gaussian', sigma, count: starts };
  }
  if (counted)
    return reader.error('missing-key', counted.key, '`count` goes with `gaussian: σ`, which is missing.');
  return isMap(slot.node) && slot.node.items.length === 0 ? reader.expected(slot, what) : null;
}

function readTrap(reader: Reader, slot: Slot, { names, bandit, isFamily }: RunContext): Init | null {
  if (isFamily) {
    const message = `${slot.name}: every instance of a family has traps of its own. Use zeros, a vector or {gaussian: σ}, or write one instance out as a bandit.`;
    return reader.error('trap-family', slot.range, message);
  }
  const written = reader.scalar(slot, 'the name of an action');
  if (!written || names.length === 0) return null;
  const action = placeOf(names, written.text);
  if (action < 0) {
    const sentence = `${slot.name}: there is no action \`${clip(written.text)}\`.`;
    return reader.unknown('unknown-action', written.range, written.text, names, sentence);
  }
  if (bandit && isOptimal(bandit, action)) {
    const message = `${slot.name}: ${clip(written.text)} has the greatest reward, and only a suboptimal action can be a trap. Name another action.`;
    return reader.error('trap-optimal', written.range, message);
  }
  return { kind: 'trap', action };
}

/** Asked of each entry of a long sweep. */
const places = new WeakMap<readonly string[], ReadonlyMap<string, number>>();
const optimal = new WeakMap<Bandit, ReadonlySet<number>>();

function placeOf(names: readonly string[], name: string): number {
  const known = places.get(names) ?? new Map(names.map((each, action) => [each, action]));
  places.set(names, known);
  return known.get(name) ?? -1;
}

function isOptimal(bandit: Bandit, action: number): boolean {
  const known = optimal.get(bandit) ?? new Set(optimalActions(bandit));
  optimal.set(bandit, known);
  return known.has(action);
}

function readStop(reader: Reader, slot: Slot): Stop | null {
  if (!isMap(slot.node)) {
    return reader.keyword(slot, STOP_KEYWORDS, ', {gap: ε}, {gradient: ε}') && { kind: 'never' };
  }
  const choice = oneOf(reader, slot, Object.keys(stopSchemas) as (keyof typeof stopSchemas)[]);
  if (!choice) return null;
  const below = reader.positive(choice[1].slot);
  return below === null ? null : { kind: choice[0], below };
}

/**
 * A vector has d entries, or K logits where every algorithm is tabular; to both kinds at once it would be two different starts. Its logits
 * are finite.
 */
function checkVectors(
  reader: Reader,
  algorithms: readonly string[],
  init: Values<Init>,
  { actions: K, dimensions: d }: NonNullable<RunContext['shape']>,
  bandit: Bandit | null,
): void {
  const tabular = algorithms.filter(isTabular);
  const linear = algorithms.filter((algorithm) => !isTabular(algorithm));
  init.values.forEach((start, index) => {
    const range = init.items[index];
    if (start.kind !== 'vector' || !range) return;
    const n = start.theta.length;
    if (tabular.length > 0 && linear.length > 0) {
      const message = `No vector is the same start for ${linear.join(', ')} (${count(d, 'entry', 'entries')}, one a feature) and for ${tabular.join(', ')} (${K}, one logit an action). Use zeros or {gaussian: σ}, from which all begin with one policy, or one file each.`;
      reader.error('init-length', range, message);
      return;
    }
    const [expected, why] = linear.length > 0 ? [d, 'one a feature'] : [K, 'one logit an action'];
    if (algorithms.length === 0) return;
    if (n !== expected) {
      const message = `\`init\`: expected ${count(expected, 'entry', 'entries')} (${why}), found ${n}.`;
      reader.error('init-length', range, message);
      return;
    }
    const logits =
      linear.length > 0 ? (bandit?.features ?? []).map((row) => dot(row, start.theta)) : start.theta;
    if (!logits.every(Number.isFinite)) {
      const message =
        '`init`: from here a logit is greater than any number that a run can hold (1.8e308). Use smaller entries.';
      reader.error('init-overflow', range, message);
    }
  });
}

const dot = (row: readonly Real[], theta: readonly number[]): number =>
  row.reduce((sum, x, k) => sum + x.value * theta[k]!, 0);

/** Backtracking compares values of what is climbed along its gradient, which a sampled gradient is not. */
function checkBacktracking(
  reader: Reader,
  gradients: readonly GradientKind[],
  rate: Values<LearningRate>,
): void {
  if (!gradients.includes('sampled')) return;
  rate.values.forEach(({ kind }, index) => {
    const range = rate.items[index];
    if (kind !== 'armijo' || !range) return;
    const message =
      '`armijo` tests its steps on the expected reward along the exact gradient, and a sampled gradient is neither. Use `gradient: exact`, or another learning rate.';
    reader.error('armijo-sampled', range, message);
  });
}
