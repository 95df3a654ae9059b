/** What a panel says to the host. A webview is not trusted: only what has one of these shapes is read, and the types follow from the shapes. */
import { z } from 'zod';
import { parseLiteral } from '../model/rational.js';
import { PAGE_NAME } from './pages.js';
import { PICTURE_FORMATS, PICTURES } from './pictures.js';

const index = z.int().min(0);
/** The number of a question, which its answers repeat. */
const request = index;
const finite = z.array(z.number()).readonly();

/** Entries of a matrix that a panel may ask about. */
const MOST_ENTRIES = 1e6;
const MOST_PIXELS = 512;

/**
 * A map of basins that the panel wants: K rows of d features, K rewards, of a process also how its states follow each other, and the square of the
 * plane. A newer request replaces the one before.
 */
const basins = z
  .object({
    type: z.literal('basins'),
    request,
    features: z.array(z.array(z.number()).min(1).readonly()).min(1).readonly(),
    rewards: finite,
    mdp: z
      .object({
        offsets: z.array(index).min(2).readonly(),
        discount: z.number().min(0).lt(1),
        start: finite,
        transitions: z.array(z.array(z.tuple([index, z.number()]).readonly()).readonly()).readonly(),
      })
      .exactOptional(),
    /** So many flows may be followed. */
    most: z.int().min(1),
    square: z.object({
      plane: z.object({ origin: finite, across: finite, up: finite }),
      x: z.number(),
      y: z.number(),
      half: z.number().positive(),
      columns: z.int().min(1).max(MOST_PIXELS),
      rows: z.int().min(1).max(MOST_PIXELS),
    }),
  })
  .refine(({ features, rewards, mdp, square: { plane } }) => {
    const d = features[0]!.length;
    const vectors = [plane.origin, plane.across, plane.up, ...features];
    return (
      vectors.every((v) => v.length === d) &&
      rewards.length === features.length &&
      d * rewards.length <= MOST_ENTRIES &&
      (mdp === undefined || isWhole(mdp, rewards.length))
    );
  });

interface Chain {
  readonly offsets: readonly number[];
  readonly start: readonly number[];
  readonly transitions: readonly (readonly (readonly [state: number, probability: number])[])[];
}

/** Has every state its rows, and leads every row to a state? */
function isWhole({ offsets, start, transitions }: Chain, rows: number): boolean {
  const states = offsets.length - 1;
  return (
    offsets[0] === 0 &&
    offsets.every((offset, s) => s === 0 || offset > offsets[s - 1]!) &&
    offsets[states] === rows &&
    start.length === states &&
    transitions.length === rows &&
    transitions.every((to) => to.every(([state]) => state < states))
  );
}

/** A number as it is written into the text: nothing else can be. */
const literal = z
  .string()
  .max(40)
  .refine((text) => parseLiteral(text) !== null);

/** What a picture changes of the text. */
const change = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('features'),
    action: index,
    entries: z
      .array(z.object({ feature: index, literal }))
      .min(1)
      .readonly(),
  }),
  z.object({ kind: z.literal('reward'), action: index, literal }),
  // Makes a point the only start.
  z.object({ kind: z.literal('init'), literals: z.array(literal).min(1).readonly() }),
  // Moves the first start.
  z.object({ kind: z.literal('start'), literals: z.array(literal).min(1).readonly() }),
]);

/**
 * One change out of a stroke: a drag, or a key held down, whose changes are one step of undo. `stroke` grows from stroke to stroke. The first
 * change says which version of the text the picture showed; if the text is another by then, or changes otherwise during the stroke, the rest of
 * the stroke changes nothing. `last`: the stroke ends with it.
 */
const edit = z.object({
  type: z.literal('edit'),
  request,
  stroke: index,
  textVersion: index,
  last: z.boolean(),
  change,
});

const message = z.discriminatedUnion('type', [
  // The page has begun, and knows nothing.
  z.object({ type: z.literal('ready') }),
  // Answers `catchUp`: all that was sent before it is drawn.
  z.object({ type: z.literal('caughtUp') }),
  z.object({ type: z.literal('run') }),
  z.object({ type: z.literal('stop') }),
  // Choose a format and a place, and save.
  z.object({ type: z.literal('export') }),
  // Choose a place for a picture, and save it.
  z.object({
    type: z.literal('savePicture'),
    picture: z.enum(PICTURES),
    format: z.enum(PICTURE_FORMATS),
    inTheme: z.boolean(),
  }),
  // Answers `draw`: the text of a picture, a PNG in Base64; null: there is no such picture.
  z.object({ type: z.literal('drawn'), request, content: z.string().nullable() }),
  // Draw a run beside later ones, or no more.
  z.object({ type: z.literal('pin'), run: index }),
  // Chart a run of this session again.
  z.object({ type: z.literal('recall'), run: index }),
  // Put the text of a run of this session back, as one edit.
  z.object({ type: z.literal('restoreText'), run: index }),
  // Open an instance of the charted family as a spec of its own.
  z.object({ type: z.literal('openInstance'), run: index, instance: index }),
  // Go to an action of the text.
  z.object({ type: z.literal('reveal'), action: index }),
  // Open a page of the documentation to be read.
  z.object({ type: z.literal('openPage'), page: z.string().regex(PAGE_NAME) }),
  basins,
  edit,
  // Takes back, or does again, the last change of the text; saves it.
  z.object({ type: z.literal('undo') }),
  z.object({ type: z.literal('redo') }),
  z.object({ type: z.literal('save') }),
  // Stay with this document, or follow the editor in front.
  z.object({ type: z.literal('lock'), locked: z.boolean() }),
  // Open another panel that stays with this document.
  z.object({ type: z.literal('another') }),
  // Restart the language server.
  z.object({ type: z.literal('restartServer') }),
]);

export type FromPanel = z.infer<typeof message>;
export type BasinRequest = z.infer<typeof basins>;
export type Edit = z.infer<typeof edit>;
export type Change = z.infer<typeof change>;

/** @returns null for what is not a message of the panel. */
export function readMessage(data: unknown): FromPanel | null {
  return message.safeParse(data).data ?? null;
}

const record = z.object({
  version: z.literal(2),
  document: z.string().min(1),
  locked: z.boolean(),
  // What the person looks at. The panel alone reads it.
  view: z.unknown(),
});

/**
 * What the panel keeps through `setState`, and the host's serializer is handed after a reload of the window. What it showed is not
 * kept here: the host has it.
 */
export type PersistedPanel = z.infer<typeof record>;

/** What a panel kept before the window was reloaded. @returns null for what cannot be one, or is of another version. */
export function readRecord(data: unknown): PersistedPanel | null {
  return record.safeParse(data).data ?? null;
}
