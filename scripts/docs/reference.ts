/** The page of the language, `docs/reference.md`, made from the schema that the reader and the editor use. */
import type { z } from 'zod';
import { keysOf, meaningOf, specSchema } from '../../src/spec/schema.js';
import { type Form, formsOf, isRequired } from '../../src/spec/schemaAt.js';

/** The keys from the outermost on: `run › learning-rate › armijo › max`. */
type Path = readonly string[];

const HEAD = `# The language: every key

A \`.linspg\` file is YAML 1.2. This page is made from the vocabulary that the reader, completion and hovers use (\`npm run docs:reference\`), so it says
what they say. A number may be a fraction (\`1/3\`), which is exact. Where one value is expected in \`run\`, a list of values is a sweep.

A file has one problem, \`bandit\`, \`contexts\`, \`mdp\` or \`generate\`, and may have a \`title\`, parameters, \`let\`, and an experiment, \`run\`.
More about [contexts and processes](mdp.md), [phase diagrams](phase.md), [numbers from files](files.md), [algorithms](algorithms.md), and the words in the [glossary](glossary.md).
`;

export function reference(): string {
  const sections = keysOf(specSchema).map((key) => section(key, specSchema.shape[key as 'run'] as z.ZodType));
  return `${[HEAD, ...sections].join('\n')}`;
}

function section(key: string, schema: z.ZodType): string {
  const rows = rowsWithin([], schema);
  const words = keywordsWithin([], schema);
  return [
    `## \`${key}\`\n`,
    `${meaningOf(schema) ?? ''}\n`,
    ...(rows.length === 0 ? [] : ['| key | default | what it is |', '| --- | --- | --- |', ...rows, '']),
    ...words,
  ].join('\n');
}

/** A row for each key that may occur inside, at any depth. */
function rowsWithin(path: Path, schema: z.ZodType): string[] {
  const rows = distinct(formsOf(schema)).flatMap((form): string[] => {
    switch (form.is) {
      case 'mapping':
        return Object.entries(form.shape).flatMap(([key, inner]) => {
          const at = [...path, key];
          return [row(at, inner), ...rowsWithin(at, inner)];
        });
      case 'named':
        return [row([...path, 'NAME'], form.element), ...rowsWithin([...path, 'NAME'], form.element)];
      case 'list':
        return rowsWithin(path, form.element);
      default:
        return [];
    }
  });
  // A value and a list of such values have the same keys.
  return [...new Set(rows)];
}

function row(path: Path, schema: z.ZodType): string {
  return `| ${pathText(path)} | ${defaultText(schema)} | ${cell(meaningOf(schema) ?? '')} |`;
}

const pathText = (path: Path): string => path.map((key) => `\`${key}\``).join(' › ');

/** In a table, a `|` would end the cell. */
const cell = (markdown: string): string => markdown.replaceAll('|', '\\|');

/** Empty: the key is required or has no default. */
function defaultText(schema: z.ZodType): string {
  const { data } = schema.safeParse(undefined);
  if (typeof data === 'string' || typeof data === 'number') return `\`${data}\``;
  return isRequired(schema) ? 'required' : '';
}

/** Each keyword with its meaning, under the key whose value it is. */
function keywordsWithin(path: Path, schema: z.ZodType): string[] {
  const forms = distinct(formsOf(schema));
  const told = forms.flatMap((form) => (form.is === 'keyword' && form.about !== null ? [form] : []));
  const words = new Set(told.map(({ word }) => word));
  const plain = told.filter(({ word }) => !word.startsWith('not ') || !words.has(word.slice(4)));
  const own =
    plain.length === 0
      ? []
      : [
          `What ${path.map((key) => `\`${key}\``).join(' › ')} may be${plain.length < told.length ? ', each also with `not` before it' : ''}:\n`,
          ...plain.map(({ word, about }) => `- \`${word}\`: ${about}`),
          '',
        ];
  const inner = forms.flatMap((form): string[] => {
    switch (form.is) {
      case 'mapping':
        return Object.entries(form.shape).flatMap(([key, one]) => keywordsWithin([...path, key], one));
      case 'named':
        return keywordsWithin([...path, 'NAME'], form.element);
      case 'list':
        return plain.length > 0 ? [] : keywordsWithin(path, form.element);
      default:
        return [];
    }
  });
  return [...own, ...(own.length > 0 ? [] : inner)];
}

/** A sweep has each form twice: by itself, and in a list. */
function distinct(forms: readonly Form[]): Form[] {
  return forms.filter(
    (form, n) =>
      form.is !== 'keyword' || forms.findIndex((one) => one.is === 'keyword' && one.word === form.word) === n,
  );
}
