/** What the extension host calls: runs the suites that a file beside this one names under Mocha and leaves the outcome in another. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { type Outcome, type TestOutcome, voice } from './outcome.js';

function say(line: string): void {
  console.log(voice + line);
}

export async function run(): Promise<void> {
  const mocha = new Mocha({
    reporter: class extends Mocha.reporters.Base {},
    ui: 'bdd',
    color: false,
    timeout: 60_000,
    // As in the workbench, a failed test is tried once more, since windows are not fully reliable. Tests that needed it are named.
    retries: 1,
    forbidOnly: process.env.CI !== undefined,
  });
  const suites = JSON.parse(readFileSync(path.join(__dirname, 'suites.json'), 'utf8')) as string[];
  for (const name of suites) mocha.addFile(path.join(__dirname, 'suite', `${name}.test.cjs`));
  const said = new Map<string, string[]>();
  const tests: TestOutcome[] = [];
  const end = (status: TestOutcome['status'], mark: string, test: Mocha.Runnable) => {
    say(`${'  '.repeat(test.titlePath().length - 1)}${mark} ${test.title}`);
    const file = path.basename(test.file ?? '', '.test.cjs');
    tests.push({ file, title: test.fullTitle(), status, messages: said.get(test.fullTitle()) ?? [] });
  };
  const failed = (test: Mocha.Runnable, error: Error) => {
    const title = test.fullTitle();
    said.set(title, [...(said.get(title) ?? []), error.stack ?? error.message]);
  };
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('suite', (suite) => {
        if (!suite.root) say(`${'  '.repeat(suite.titlePath().length - 1)}${suite.title}`);
      })
      .on('pass', (test) => end('passed', '✓', test))
      .on('pending', (test) => end('pending', '-', test))
      .on('retry', (test, error) => {
        say(`${'  '.repeat(test.titlePath().length - 1)}↻ ${test.title}`);
        failed(test, error);
      })
      .on('fail', (test, error) => {
        failed(test, error);
        end('failed', '✗', test);
      });
  });
  writeFileSync(path.join(__dirname, 'outcome.json'), JSON.stringify(tests satisfies Outcome));
  const failures = tests.filter(({ status }) => status === 'failed').length;
  if (failures > 0) throw new Error(`${failures} of the tests in VS Code failed.`);
  if (!tests.some(({ status }) => status === 'passed')) throw new Error('No test ran in VS Code.');
}
