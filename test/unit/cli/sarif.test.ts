/** `check --format sarif`, as a viewer reads it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Log, Region, Result } from 'sarif';
import { describe, expect, test } from 'vitest';
import { checkedOf } from '../../../src/cli/checked.js';
import { toSarif } from '../../../src/cli/sarif.js';

const of = (text: string, file = 'mine.linspg') => checkedOf({ file, text, issues: [] });
const runOf = (log: Log) => log.runs[0]!;
const resultsOf = (text: string) => runOf(toSarif([of(text)], [], 0)).results!;

/** SARIF counts lines and columns from 1; the end of a region is the column behind it. */
function offsets(text: string, { startLine, startColumn, endLine, endColumn }: Region) {
  const lineStart = (line: number) =>
    text
      .split('\n')
      .slice(0, line - 1)
      .reduce((sum, each) => sum + each.length + 1, 0);
  return [lineStart(startLine!) + startColumn! - 1, lineStart(endLine!) + endColumn! - 1] as const;
}
const placeOf = ({ locations }: Result) => locations![0]!.physicalLocation!;
const wordAt = (text: string, result: Result) => text.slice(...offsets(text, placeOf(result).region!));

function applied(text: string, { fixes }: Result, index = 0): string {
  const { replacements } = fixes![index]!.artifactChanges[0]!;
  return [...replacements]
    .map(({ deletedRegion, insertedContent }) => ({
      at: offsets(text, deletedRegion),
      words: insertedContent?.text ?? '',
    }))
    .sort((a, b) => b.at[0] - a.at[0])
    .reduce((now, { at: [start, end], words }) => now.slice(0, start) + words + now.slice(end), text);
}

const STUCK = readFileSync('examples/02-gets-stuck.linspg', 'utf8');
const SLIPS = `title: 𝔏in "𝔖PG"
bandit:
  actions:
    "𝔞": { rewrd: 9, features: [0, -2] }
    b: { reward: 8, features: [0, 1] }
run: { algoritm: lin-spg, iterations: 100 }
`;

test('of a large text, so many fixes are tried as take a moment, and the log says how many are left out', () => {
  const text = `bandit:
  actions:
${Array.from({ length: 60 }, (_, a) => `    a${a}: { rewrd: ${a}, features: [${a}, 1] }`).join('\n')}
# ${'x'.repeat(400_000)}
`;
  const { results, invocations } = runOf(toSarif([of(text)], [], 1));
  const mended = results!.filter(({ fixes }) => fixes !== undefined);
  const misspelt = results!.filter(({ ruleId }) => ruleId === 'unknown-key');
  expect(misspelt).toHaveLength(60);
  // Each trial reads the text of 0.4 million characters again, 10 million in all.
  expect(mended).toHaveLength(24);
  expect(invocations![0]!.toolExecutionNotifications).toMatchObject([
    { level: 'note', message: { text: expect.stringContaining('36 fixes were not tried and are left out') } },
  ]);
});

