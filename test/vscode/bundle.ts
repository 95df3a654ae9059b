/** What both runners of the suite share: its bundle, its workspace, and how its outcome is told. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { root } from '../../scripts/vscode/vscode-server.js';
import type { Outcome } from './outcome.js';

const folder = path.join(root, 'dist-test');
const outcomeFile = path.join(folder, 'outcome.json');

/** Bundles the suites that the arguments name, such as `running`; none: all. @returns the file whose `run` the extension host calls. */
export async function bundleSuite(): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  const all = (await readdir(path.join(root, 'test/vscode/suite')))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.basename(name, '.test.ts'))
    .sort();
  const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const unknown = asked.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`There is no suite ${unknown}: there are ${all.join(', ')}.`);
  const suites = asked.length > 0 ? asked : all;
  await build({
    entryPoints: ['index.ts', ...suites.map((name) => `suite/${name}.test.ts`)].map((name) =>
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
  await writeFile(path.join(folder, 'suites.json'), JSON.stringify(suites));
  return path.join(folder, 'index.cjs');
}

/** A copy of the examples that tests may write to. */
export async function copyExamples(): Promise<string> {
  const workspace = await mkdtemp(path.join(tmpdir(), 'linspg-workspace-'));
  await cp(path.join(root, 'examples'), workspace, { recursive: true });
  // In a browser files save themselves unless they are told not to: between an edit and its save a busy machine would leave nothing to save.
  await mkdir(path.join(workspace, '.vscode'));
  await writeFile(
    path.join(workspace, '.vscode', 'settings.json'),
    JSON.stringify({ 'files.autoSave': 'off' }),
  );
  return workspace;
}

/** Prints the outcome, and writes it in the form of Jest's to the file of `--report=`. @returns whether at least one test ran and all passed; null if the suite did not end. */
export async function tellOutcome(exitCode: number | null): Promise<boolean | null> {
  const written = await readFile(outcomeFile, 'utf8').catch(() => null);
  if (written === null) {
    console.error(`\nVS Code ended (${exitCode}) before the suite did.`);
    return null;
  }
  const tests = JSON.parse(written) as Outcome;
  const failures = tests.filter(({ status }) => status === 'failed');
  const report = process.argv.find((argument) => argument.startsWith('--report='))?.slice('--report='.length);
  if (report !== undefined) await writeFile(report, JSON.stringify(reportOf(tests)));
  for (const { title, messages } of failures) console.error(`\n✗ ${title}\n${messages.join('\n')}`);
  const count = (wanted: string) => tests.filter(({ status }) => status === wanted).length;
  console.log(
    `\nIn VS Code: ${count('passed')} passed, ${failures.length} failed, ${count('pending')} pending.`,
  );
  return exitCode === 0 && failures.length === 0 && count('passed') > 0;
}

/** In the form of Jest's. */
function reportOf(tests: Outcome): unknown {
  const files = [...new Set(tests.map(({ file }) => file))];
  return {
    testResults: files.map((name) => {
      const own = tests.filter(({ file }) => file === name);
      return {
        name,
        status: own.some(({ status }) => status === 'failed') ? 'failed' : 'passed',
        assertionResults: own.map(({ title, status, messages }) => ({
          status,
          fullName: title,
          failureMessages: messages,
        })),
      };
    }),
  };
}
