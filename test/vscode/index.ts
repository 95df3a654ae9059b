/** What the extension host calls: runs every suite beside this file under Mocha and leaves the outcome in a file. */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import { type Failure, type Outcome, voice } from './outcome.js';

function say(line: string): void {
  console.log(voice + line);
}

export async function run(): Promise<void> {
  const mocha = new Mocha({
    reporter: class extends Mocha.reporters.Base {},
    ui: 'bdd',
    color: false,
    timeout: 60_000,
    // As in the workbench: a window has moods of its own. What needed it is named.
    retries: 1,
    forbidOnly: process.env.CI !== undefined,
  });
  const suites = path.join(__dirname, 'suite');
  for (const name of readdirSync(suites).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(path.join(suites, name));
  }
  const failures: Failure[] = [];
  const repeated: Failure[] = [];
  let passed = 0;
  let pending = 0;
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('suite', (suite) => {
        if (!suite.root) say(`${'  '.repeat(suite.titlePath().length - 1)}${suite.title}`);
      })
      .on('pass', (test) => {
        passed += 1;
        say(`${'  '.repeat(test.titlePath().length - 1)}✓ ${test.title} (${test.duration} ms)`);
      })
      .on('pending', (test) => {
        pending += 1;
        say(`${'  '.repeat(test.titlePath().length - 1)}- ${test.title}`);
      })
      .on('retry', (test, error) => {
        say(`${'  '.repeat(test.titlePath().length - 1)}↻ ${test.title}`);
        repeated.push({ title: test.fullTitle(), message: error.stack ?? error.message });
      })
      .on('fail', (test, error) => {
        say(`${'  '.repeat(test.titlePath().length - 1)}✗ ${test.title}`);
        failures.push({ title: test.fullTitle(), message: error.stack ?? error.message });
      });
  });
  const outcome: Outcome = { passed, pending, failures, repeated };
  writeFileSync(path.join(__dirname, 'outcome.json'), JSON.stringify(outcome));
  if (failures.length > 0) throw new Error(`${failures.length} of the tests in VS Code failed.`);
  if (passed === 0) throw new Error('No test ran in VS Code.');
}
