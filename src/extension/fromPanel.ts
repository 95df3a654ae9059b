/** What comes out of a webview is not trusted: only what has one of these shapes is read. */
import { z } from 'zod';
import { parseLiteral } from '../model/rational.js';
import type { FromPanel, PersistedPanel } from '../shared/messages.js';
import type { BasinWish, Edit } from '../shared/pictures.js';

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
  z.object({ type: z.literal('openInstance'), run: index, instance: index }),
  z.object({ type: z.literal('reveal'), action: index }),
  z.object({ type: z.literal('basins'), wish }),
  z.object({ type: z.literal('edit'), edit }),
  z.object({ type: z.enum(['undo', 'redo', 'save']) }),
  z.object({ type: z.literal('lock'), locked: z.boolean() }),
  z.object({ type: z.literal('another') }),
  z.object({ type: z.literal('restartServer') }),
]);

/** @returns null for what is not a message of the panel. */
export function readMessage(data: unknown): FromPanel | null {
  return message.safeParse(data).data ?? null;
}

const record: z.ZodType<PersistedPanel> = z.object({
  version: z.literal(2),
  document: z.string().min(1),
  locked: z.boolean(),
  view: z.unknown(),
});

/** What a panel kept before the window was reloaded. @returns null for what cannot be one, or is of another version. */
export function readRecord(data: unknown): PersistedPanel | null {
  return record.safeParse(data).data ?? null;
}
