/** Reads `run`: the experiment. Every key may have one value or a list of values, a sweep. */
import { isMap, isScalar, isSeq } from 'yaml';
import { ALGORITHM_IDS, ALGORITHMS, algorithmOf, PARAMETERS } from '../engine/algorithms/catalogue.js';
import { parseLiteral } from '../model/rational.js';
import {
  BASELINES,
  type GradientKind,
  type LearningRate,
  type RunKey,
  type RunSection,
  type Stop,
} from '../model/run.js';
import { defaultSlot } from './defaults.js';
import { clip } from './format.js';
import { gridSize, whyTooLarge } from './grid.js';
import { checkVectors, isSweepOfStarts, readInit } from './init.js';
import type { IssueCode } from './issueCodes.js';
import type { Entry, Reader, Slot } from './nodes.js';
import { oneOf } from './oneOf.js';
import type { RunContext, Values } from './runContext.js';
import { RUN_KEYS } from './runKeys.js';
import { checkTheoryRates } from './theoryRateIssues.js';
import type { KeySource, Mention, SpecSource } from './types.js';

export interface RunReading {
  /** null: the value of some key cannot be read, or it mentions something that a broken problem does not have. */
  readonly run: RunSection | null;
  readonly source: SpecSource['run'];
  readonly mentions: readonly Mention[];
}

import {
  DEFAULTS,
  FORMS,
  formsOfValue,
  GRADIENTS,
  KEYS,
  MAX_ITERATIONS,
  STOP_KEYWORDS,
} from './vocabulary.js';

const MOST_REPEATS = 1e6;
const MAX_RECORD = 1e5;

export function readRun(reader: Reader, entry: Entry, context: RunContext): RunReading | null {
  const fields = isEmpty(entry.slot)
    ? new Map<string, Entry>()
    : reader.fields(entry.slot, 'a mapping', KEYS.run, (key) => `\`${key}\``);
  if (!fields) return null;
  const source: Record<string, KeySource> = {};
  const mentions: Mention[] = [];

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
    if (!field)
      return { values: [read(reader, defaultSlot<Record<string, unknown>>(DEFAULTS.run, key))!], items: [] };
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
  const init = values('init', (reader, slot) => readInit(reader, slot, context, mentions), isSweepOfStarts);
  const run: RunSection = {
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
    repeats: values('repeats', whole(1, MOST_REPEATS)).values,
    seed: values('seed', whole(0, Number.MAX_SAFE_INTEGER)).values,
    instance: values('instance', whole(0, MOST_REPEATS)).values,
    stop: values('stop', readStop).values,
    record: values('record', whole(2, MAX_RECORD)).values,
  };
  reportIdleKeys(reader, fields, run);
  const instance = fields.get(RUN_KEYS.instance);
  if (context.kind === 'family' && instance) {
    reader.error(
      'instance-family',
      instance.key,
      '`instance` goes with a bandit that is written out: the instances of a family have their own numbers. Remove it.',
    );
  }
  if (context.shape) checkVectors(reader, algorithm.values, init, context.shape, context);
  checkBacktracking(reader, gradient.values, learningRate);
  if (context.hasStates) checkNatural(reader, gradient.values, algorithm);
  checkTheoryRates(reader, run.learningRate, learningRate.items, entry.key, run.algorithm, context);
  const empty = Object.values(run).some((all: readonly unknown[]) => all.length === 0);
  const excess =
    context.shape && !empty ? whyTooLarge(gridSize(run, context.shape, context.instances)) : null;
  if (excess) {
    const key = excess.key === 'instances' ? undefined : source[excess.key]?.key;
    reader.error('grid', key ?? context.instancesKey ?? entry.key, excess.message);
  }
  return { run: empty ? null : run, source, mentions };
}

