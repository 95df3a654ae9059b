/** What `linspg check` says of families of processes. */
import { expect, test } from 'vitest';
import { analyseFamily, familyJson, familyLines } from '../../../src/cli/family.js';
import { analyseMdp } from '../../../src/conditions/policies/analyse.js';
import { readSpec } from '../../../src/spec/read.js';

const read = (generate: string) => readSpec(`generate: { ${generate} }\n`);

test('a family of processes has its verdicts and the conditions of policies', () => {
  const { family, issues } = analyseFamily(
    read(
      'states: 3, actions: 3, dimensions: 1, count: 12, discount: 0.5, features: gaussian, rewards: uniform',
    ),
  );
  expect(issues).toEqual([]);
  const [head, each, ...rows] = familyLines(family!);
  const kinds = family!.instances.map(({ instance }) =>
    'states' in instance ? analyseMdp(instance).verdict.kind : null,
  );
  const never = kinds.filter((kind) => kind === 'never').length;
  expect(never).toBeGreaterThan(0);
  expect(head).toContain(`12 instances; verdicts: `);
  expect(head).toContain(`${never} never reach the optimum`);
  expect(each).toBe('each condition holds of');
  expect(rows.map((row) => row.split(' ')[0])).toEqual(['exposed', 'order', 'trap']);
});

test('and in JSON its instances with their states, optimal actions and policies that attract', () => {
  const { family } = analyseFamily(
    read('contexts: 2, actions: 2, dimensions: 1, count: 8, features: gaussian, rewards: uniform'),
  );
  const { instances } = familyJson(family!) as { instances: Record<string, unknown>[] };
  expect(Object.keys(instances[0]!.contexts as object)).toEqual(['s1', 's2']);
  expect(
    instances.every(({ optimal }) => (optimal as string[]).every((name) => /^s[12]: a[12]$/.test(name))),
  ).toBe(true);
  const depends = instances.filter(({ verdict }) => (verdict as { kind: string }).kind === 'depends');
  for (const { traps } of depends) expect((traps as string[])[0]).toMatch(/a[12] in s[12]/);
});
