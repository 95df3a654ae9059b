/** The messages from a panel to the host. A webview is not trusted: only messages of these shapes are read, and the types follow from the shapes. */
import * as z from 'zod';
import { parseLiteral } from '../model/rational.js';
import { PAGE_NAME } from './pages.js';
import { PHASE_TABLES, PICTURE_FORMATS, PICTURES } from './pictures.js';

const index = z.int().min(0);
/** The number of a question; its answers repeat it. */
const request = index;
const finite = z.array(z.number()).readonly();

/** The most entries of a matrix that a panel may ask about. */
const MOST_ENTRIES = 1e6;
const MOST_PIXELS = 512;

/**
 * The map of basins that the panel wants: K rows of d features, K rewards, for a process also its transitions, and the square of the
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
    /** The most flows that may be followed. */
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

/** Has every state its rows, and does every row lead to states that exist? */
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

/** A number as it is written into the text; nothing else can be written. */
const literal = z
  .string()
  .max(40)
  .refine((text) => parseLiteral(text) !== null);

/** The words that name a number of a text. */
const words = z.string().min(1).max(2000);

/** The change that a picture makes to the text. */
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
  // Of numbers by the words that name them.
  z.object({
    kind: z.literal('numbers'),
    entries: z.array(z.object({ words, literal })).min(1).readonly(),
  }),
  // Makes a point the only start.
  z.object({ kind: z.literal('init'), literals: z.array(literal).min(1).readonly() }),
  // Moves the first start.
  z.object({ kind: z.literal('start'), literals: z.array(literal).min(1).readonly() }),
]);

/**
 * One change of a stroke: a drag, or a key held down, whose changes are one step of undo. `stroke` increases from stroke to stroke. The first
 * change says which version of the text the picture showed. If the text is at another version by then, or is changed by something else during the
 * stroke, the rest of the stroke changes nothing. `last`: the stroke ends with it.
 */
const edit = z.object({
  type: z.literal('edit'),
  request,
  stroke: index,
  textVersion: index,
  last: z.boolean(),
  change,
});

/** The phase diagram over one number or two. A newer request replaces the one before. */
const phases = z.object({
  type: z.literal('phases'),
  request,
  numbers: z.array(words).min(1).max(2).readonly(),
});

const message = z.discriminatedUnion('type', [
  // The page has started, and knows nothing.
  z.object({ type: z.literal('ready') }),
  // Answers `catchUp`: everything sent before it is drawn.
  z.object({ type: z.literal('caughtUp') }),
  z.object({ type: z.literal('run') }),
  z.object({ type: z.literal('stop') }),
  // Lets the user choose a format and a place, and saves.
  z.object({ type: z.literal('export') }),
  // Lets the user choose a place for a picture, and saves it.
  z.object({
    type: z.literal('savePicture'),
    picture: z.enum(PICTURES),
    format: z.enum(PICTURE_FORMATS),
    inTheme: z.boolean(),
  }),
  // Answers `draw`: the text of a picture, a PNG in Base64; null: there is no such picture.
  z.object({ type: z.literal('drawn'), request, content: z.string().nullable() }),
  // Keeps a run drawn beside later ones, or no longer.
  z.object({ type: z.literal('pin'), run: index }),
  // Charts a run of this session again.
  z.object({ type: z.literal('recall'), run: index }),
  // Puts the text of a run of this session back, as one edit.
  z.object({ type: z.literal('restoreText'), run: index }),
  // Opens an instance of the charted family as a spec of its own.
  z.object({ type: z.literal('openInstance'), run: index, instance: index }),
  // Goes to an action of the text.
  z.object({ type: z.literal('reveal'), action: index }),
  // Opens a page of the documentation for reading.
  z.object({ type: z.literal('openPage'), page: z.string().regex(PAGE_NAME) }),
  basins,
  phases,
  // Nobody looks at the phase diagram any more, or it is of another text by now.
  z.object({ type: z.literal('stopPhases') }),
  // Lets the user choose a place for the table of the phase diagram that is shown, and saves it.
  z.object({ type: z.literal('savePhases'), format: z.enum(PHASE_TABLES) }),
  edit,
  // Undoes or redoes the last change of the text, or saves it.
  z.object({ type: z.literal('undo') }),
  z.object({ type: z.literal('redo') }),
  z.object({ type: z.literal('save') }),
  // Stays with this document, or follows the active editor.
  z.object({ type: z.literal('lock'), locked: z.boolean() }),
  // Opens another panel that stays with this document.
  z.object({ type: z.literal('another') }),
  // Restarts the language server.
  z.object({ type: z.literal('restartServer') }),
]);

export type FromPanel = z.infer<typeof message>;
export type BasinRequest = z.infer<typeof basins>;
export type PhaseRequest = z.infer<typeof phases>;
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
  // What the user looks at. Only the panel reads it.
  view: z.unknown(),
});

/**
 * What the panel stores with `setState`; the host's serializer receives it after a reload of the window. What the panel showed is not
 * in it, since the host has that.
 */
export type PersistedPanel = z.infer<typeof record>;

/** What a panel stored before the window was reloaded. @returns null if it is not valid, or of another version. */
export function readRecord(data: unknown): PersistedPanel | null {
  return record.safeParse(data).data ?? null;
}