/** Reports keys that change nothing in this experiment. */
function reportIdleKeys(reader: Reader, fields: ReadonlyMap<string, Entry>, run: RunSection): void {
  // The code of the issue is the key of the parameter.
  const changesNothing = (key: string, message: string) => {
    const field = fields.get(key);
    if (field) reader.report({ severity: 'information', code: key as IssueCode, message, range: field.key });
  };
  const isExact = run.gradient.every((kind) => kind === 'exact');
  if (isExact)
    changesNothing(
      'baseline',
      'A baseline is taken off sampled rewards, and the gradient here is exact: it changes nothing.',
    );
  for (const { key, title, name } of PARAMETERS) {
    const having = ALGORITHMS.filter(({ parameters }) => parameters.some((one) => one.name === name));
    if (having.some(({ id }) => run.algorithm.includes(id))) continue;
    changesNothing(
      key,
      `Of the algorithms, only ${having.map(({ id }) => `\`${id}\``).join(' and ')} ${having.length === 1 ? 'has' : 'have'} an ${title}, and none of them is run here: it changes nothing.`,
    );
  }
  if (isExact)
    changesNothing(
      'instance',
      '`instance` names the chance that sampled gradients see, and the gradient here is exact: it changes nothing.',
    );
}

function isEmpty(slot: Slot): boolean {
  return slot.node === null || (isScalar(slot.node) && slot.node.value === null && !slot.node.source);
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
      const start = reader.text.indexOf(multiple[1]!, written.range.start + 'theory'.length);
      const place = { text: multiple[1]!, range: { start, end: start + multiple[1]!.length } };
      if (reader.isMisplaced(slot.name, place)) return null;
      return reader.error(
        'number',
        written.range,
        `${slot.name}: expected a positive number after \`theory*\`, found \`${clip(multiple[1]!)}\`.`,
      );
    }
    if (/^[a-z]/i.test(written.text)) {
      if (reader.isMisplaced(slot.name, written)) return null;
      const sentence = `${slot.name}: expected ${what}, found \`${clip(written.text)}\`.`;
      return reader.unknown('unknown-value', written.range, written.text, ['theory'], sentence);
    }
    const rate = reader.positive(slot);
    return rate === null ? null : { kind: 'constant', rate };
  }
  const choice = oneOf(reader, slot, formsOfValue(FORMS.learningRate));
  if (!choice) return null;
  const [kind, { slot: value }] = choice;
  switch (kind) {
    case 'normalized': {
      const c = reader.positive(value);
      return c === null ? null : { kind, c };
    }
    case 'armijo': {
      const parts = required(reader, value, KEYS.armijo);
      if (!parts) return null;
      const [max, c, shrink] = [reader.positive(parts[0]!), reader.share(parts[1]!), reader.share(parts[2]!)];
      return max === null || c === null || shrink === null ? null : { kind, max, c, shrink };
    }
    case 'decay': {
      const parts = required(reader, value, KEYS.decay);
      if (!parts) return null;
      const [initial, factor] = [reader.positive(parts[0]!), reader.positive(parts[1]!, 1)];
      return initial === null || factor === null ? null : { kind, initial, factor };
    }
  }
}

/** The values of keys that must all be present, in the order of `keys`. */
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

function readStop(reader: Reader, slot: Slot): Stop | null {
  if (!isMap(slot.node)) {
    return reader.keyword(slot, STOP_KEYWORDS, ', {gap: ε}, {gradient: ε}') && { kind: 'never' };
  }
  const choice = oneOf(reader, slot, formsOfValue(FORMS.stop));
  if (!choice) return null;
  const below = reader.positive(choice[1].slot);
  return below === null ? null : { kind: choice[0], below };
}

/** Natural gradients with sampling are not defined here for an episode of a process: the estimate from one drawn action is that of a bandit. */
function checkNatural(reader: Reader, gradients: readonly GradientKind[], algorithm: Values<string>): void {
  if (!gradients.includes('sampled')) return;
  algorithm.values.forEach((id, index) => {
    const range = algorithm.items[index];
    if (!range || !algorithmOf(id).natural) return;
    const message = `\`${id}\` follows a natural gradient, of which there is no estimate from episodes of contexts or an MDP. Use \`gradient: exact\`, or \`lin-spg\`.`;
    reader.error('natural-sampled', range, message);
  });
}

/** Backtracking compares values of the climbed function along its gradient; a sampled estimate is not its gradient. */
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
