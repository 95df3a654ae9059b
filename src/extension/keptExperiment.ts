/** The text in which an experiment is stored for a reload of the window: small enough to be written after every run. Pure. */
import * as z from 'zod';
import { ALGORITHM_IDS } from '../engine/algorithms/catalogue.js';
import { pick } from '../engine/recording.js';
import { BASELINES } from '../model/run.js';
import { UNWRITTEN } from '../model/written.js';
import type { ChartedExperiment } from '../shared/messages.js';

/** The version of the format; other versions are not read. */
const VERSION = 2;

/** The most recorded checkpoints, over all runs, that are kept. A checkpoint has some dozen numbers. */
export const KEPT_CHECKPOINTS = 10_000;

/** A run in progress is kept as far as it has come, and will not be continued. */
export function keptText(document: string, experiment: ChartedExperiment): string {
  return JSON.stringify({ version: VERSION, document, experiment: bounded(experiment) });
}

/** Thins all runs evenly, keeping their first and last checkpoints; runs that do not fit are dropped from the end. */
function bounded(experiment: ChartedExperiment): ChartedExperiment {
  // What is known of a family's instances follows from the text.
  const family = null;
  const results = experiment.results.slice(0, KEPT_CHECKPOINTS / 2);
  const total = results.reduce((sum, result) => sum + result.recording.iterations.length, 0);
  if (total <= KEPT_CHECKPOINTS) return { ...experiment, family, results };
  const each = Math.max(2, Math.floor(KEPT_CHECKPOINTS / results.length));
  return {
    ...experiment,
    family,
    results: results.map((result) => ({
      ...result,
      recording: pick(result.recording, spread(result.recording.iterations.length, each)),
    })),
  };
}

/** At most `count` ≥ 2 of the positions 0 … length − 1, evenly spaced, including the first and the last. */
function spread(length: number, count: number): number[] {
  if (length <= count) return Array.from({ length }, (_, i) => i);
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - 1)) / (count - 1)));
}

const index = z.int().min(0);
/** JSON has turned a number that is not finite into null. */
const real = z.union([z.number(), z.null().transform(() => Number.NaN)]);
const reals = z.array(real);

const recording = z
  .object({
    iterations: z.array(index),
    gap: reals,
    logLoss: reals,
    gradientNorm: reals,
    regret: reals,
    policy: z.array(reals),
    theta: z.array(reals),
  })
  .refine((r) => Object.values(r).every((values) => values.length === r.iterations.length));

const ending = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('finished') }),
  z.object({ kind: z.literal('stopped'), at: index, by: z.enum(['gap', 'gradient']) }),
  z.object({ kind: z.literal('stalled'), at: index }),
  z.object({ kind: z.literal('overflow'), at: index }),
]);

const facts = z.object({
  index,
  algorithm: z.enum(ALGORITHM_IDS),
  parameters: z.record(z.string(), z.number()).default({}),
  gradient: z.enum(['exact', 'sampled']),
  baseline: z.enum(BASELINES).default('none'),
  learningRate: z.number().nullable(),
  learningRateRule: z.string(),
  init: reals,
  instance: index,
  copied: index.exactOptional(),
  repeat: index,
  seed: z.number(),
  iterations: index,
  label: z.string(),
});

const noise = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('bernoulli') }),
  z.object({ kind: z.literal('gaussian'), sigma: z.number() }),
  z.object({ kind: z.literal('beta'), concentration: z.number() }),
]);

const place = z.tuple([index, index]).nullable();

const process = z.object({
  kind: z.enum(['contexts', 'mdp']),
  states: z.array(z.string()),
  actionNames: z.array(z.string()),
  terminal: z.array(z.boolean()),
  discount: z.number(),
  start: reals,
  transitions: z.array(z.array(z.tuple([index, z.number()]))).nullable(),
  grid: z.object({ columns: index, rows: index, places: z.array(place) }).nullable(),
});

const experiment: z.ZodType<ChartedExperiment> = z.object({
  stamp: z.object({ run: index, textVersion: z.int() }),
  subject: z.object({
    fileName: z.string(),
    title: z.string().nullable(),
    actions: z.array(z.string()),
    offsets: z.array(index),
    rewards: reals,
    features: z.array(reals),
    undrawn: z.object({ dimensions: index, most: index }).exactOptional(),
    optimal: z.array(index),
    noise,
    start: reals.nullable(),
    process: process.exactOptional(),
    unwritten: z.enum(UNWRITTEN).exactOptional(),
    areRewardsInFile: z.literal(true).exactOptional(),
    computed: z
      .array(z.object({ row: index, expression: z.string(), feature: index.nullable() }))
      .exactOptional(),
    family: z.object({ seed: z.number(), count: index }).exactOptional(),
  }),
  textHash: z.string(),
  text: z.string(),
  files: z.array(z.object({ written: z.string(), location: z.string(), hash: z.string() })).exactOptional(),
  ranAt: z.number().nullable().default(null),
  optimum: z.object({ value: real, values: reals, shortfalls: reals, occupancy: reals }).exactOptional(),
  results: z
    .array(z.object({ facts, recording, ending: ending.nullable(), milliseconds: z.number().nullable() }))
    .refine((results) => results.every((result, i) => result.facts.index === i)),
  family: z.unknown().transform(() => null),
});

const kept = z.object({ version: z.literal(VERSION), document: z.string(), experiment });

const BEGINNING = new RegExp(String.raw`^\{"version":${VERSION},"document":("(?:[^"\\]|\\.)*")`);

/** The document for which a text was kept, without reading all of it; null: the text does not begin that way. */
export function documentOf(text: string): string | null {
  const name = BEGINNING.exec(text)?.[1];
  return name === undefined ? null : (JSON.parse(name) as string);
}

/** The experiment that was kept for a document. @returns null for a text that is not its `keptText` in this version. */
export function readKept(text: string, document: string): ChartedExperiment | null {
  const read = kept.safeParse(parsed(text)).data;
  return read?.document === document ? read.experiment : null;
}

/** null: no JSON, for example a file of which only the beginning was written. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
