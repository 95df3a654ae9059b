/** The project's programs, bundled as they are shipped, in a folder of their own. */
import { mkdtemp, rm, symlink } from 'node:fs/promises';
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
  const dist = join(folder, 'dist');
  // The pages that they show and link to are beside them.
  await symlink(join(root, 'docs'), join(folder, 'docs'));
  await build({
    entryPoints: {
      cli: join(root, 'src/cli/main.ts'),
      worker: join(root, 'src/experiment/worker.ts'),
      server: join(root, 'src/server/main.ts'),
      pictures: join(root, 'webview/pictures/commandLine.ts'),
    },
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    // What a module of a package asks for; a bundle is one file.
    define: { 'import.meta.url': '__filename' },
  });
  return {
    folder,
    path: (name) => join(dist, `${name}.cjs`),
    remove: () => rm(folder, { recursive: true }),
  };
}
