/**
 * The vocabulary of a `.linspg` file, defined once: the reader takes its keys, keywords and defaults from here, and the editor
 * its completion and hovers (as JSON Schema). The meaning of each key is Markdown, for a person.
 */
import * as z from 'zod';
import { banditSchema } from './schema/bandit.js';
import { contextsSchema } from './schema/contexts.js';
import { generateSchema } from './schema/generate.js';
import { mdpSchema } from './schema/mdp.js';
import { letSchema } from './schema/parameters.js';
import { says } from './schema/parts.js';
import { runSchema } from './schema/run.js';

export const specSchema = z
  .strictObject({
    title: z.string().meta(says('A title, shown above the charts.')),
    let: letSchema,
    bandit: banditSchema,
    contexts: contextsSchema,
    mdp: mdpSchema,
    generate: generateSchema,
    run: runSchema,
  })
  .partial()
  .meta(says('A problem and an experiment for softmax policy gradient with linear features.'));

/** The keys of an object schema, in the recommended order. */
export function keysOf(schema: { readonly shape: Readonly<Record<string, unknown>> }): readonly string[] {
  return Object.keys(schema.shape);
}

const SECTION_SCHEMAS = Object.entries({
  bandit: banditSchema,
  mdp: mdpSchema,
  generate: generateSchema,
  run: runSchema,
});

/** The sections in which a key may stand. */
export function homesOf(key: string): string[] {
  return SECTION_SCHEMAS.flatMap(([name, { shape }]) => (Object.hasOwn(shape, key) ? [name] : []));
}

/** The meaning of a key, as Markdown; null if the schema has none. */
export function meaningOf(schema: z.ZodType): string | null {
  const words = schema.meta()?.markdownDescription;
  if (typeof words === 'string') return words;
  return schema instanceof z.ZodOptional ? meaningOf(schema.unwrap() as z.ZodType) : null;
}

/** The value of a key of a section that is not written. @throws if the key has no default. */
export function defaultOf(
  { shape }: { readonly shape: Readonly<Record<string, unknown>> },
  key: string,
): unknown {
  return (shape[key] as z.ZodType).parse(undefined);
}

/** The vocabulary as JSON Schema (draft 7), for completion and hovers. */
export function jsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(specSchema, { target: 'draft-7', io: 'input' }) as Record<string, unknown>;
}