describe('a result', () => {
  test('is at the very word, whatever stands before it in its line', () => {
    const places = resultsOf(SLIPS)
      .filter(({ ruleId }) => ruleId === 'unknown-key')
      .map((result) => wordAt(SLIPS, result));
    expect(places).toEqual(['rewrd', 'algoritm']);
  });

  test('names a rule of the same run, with a sentence and the address of a page that exists', () => {
    for (const text of [STUCK, SLIPS]) {
      const { results, tool } = runOf(toSarif([of(text)], [], 0));
      expect(results!.length).toBeGreaterThan(0);
      for (const { ruleId, ruleIndex } of results!) {
        const rule = tool.driver.rules![ruleIndex!]!;
        expect(rule.id).toBe(ruleId);
        expect(rule.shortDescription!.text).toMatch(/[.?]$/);
        const { pathname, hash } = new URL(rule.helpUri!);
        const page = readFileSync(join('docs', pathname.split('/').at(-1)!), 'utf8');
        if (hash) expect(page).toContain(`\n## ${hash.slice(1)}\n`);
      }
    }
  });

  test('of a trap is a warning that points to the actions around it', () => {
    const trap = resultsOf(STUCK).find(({ ruleId }) => ruleId === 'trap')!;
    expect([trap.level, wordAt(STUCK, trap)]).toEqual(['warning', 'a2']);
    const others = trap.relatedLocations!.map(({ physicalLocation }) =>
      STUCK.slice(...offsets(STUCK, physicalLocation!.region!)),
    );
    expect(others).toContain('a1');
  });

  test('has the fixes that leave no more errors, and these mend it', () => {
    const slip = resultsOf(SLIPS).find(({ ruleId }) => ruleId === 'unknown-key')!;
    const mended = applied(SLIPS, slip);
    expect(mended).toContain('{ reward: 9');
    const both = applied(mended, resultsOf(mended).find(({ ruleId }) => ruleId === 'unknown-key')!);
    expect(resultsOf(both).filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('says in its message what the terminal says: braces are doubled, as SARIF has it', () => {
    const checked = of('bandit:\n  actions: 3\n');
    const [result] = runOf(toSarif([checked], [], 1)).results!;
    expect(checked.diagnostics[0]!.message).toMatch(/\{.*\}/);
    expect(result!.message.text!.replaceAll('{{', '{').replaceAll('}}', '}')).toBe(
      checked.diagnostics[0]!.message,
    );
    expect(result!.message.text).not.toMatch(/(?<!\{)\{(\{\{)*(?!\{)/);
  });
});

describe('a run', () => {
  test('of all examples has what the format demands', () => {
    const files = readdirSync('examples').filter((name) => name.endsWith('.linspg'));
    const log = toSarif(
      files.map((file) => of(readFileSync(join('examples', file), 'utf8'), `examples/${file}`)),
      [],
      0,
    );
    expect(log.version).toBe('2.1.0');
    const { artifacts, results, tool, originalUriBaseIds, columnKind } = runOf(log);
    expect(tool.driver).toMatchObject({ name: 'linspg', version: expect.stringMatching(/^\d/) });
    expect(columnKind).toBe('utf16CodeUnits');
    expect(artifacts!.map(({ location }) => location!.uri)).toEqual(files.map((file) => `examples/${file}`));
    const root = new URL(originalUriBaseIds!.SRCROOT!.uri!);
    expect(root.href.endsWith('/')).toBe(true);
    for (const result of results!) {
      expect(['error', 'warning', 'note']).toContain(result.level);
      expect(result.message.text).not.toBe('');
      const { artifactLocation, region } = placeOf(result);
      expect(artifactLocation!.uri).toBe(artifacts![artifactLocation!.index!]!.location!.uri);
      for (const number of Object.values(region!)) expect(number).toBeGreaterThanOrEqual(1);
    }
  });

  test('names files below the folder of the command relative to it, others whole, and no sign of a name is one of an address', () => {
    const places = ['a b/100%.linspg', '../elsewhere.linspg', '-'].map(
      (file) => runOf(toSarif([of('', file)], [], 1)).artifacts![0]!.location!,
    );
    expect(places[0]).toEqual({ uri: 'a%20b/100%25.linspg', uriBaseId: 'SRCROOT' });
    expect(places[1]!.uri).toMatch(/^file:\/\/.*\/elsewhere\.linspg$/);
    expect(places[2]).toEqual({ uri: '-', uriBaseId: 'SRCROOT' });
  });

  test('that could not read a file has not succeeded, and says why', () => {
    const [invocation] = runOf(toSarif([], ['cannot read x: there is no such file'], 2)).invocations!;
    expect(invocation).toMatchObject({ executionSuccessful: false, exitCode: 2 });
    expect(invocation!.toolExecutionNotifications![0]!.message.text).toContain('there is no such file');
  });
});
