/** What both runners of the suite share: its bundle, its workspace, and how its outcome is told. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/vscode/vscode-server.js';
import type { Failure, Outcome } from './outcome.js';

const folder = path.join(root, 'dist-test');
const outcomeFile = path.join(folder, 'outcome.json');

/** Bundles the suite. @returns the file whose `run` the extension host calls. */
export async function bundleSuite(): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  const suites = (await readdir(path.join(root, 'test/vscode/suite'))).filter((name) =>
    name.endsWith('.test.ts'),
  );
  await build({
    entryPoints: ['index.ts', ...suites.map((name) => `suite/${name}`)].map((name) =>
      path.join(root, 'test/vscode', name),
    ),
    outbase: path.join(root, 'test/vscode'),
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    // What a suite has of the extension itself comes with its packages; Mocha finds its files by itself.
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return path.join(folder, 'index.cjs');
}

/** A copy of the examples that tests may write to. */
export async function copyExamples(): Promise<string> {
  const workspace = await mkdtemp(path.join(tmpdir(), 'linspg-workspace-'));
  await cp(path.join(root, 'examples'), workspace, { recursive: true });
  return workspace;
}

/** Prints the outcome, and writes it in the form of Jest's to the file of `--report=`. @returns whether at least one test ran and all passed; null if the suite did not end. */
export async function tellOutcome(exitCode: number | null): Promise<boolean | null> {
  const written = await readFile(outcomeFile, 'utf8').catch(() => null);
  if (written === null) {
    console.error(`\nVS Code ended (${exitCode}) before the suite did.`);
    return null;
  }
  const outcome = JSON.parse(written) as Outcome;
  const report = process.argv.find((argument) => argument.startsWith('--report='))?.slice('--report='.length);
  if (report !== undefined) {
    const failed = new Set(outcome.failures.map(({ title }) => title));
    const again = outcome.repeated.filter(({ title }) => !failed.has(title));
    const assertion = (status: string) => (one: Failure) => ({
      status,
      fullName: one.title,
      failureMessages: [one.message],
    });
    const assertionResults = [
      ...outcome.failures.map(assertion('failed')),
      ...again.map(assertion('passed')),
    ];
    await writeFile(
      report,
      JSON.stringify({
        numPassedTests: outcome.passed,
        numFailedTests: outcome.failures.length,
        testResults: [{ assertionResults }],
      }),
    );
  }
  for (const { title, message } of outcome.failures) console.error(`\n✗ ${title}\n${message}`);
  console.log(
    `\nIn VS Code: ${outcome.passed} passed, ${outcome.failures.length} failed, ${outcome.pending} pending.`,
  );
  return exitCode === 0 && outcome.failures.length === 0 && outcome.passed > 0;
}
