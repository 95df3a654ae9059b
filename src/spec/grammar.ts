/** The TextMate grammar that colours a `.linspg` text. It is made from the schema: exactly its keys and keywords are coloured as such. */
import { jsonSchema } from './schema.js';

/** The end of a plain scalar. */
const END = '(?=\\s*(?:$|[,\\]}#]))';
const BEFORE = '(?<=[:,\\[{\\s-])';

export function grammar(): object {
  const { keys, keywords } = words(jsonSchema());
  return {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    name: 'Lin-SPG experiment',
    scopeName: 'source.linspg',
    fileTypes: ['linspg'],
    patterns: ['#comment', '#key', '#action', '#value', 'source.yaml'].map((include) => ({ include })),
    repository: {
      comment: {
        match: '(?:^|(?<=\\s))(#).*$',
        name: 'comment.line.number-sign.linspg',
        captures: { 1: { name: 'punctuation.definition.comment.linspg' } },
      },
      key: {
        match: `(?<![\\w-])(${keys.join('|')})\\s*(:)(?=\\s|$)`,
        captures: {
          1: { name: 'entity.name.tag.linspg keyword.other.key.linspg' },
          2: { name: 'punctuation.separator.key-value.linspg' },
        },
      },
      action: {
        match: '(?<![\\w-])([A-Za-z_][\\w.-]*)\\s*(:)(?=\\s|$)',
        captures: {
          1: { name: 'entity.name.function.action.linspg' },
          2: { name: 'punctuation.separator.key-value.linspg' },
        },
      },
      value: {
        patterns: [
          {
            match: `${BEFORE}\\s*(theory)\\s*(\\*)\\s*(?=[\\d.])`,
            captures: {
              1: { name: 'constant.language.theory.linspg' },
              2: { name: 'keyword.operator.multiply.linspg' },
            },
          },
          { match: `${BEFORE}(${keywords.join('|')})${END}`, name: 'constant.language.linspg' },
          {
            match: `(?<=[:,\\[{\\s*"'])([+-]?\\d+)\\s*(/)\\s*(\\d+)(?=\\s*(?:$|[,\\]}#"']))`,
            name: 'constant.numeric.fraction.linspg',
            captures: { 2: { name: 'keyword.operator.fraction.linspg' } },
          },
          {
            match: `(?<=[:,\\[{\\s*])[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?${END}`,
            name: 'constant.numeric.linspg',
          },
        ],
      },
    },
  };
}

/** The keys and the keywords of a JSON Schema, each once, longest first, so that a whole word matches before its beginning. */
function words(schema: unknown): { keys: string[]; keywords: string[] } {
  const keys = new Set<string>();
  const keywords = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === 'object' && node !== null) {
      const { properties = {}, enum: values = [], const: only, ...rest } = node as Record<string, unknown>;
      for (const [key, value] of Object.entries(properties as object)) {
        keys.add(key);
        visit(value);
      }
      for (const value of [...(values as unknown[]), only])
        if (typeof value === 'string') keywords.add(value);
      Object.values(rest).forEach(visit);
    }
  };
  visit(schema);
  const longestFirst = (set: Set<string>) => [...set].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return { keys: longestFirst(keys), keywords: longestFirst(keywords) };
}
