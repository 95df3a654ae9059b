/** Bundles every program of the project into `dist/`. `--watch` rebuilds on change. */
import { chmod, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type BuildOptions, build, context } from 'esbuild';
import { writeGrammar } from './grammar.js';
import { buildKernel } from './kernel.js';
import { NOTICES, noticesOf, sourcesIn } from './notices.js';

const watching = process.argv.includes('--watch');

const common: BuildOptions = {
  bundle: true,
  sourcemap: true,
  metafile: true,
  // The output of `--watch` is read in a debugger.
  minify: !watching,
  keepNames: true,
  logLevel: 'warning',
  target: 'es2022',
};

const node: BuildOptions = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  // Modules of packages read `import.meta.url`; a bundle is a single CommonJS file.
  define: { 'import.meta.url': '__filename' },
};

const bundles: BuildOptions[] = [
  { ...node, entryPoints: { extension: 'src/extension/extension.ts' }, external: ['vscode'] },
  { ...node, entryPoints: { server: 'src/server/main.ts' } },
  { ...node, entryPoints: { worker: 'src/experiment/worker.ts' } },
  { ...node, entryPoints: { pictures: 'webview/pictures/commandLine.ts' } },
  { ...node, entryPoints: { cli: 'src/cli/main.ts' }, banner: { js: '#!/usr/bin/env node' } },
].map((bundle) => ({ ...bundle, outdir: 'dist', outExtension: { '.js': '.cjs' } }));

bundles.push({
  ...common,
  platform: 'browser',
  format: 'iife',
  entryPoints: { webview: 'webview/main.ts' },
  outdir: 'dist',
});

await buildKernel();
await writeGrammar();
if (watching) {
  // The task "watch" waits for these two lines.
  console.log('building');
  const contexts = await Promise.all(bundles.map((bundle) => context(bundle)));
  await Promise.all(contexts.map((each) => each.rebuild()));
  for (const each of contexts) await each.watch();
  console.log('built; watching');
} else {
  await rm('dist', { recursive: true, force: true });
  const built = await Promise.all(bundles.map((bundle) => build(bundle)));
  const metafiles = built.flatMap(({ metafile }) => metafile ?? []);
  const root = path.resolve(import.meta.dirname, '../..');
  await writeFile(`dist/${NOTICES}`, await noticesOf(root, metafiles, await sourcesIn('dist')));
  await chmod('dist/cli.cjs', 0o755);
}
