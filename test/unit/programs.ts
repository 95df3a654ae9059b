/** The project's programs, bundled as they are shipped, seen from a folder of their own. */
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';

export interface Programs {
  readonly folder: string;
  path(name: 'cli' | 'worker' | 'server' | 'pictures'): string;
  remove(): Promise<void>;
}

/** A folder for what a test puts there, with the bundles that `setup.ts` built and the pages beside them. */
export async function buildPrograms(): Promise<Programs> {
  const folder = await mkdtemp(join(tmpdir(), 'linspg-programs-'));
  const dist = inject('programs');
  await symlink(dist, join(folder, 'dist'));
  await symlink(join(dirname(dist), 'docs'), join(folder, 'docs'));
  return {
    folder,
    path: (name) => join(folder, 'dist', `${name}.cjs`),
    remove: () => rm(folder, { recursive: true }),
  };
}
