import { describe, expect, test } from 'vitest';
import { type Attempt, failuresOf, joined } from '../../../scripts/testReport.js';

const file = (name: string, tests: Readonly<Record<string, string | null>>): Attempt['files'][number] => ({
  name,
  status: Object.values(tests).every((message) => message === null) ? 'passed' : 'failed',
  assertionResults: Object.entries(tests).map(([fullName, message]) => ({
    status: message === null ? 'passed' : 'failed',
    fullName,
    failureMessages: message === null ? [] : [message],
  })),
});
const attempt = (...files: Attempt['files']): Attempt => ({
  ok: files.every(({ status }) => status === 'passed'),
  files,
});

describe('of a step whose failed files were tried again in a new window', () => {
  const first = attempt(file('runs', { starts: null, stops: 'never came' }), file('panels', { opens: null }));

  test('what passed then has passed, and what the first attempt said is kept', () => {
    const both = joined(first, attempt(file('runs', { starts: null, stops: null })));
    expect(both.ok).toBe(true);
    expect(both.files.map(({ name }) => name)).toEqual(['runs', 'panels']);
    expect(both.files.flatMap(failuresOf)).toEqual([]);
    expect(both.files[0]!.assertionResults).toEqual([
      { status: 'passed', fullName: 'starts', failureMessages: [] },
      { status: 'passed', fullName: 'stops', failureMessages: ['never came'] },
    ]);
  });

  test('what failed again has failed', () => {
    const both = joined(first, attempt(file('runs', { starts: null, stops: 'never came, again' })));
    expect(both.ok).toBe(false);
    expect(both.files.flatMap(failuresOf)).toEqual(['stops\n    never came\n    never came, again']);
  });

  test('the failures stand where the new window came to nothing', () => {
    const both = joined(first, { ok: false, files: [] });
    expect(both.ok).toBe(false);
    expect(both.files.flatMap(failuresOf)).toEqual(['stops\n    never came']);
  });
});

test('a file that did not come to its tests is one failure', () => {
  const broken = { name: 'runs', status: 'failed', message: 'no window', assertionResults: [] } as const;
  expect(failuresOf(broken)).toEqual(['runs\n    no window']);
});
