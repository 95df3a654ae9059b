/**
 * The form and the meaning of each word of a `.linspg` text, from which the editor takes its completion and hovers (also as JSON Schema). The meaning of each
 * key is Markdown, for a person.
 */
import * as z from 'zod';
import { banditSchema } from './schema/bandit.js';
import { contextsSchema } from './schema/contexts.js';
import { generateSchema } from './schema/generate.js';
import { mdpSchema } from './schema/mdp.js';
import { letSchema } from './schema/parameters.js';
import { mapping, says } from './schema/parts.js';
import { runSchema } from './schema/run.js';
import { KEYS } from './vocabulary.js';

export const specSchema = mapping(KEYS.spec, {
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

/** The meaning of a key, as Markdown; null if the schema has none. */
export function meaningOf(schema: z.ZodType): string | null {
  const words = schema.meta()?.markdownDescription;
  if (typeof words === 'string') return words;
  return schema instanceof z.ZodOptional ? meaningOf(schema.unwrap() as z.ZodType) : null;
}

/** The vocabulary as JSON Schema (draft 7), for completion and hovers. */
export function jsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(specSchema, { target: 'draft-7', io: 'input' }) as Record<string, unknown>;
}
