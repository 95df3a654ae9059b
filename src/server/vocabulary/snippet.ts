/** Snippets of values, made from their schemas: everything that is required, with a place for each number and text. */
import type { z } from 'zod';
import { exampleOf, formsOf, isRequired } from '../../spec/schemaAt.js';
import type { Spot } from '../../spec/spot.js';

/** A place that the user fills in: empty, or with an example until then. */
const place = (example: string | null = null) => `$<${example ?? ''}>`;

export type Keys = readonly (readonly [string, z.ZodType])[];

type Shape = Readonly<Record<string, z.ZodType>>;

/** Writes values for one place of a text. */
export class Writer {
  /** @param spot used only when a row is written, since it then reads the whole text. */
  constructor(private readonly spot: Pick<Spot, 'keysAt' | 'rowLength'>) {}

  /** The required keys. */
  needed(shape: Shape): Keys {
    return Object.entries(shape).filter(
      ([key, schema]) =>
        isRequired(schema) || (key === 'features' && 'reward' in shape && this.#writesRows()),
    );
  }

  /** Does an action have features of its own? If there are features beside the states, they are those of all actions. */
  #writesRows(): boolean {
    return !['contexts', 'mdp'].some((section) => this.spot.keysAt([section]).includes('features'));
  }

  /** A row with as many numbers as the other rows, unless its length is known. */
  row(example: string | null = null, known: number | null = null): string {
    const length = known ?? this.spot.rowLength('features') ?? 1;
    return `[${Array.from({ length }, () => place(example)).join(', ')}]`;
  }

  inBraces(keys: Keys): string {
    const entries = keys.map(([key, schema]) => `${key}: ${this.inFlow(schema)}`);
    return `{ ${entries.join(', ') || place()} }`;
  }

  /** A value behind its key and a blank. */
  inFlow(schema: z.ZodType): string {
    const [first, ...others] = formsOf(schema);
    if (first?.is === 'list' && others.length === 0)
      return isNumber(first.element) ? this.row() : `[${this.inFlow(first.element)}]`;
    if (first?.is === 'mapping' && others.length === 0) return this.inBraces(this.needed(first.shape));
    return isCollection(schema) ? `{ ${place()} }` : placeOf(schema);
  }

  /** A value behind its key, on lines of its own if it has several. */
  inBlock(schema: z.ZodType): string {
    const [first, ...others] = formsOf(schema);
    if (first?.is === 'list' && others.length === 0)
      return isCollection(first.element) ? `\n  - ${this.inFlow(first.element)}` : ` ${this.inFlow(schema)}`;
    return isCollection(schema) ? `\n  ${place()}` : ` ${placeOf(schema)}`;
  }

  /** A new member of a mapping whose members have names: on one line, unless it contains named members itself. */
  member(name: string, element: z.ZodType, { inFlow = false }: { readonly inFlow?: boolean } = {}): string {
    const forms = formsOf(element);
    const named = forms.find((form) => form.is === 'named');
    const mapping = forms.find((form) => form.is === 'mapping');
    if (inFlow || (!named && !mapping)) return `${name}: ${this.inFlow(element)}`;
    if (named) return `${name}:\n  ${indented(this.member(place('a1'), named.element))}`;
    const keys = this.needed(mapping!.shape);
    const nested = keys.some(
      ([, schema]) => formsOf(schema).some(({ is }) => is === 'named') && isCollection(schema),
    );
    if (!nested) return `${name}: ${this.inBraces(keys)}`;
    const lines = keys.map(([key, schema]) => this.member(key, schema));
    return `${name}:\n  ${indented(lines.join('\n'))}`;
  }
}

function indented(lines: string): string {
  return lines.replaceAll('\n', '\n  ');
}

/** Of more words a person chooses in the list of what may stand there. */
const MOST_CHOICES = 10;

/** A place for one value: a choice where there are keywords only, or a sweep of them; the first of them where there is nothing else to begin with. */
function placeOf(schema: z.ZodType): string {
  const forms = formsOf(schema).filter(({ is }) => is !== 'list');
  const words = forms.flatMap((form) => (form.is === 'keyword' ? form.word : []));
  if (words.length === 1 || words.length < forms.length) return place(exampleOf(schema) ?? words[0] ?? null);
  return place(words.length <= MOST_CHOICES ? words.join('|') : null);
}

function isNumber(schema: z.ZodType): boolean {
  return formsOf(schema).every(({ is }) => is === 'other');
}

/** Are all its forms mappings or lists? */
function isCollection(schema: z.ZodType): boolean {
  return formsOf(schema).every(({ is }) => is === 'mapping' || is === 'named' || is === 'list');
}
