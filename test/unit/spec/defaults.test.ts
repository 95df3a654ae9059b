/** What is not written is what the editor shows as its default. */
import { expect, test } from 'vitest';
import { readSpec } from '../../../src/spec/read.js';
import { jsonSchema } from '../../../src/spec/schema.js';

type Properties = Readonly<Record<string, { readonly properties: Properties; readonly default?: unknown }>>;

const sections = (jsonSchema() as { readonly properties: Properties }).properties;
const written = {
  bandit: (more: string) => `bandit: { rewards: [1, 0.5], features: [[1], [0]], ${more} }\n`,
  run: (more: string) => `${written.bandit('')}run: { ${more} }\n`,
  generate: (more: string) => `generate: { actions: 3, dimensions: 2, count: 2, ${more} }\n`,
};

test.each(
  (['bandit', 'run', 'generate'] as const).flatMap((section) =>
    Object.entries(sections[section]!.properties)
      .filter(([, field]) => 'default' in field)
      .map(([key, field]) => [section, key, field.default] as const),
  ),
)('`%s` without `%s` reads as with %j', (section, key, value) => {
  const read = (more: string) => {
    const { bandit, family, run, issues } = readSpec(written[section](more));
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    return { bandit, family, run };
  };
  expect(read(`${key}: ${JSON.stringify(value)}`)).toEqual(read(''));
});

test('every section has defaults', () => {
  for (const section of ['bandit', 'run', 'generate'] as const)
    expect(Object.values(sections[section]!.properties).some((field) => field.default !== undefined)).toBe(
      true,
    );
});
