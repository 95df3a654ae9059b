/** Bundles every program of the project into `dist/`. `--watch` rebuilds on change. */
import { chmod, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type BuildOptions, build, context } from 'esbuild';
import { writeGrammar } from './grammar.js';
import { buildKernel } from './kernel.js';
import { NOTICES, noticesOf, sourcesIn } from './notices.js';
import { EXTENSION, PROGRAMS } from './programs.js';

const watching = process.argv.includes('--watch');

const common: BuildOptions = {
  sourcemap: true,
  metafile: true,
  // The output of `--watch` is read in a debugger.
  minify: !watching,
  logLevel: 'warning',
};

const bundles: BuildOptions[] = [EXTENSION, ...PROGRAMS].map((program) => ({
  ...common,
  ...program,
  outdir: 'dist',
}));

bundles.push({
  ...common,
  bundle: true,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
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
