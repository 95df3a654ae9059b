/** The schema of a place in a text. */
import * as z from 'zod';
import { meaningOf, specSchema } from './schema.js';
import type { Path } from './spot.js';

export type Form =
  | { readonly is: 'mapping'; readonly shape: Readonly<Record<string, z.ZodType>> }
  /** A mapping with names that a person chooses. */
  | { readonly is: 'named'; readonly element: z.ZodType }
  | { readonly is: 'list'; readonly element: z.ZodType }
  | { readonly is: 'keyword'; readonly word: string; readonly about: string | null }
  /** A number, or a text. `form`: the form of a text that is not a keyword. */
  | { readonly is: 'other'; readonly form: string | null; readonly about: string | null };

/** What may stand at a path: several schemas if it depends on the surroundings; none if nothing may. */
export function schemasAt(path: Path): readonly z.ZodType[] {
  return path.reduce(schemasWithin, specSchemas());
}

/** What may stand at the top level. */
export function specSchemas(): readonly z.ZodType[] {
  return [specSchema];
}

/** What may stand one step below. */
export function schemasWithin(schemas: readonly z.ZodType[], step: string | number): readonly z.ZodType[] {
  return schemas.flatMap((schema) => branches(schema).flatMap((one) => within(one, step)));
}

/** The meaning of the innermost key on a path, as Markdown; null: it is not a key of the language. */
export function meaningAt(path: Path): string | null {
  const key = path.findLastIndex((step) => typeof step === 'string');
  for (const schema of schemasAt(path.slice(0, key + 1))) {
    const meaning = meaningOf(schema);
    if (meaning !== null) return meaning;
  }
  return null;
}

/** The keywords that may stand at a path. */
export function keywordsAt(path: Path): Extract<Form, { is: 'keyword' }>[] {
  return schemasAt(path)
    .flatMap(formsOf)
    .filter((form) => form.is === 'keyword');
}

/** The forms in which a value may be written. */
export function formsOf(schema: z.ZodType): Form[] {
  return branches(schema).flatMap((one): Form[] => {
    if (one instanceof z.ZodObject)
      return [
        { is: 'mapping', shape: one.shape },
        ...(one.def.catchall instanceof z.ZodNever || !one.def.catchall
          ? []
          : [{ is: 'named', element: one.def.catchall as z.ZodType } as const]),
      ];
    if (one instanceof z.ZodRecord) return [{ is: 'named', element: one.valueType as z.ZodType }];
    if (one instanceof z.ZodArray) return [{ is: 'list', element: one.element as z.ZodType }];
    if (one instanceof z.ZodEnum || one instanceof z.ZodLiteral) {
      const words = (one instanceof z.ZodEnum ? one.options : [...one.values]).map(String);
      const about = one.meta()?.markdownEnumDescriptions as readonly string[] | undefined;
      return words.map((word, k) => ({ is: 'keyword', word, about: about?.[k] ?? null }));
    }
    const form = one instanceof z.ZodString ? exampleOf(one) : null;
    return [{ is: 'other', form, about: meaningOf(one) }];
  });
}

/** Is a key of a mapping required? */
export function isRequired(schema: z.ZodType): boolean {
  return !schema.safeParse(undefined).success;
}

/** A value to suggest if nothing better is known: the default, otherwise an example; null: there is neither. */
export function exampleOf(schema: z.ZodType): string | null {
  const { data } = schema.safeParse(undefined);
  if (typeof data === 'string' || typeof data === 'number') return String(data);
  const [example] = (schema.meta()?.examples ?? []) as string[];
  if (example !== undefined) return example;
  return schema instanceof z.ZodOptional ? exampleOf(schema.unwrap() as z.ZodType) : null;
}

/** Whether a number may stand there. */
export function isNumeric(schema: z.ZodType): boolean {
  return branches(schema).some((one) => one instanceof z.ZodNumber);
}

function branches(schema: z.ZodType): z.ZodType[] {
  if (schema instanceof z.ZodUnion) return (schema.options as z.ZodType[]).flatMap(branches);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return branches(schema.unwrap() as z.ZodType);
  return [schema];
}

function within(schema: z.ZodType, step: string | number): z.ZodType[] {
  if (typeof step === 'number') return schema instanceof z.ZodArray ? [schema.element as z.ZodType] : [];
  if (schema instanceof z.ZodRecord) return [schema.valueType as z.ZodType];
  if (!(schema instanceof z.ZodObject)) return [];
  if (Object.hasOwn(schema.shape, step)) return [schema.shape[step] as z.ZodType];
  return schema.def.catchall ? [schema.def.catchall as z.ZodType] : [];
}
