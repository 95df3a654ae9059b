/** Before the tests: the kernel is what its sources say, and the programs are bundled once for all files. */
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';
import { buildKernel } from '../../scripts/build/kernel.js';
import { PROGRAMS } from '../../scripts/build/programs.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the bundles. */
    readonly programs: string;
  }
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** @returns what removes the bundles again. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildKernel();
  const folder = await mkdtemp(join(tmpdir(), 'linspg-bundles-'));
  const dist = join(folder, 'dist');
  // The layout of the package: beside them are the pages that they show and link to, and the experiments of the paper.
  for (const name of ['docs', 'examples']) await symlink(join(root, name), join(folder, name));
  await bundle(dist);
  project.onTestsRerun(() => bundle(dist));
  project.provide('programs', dist);
  return () => rm(folder, { recursive: true });
}

/** As they are shipped, but for names and blanks. */
async function bundle(outdir: string): Promise<void> {
  await Promise.all(PROGRAMS.map((program) => build({ ...program, absWorkingDir: root, outdir })));
}
