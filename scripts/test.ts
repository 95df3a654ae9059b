/**
 * `npm test`: every check and every test, one after another. A failure does not hide those that come after it; at the end
 * the failed ones are named once more, and the last line counts them all.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { program } from './program.js';
import { root } from './vscode/vscode-server.js';

interface Step {
  /** The npm script. */
  readonly script: string;
  /** Given to the script, with the place where it is to write a report in the form of Jest's. */
  readonly report?: (file: string) => string[];
  /** What comes later makes no sense without it. */
  readonly needed?: true;
}

const vitestReport = (file: string) => ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];

const steps: readonly Step[] = [
  { script: 'typecheck' },
  { script: 'lint' },
  { script: 'build', needed: true },
  { script: 'test:unit', report: vitestReport },
  { script: 'test:vscode', report: (file) => [`--report=${file}`] },
  { script: 'test:workbench', report: vitestReport },
];

interface Count {
  readonly passed: number;
  readonly failed: number;
  /** Each failed test: its name and the beginning of its message. */
  readonly failures: readonly string[];
  /** Each test that passed when it was tried again, with the beginning of what the first attempt said. */
  readonly repeated: readonly string[];
}

interface Assertion {
  readonly status: string;
  readonly fullName: string;
  /** Of a test that was tried again, also what the first attempt said. */
  readonly failureMessages: readonly string[];
}

/** What is read of a report in the form of Jest's. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    /** The file, and what stopped it where it did not come to its tests. */
    readonly name?: string;
    readonly message?: string;
    readonly assertionResults: readonly Assertion[];
  }[];
}

const nothing: Count = { passed: 0, failed: 0, failures: [], repeated: [] };
/** Of a failure's message, as many lines as show the counterexample of a property or the two sides of a comparison. */
const messageLines = 12;

async function main(): Promise<boolean> {
  const reports = await mkdtemp(path.join(tmpdir(), 'linspg-test-'));
  const counts: Count[] = [];
  const failedSteps: string[] = [];
  try {
    for (const { script, report, needed } of steps) {
      console.log(`\n── ${script}`);
      const started = Date.now();
      const file = path.join(reports, `${script.replace(':', '-')}.json`);
      const ok = await run(script, report?.(file) ?? []);
      const counted = report ? await count(file) : nothing;
      // A check without a report, and a run that ended without one, counts as one failure.
      counts.push(!ok && counted.failed === 0 ? { ...counted, failed: 1 } : counted);
      console.log(`── ${script}: ${ok ? 'ok' : 'FAILED'} in ${Math.round((Date.now() - started) / 1000)} s`);
      if (ok) continue;
      failedSteps.push(script);
      if (needed) break;
    }
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
  const passed = counts.reduce((sum, one) => sum + one.passed, 0);
  const failed = counts.reduce((sum, one) => sum + one.failed, 0);
  for (const test of counts.flatMap((one) => one.repeated))
    console.log(`\n↻ Passed when tried again: ${test}`);
  for (const failure of counts.flatMap((one) => one.failures)) console.log(`\n✗ ${failure}`);
  console.log(failedSteps.length > 0 ? `\nFailed: ${failedSteps.join(', ')}` : '');
  console.log(`${passed} passed, ${failed} failed`);
  return failedSteps.length === 0;
}

async function run(script: string, args: readonly string[]): Promise<boolean> {
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

async function count(file: string): Promise<Count> {
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return nothing;
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(text) as Report;
  const failures = testResults.flatMap(({ name = '', message = '', assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    return failed.length === 0 && message !== '' ? [shortened(name, message)] : failed.map(told);
  });
  const repeated = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
    .map(told);
  return { passed: numPassedTests, failed: numFailedTests, failures, repeated };
}

const told = ({ fullName, failureMessages }: Assertion) => shortened(fullName, failureMessages.join('\n'));

function shortened(title: string, message: string): string {
  return [title, ...message.split('\n').slice(0, messageLines)].join('\n    ');
}

await program(main);
