/** The project's programs, bundled as they are shipped, in a folder of their own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Programs {
  readonly folder: string;
  path(name: 'cli' | 'worker' | 'server' | 'pictures'): string;
  remove(): Promise<void>;
}

export async function buildPrograms(): Promise<Programs> {
  const folder = await mkdtemp(join(tmpdir(), 'linspg-programs-'));
  await build({
    entryPoints: {
      cli: join(root, 'src/cli/main.ts'),
      worker: join(root, 'src/experiment/worker.ts'),
      server: join(root, 'src/server/main.ts'),
      pictures: join(root, 'webview/pictures/commandLine.ts'),
    },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
  });
  return {
    folder,
    path: (name) => join(folder, `${name}.cjs`),
    remove: () => rm(folder, { recursive: true }),
  };
}
