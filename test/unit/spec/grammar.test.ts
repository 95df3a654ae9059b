import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { grammarFile } from '../../../scripts/build/grammar.js';
import { ALGORITHM_IDS } from '../../../src/engine/algorithms/catalogue.js';
import { grammar } from '../../../src/spec/grammar.js';
import { generateSchema } from '../../../src/spec/schema/generate.js';
import { mdpSchema } from '../../../src/spec/schema/mdp.js';
import { runSchema } from '../../../src/spec/schema/run.js';
import { keysOf } from '../../../src/spec/schema.js';

interface Grammar {
  readonly repository: {
    readonly key: { readonly match: string };
    readonly value: { readonly patterns: readonly { readonly match: string; readonly name?: string }[] };
  };
}

const { key, value } = (grammar() as Grammar).repository;
const keyword = value.patterns.find(({ name }) => name === 'constant.language.linspg')!;
const matched = (match: string, text: string) => new RegExp(match, 'm').exec(text)?.[1];

describe('the colours of the language', () => {
  test('are those of the file that the build writes', () => {
    expect(JSON.parse(readFileSync(grammarFile, 'utf8'))).toEqual(JSON.parse(JSON.stringify(grammar())));
  });

  test('tell every key of the sections from an action', () => {
    for (const name of [runSchema, generateSchema, mdpSchema]
      .flatMap(keysOf)
      .concat('actions', 'reward', 'to', 'probability'))
      expect(matched(key.match, `  ${name}: 1`)).toBe(name);
    expect(matched(key.match, '  baseline-arm: 1')).toBeUndefined();
  });

  test('know every algorithm as a whole word', () => {
    for (const id of ALGORITHM_IDS) expect(matched(keyword.match, `algorithm: ${id}`)).toBe(id);
    expect(matched(keyword.match, 'algorithm: lin-spg-of-mine')).toBeUndefined();
  });
});
