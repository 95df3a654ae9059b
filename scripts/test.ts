/**
 * `npm test`: every check and every test, one after another. A failure does not hide those that come after it; at the end
 * the failed ones are named once more, and the last line counts them all. Where a test in a window of VS Code fails, its file is tried once more in a
 * new window: what one window has come to must not decide. What passed only then is named.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { program } from './program.js';
import { type Attempt, failuresOf, joined, type Report, told } from './testReport.js';
import { root } from './vscode/vscode-server.js';

interface Step {
  /** The npm script. */
  readonly script: string;
  /** The arguments that make the script write a report in Jest's format to a file. */
  readonly report?: (file: string) => string[];
  /** The later steps make no sense without it. */
  readonly needed?: true;
  /** Do its tests work in windows of VS Code? It takes the files that are to be tried as arguments; none: all. */
  readonly inWindows?: true;
}

const vitestReport = (file: string) => ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];

const steps: readonly Step[] = [
  { script: 'typecheck' },
  { script: 'lint' },
  { script: 'build', needed: true },
  { script: 'test:unit', report: vitestReport },
  { script: 'test:vscode', report: (file) => [`--report=${file}`], inWindows: true },
  { script: 'test:workbench', report: vitestReport, inWindows: true },
];

async function main(): Promise<boolean> {
  const reports = await mkdtemp(path.join(tmpdir(), 'linspg-test-'));
  const files: Report['testResults'][number][] = [];
  const failedSteps: string[] = [];
  let unreported = 0;
  try {
    for (const step of steps) {
      const { script, needed } = step;
      console.log(`\n── ${script}`);
      const started = Date.now();
      let done = await attempt(step, [], reports);
      if (!done.ok && step.inWindows) {
        const failed = done.files.filter(({ status }) => status === 'failed').map(({ name }) => name);
        console.log(`\n── ${script}, once more in a new window: ${failed.join(' ') || 'all'}`);
        done = joined(done, await attempt(step, failed, reports));
      }
      const { ok } = done;
      files.push(...done.files);
      // A check without a report, and a run that ended without one, counts as one failure.
      if (!ok && done.files.every(({ status }) => status === 'passed')) unreported += 1;
      console.log(`── ${script}: ${ok ? 'ok' : 'FAILED'} in ${Math.round((Date.now() - started) / 1000)} s`);
      if (ok) continue;
      failedSteps.push(script);
      if (needed) break;
    }
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed');
  for (const test of passed.filter(({ failureMessages }) => failureMessages.length > 0))
    console.log(`\n↻ Passed when tried again: ${told(test)}`);
  const failures = files.flatMap(failuresOf);
  for (const failure of failures) console.log(`\n✗ ${failure}`);
  console.log(failedSteps.length > 0 ? `\nFailed: ${failedSteps.join(', ')}` : '');
  console.log(`${passed.length} passed, ${failures.length + unreported} failed`);
  return failedSteps.length === 0;
}

async function attempt({ script, report }: Step, files: readonly string[], folder: string): Promise<Attempt> {
  const file = path.join(folder, 'report.json');
  await rm(file, { force: true });
  const ok = await run(script, [...(report?.(file) ?? []), ...files]);
  const text = await readFile(file, 'utf8').catch(() => null);
  return { ok, files: text === null ? [] : (JSON.parse(text) as Report).testResults };
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

await program(main);
