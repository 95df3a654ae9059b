/** What comes out of a webview is not trusted: only what has one of these shapes is read. */
import { z } from 'zod';
import type { ChartedExperiment, FromPanel } from '../shared/messages.js';
import type { BasinWish, Edit } from '../shared/pictures.js';
import { parseLiteral } from '../spec/rational.js';
import { ALGORITHMS, BASELINES } from '../spec/types.js';

const index = z.int().min(0);

const finite = z.array(z.number());
/** Entries of a matrix that a panel may ask about. */
const MOST_ENTRIES = 1e6;
const MOST_PIXELS = 512;

const wish: z.ZodType<BasinWish> = z
  .object({
    wish: index,
    features: z.array(finite.min(1)).min(1),
    rewards: finite,
    square: z.object({
      plane: z.object({ origin: finite, across: finite, up: finite }),
      x: z.number(),
      y: z.number(),
      half: z.number().positive(),
      columns: z.int().min(1).max(MOST_PIXELS),
      rows: z.int().min(1).max(MOST_PIXELS),
    }),
  })
  .refine(({ features, rewards, square: { plane } }) => {
    const d = features[0]!.length;
    const vectors = [plane.origin, plane.across, plane.up, ...features];
    return (
      vectors.every((v) => v.length === d) &&
      rewards.length === features.length &&
      d * rewards.length <= MOST_ENTRIES
    );
  });

/** A number as it is written into the text: nothing else can be. */
const literal = z
  .string()
  .max(40)
  .refine((text) => parseLiteral(text) !== null);

const edit: z.ZodType<Edit> = z.object({
  stroke: index,
  step: index,
  textVersion: index,
  last: z.boolean(),
  change: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('features'),
      action: index,
      entries: z.array(z.object({ feature: index, literal })).min(1),
    }),
    z.object({ kind: z.literal('reward'), action: index, literal }),
    z.object({ kind: z.literal('init'), literals: z.array(literal).min(1) }),
  ]),
});

const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('run') }),
  z.object({ type: z.literal('stop') }),
  z.object({ type: z.literal('export') }),
  z.object({ type: z.literal('drawn'), request: index, content: z.string().nullable() }),
  z.object({ type: z.literal('pin'), run: index }),
  z.object({ type: z.literal('recall'), run: index }),
  z.object({ type: z.literal('restoreText'), run: index }),
  z.object({ type: z.literal('reveal'), action: index }),
  z.object({ type: z.literal('basins'), wish }),
  z.object({ type: z.literal('edit'), edit }),
  z.object({ type: z.enum(['undo', 'redo']) }),
]);

/** @returns null for what is not a message of the panel. */
export function readMessage(data: unknown): FromPanel | null {
  return message.safeParse(data).data ?? null;
}

/** A number that is not finite has become null on its way through JSON. */
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
  z.object({ kind: z.literal('overflow'), at: index }),
]);

const facts = z.object({
  index,
  algorithm: z.enum(ALGORITHMS),
  entropyWeight: z.number().exactOptional(),
  gradient: z.enum(['exact', 'sampled']),
  baseline: z.enum(BASELINES).default('none'),
  learningRate: z.number().nullable(),
  learningRateRule: z.string(),
  init: reals,
  instance: index,
  repeat: index,
  seed: z.number(),
  iterations: index,
  label: z.string(),
});

const experiment: z.ZodType<ChartedExperiment> = z.object({
  stamp: z.object({ run: index, textVersion: z.int() }),
  subject: z.object({
    fileName: z.string(),
    title: z.string().nullable(),
    actions: z.array(z.string()),
    rewards: reals,
    features: z.array(reals),
    optimal: z.array(index),
    start: reals.nullable(),
  }),
  textHash: z.string(),
  text: z.string(),
  results: z
    .array(z.object({ facts, recording, ending: ending.nullable(), milliseconds: z.number().nullable() }))
    .refine((results) => results.every((result, i) => result.facts.index === i)),
});

const record = z.object({
  version: z.literal(1),
  state: z.object({ document: z.string().min(1), experiment: experiment.nullable() }),
});

/** What a panel kept before the window was reloaded. @returns null for what cannot be one, or is of another version. */
export function readRecord(data: unknown): z.infer<typeof record>['state'] | null {
  return record.safeParse(data).data?.state ?? null;
}
