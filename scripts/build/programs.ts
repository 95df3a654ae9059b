/** The programs of the project that Node runs, as esbuild bundles them; the tests run the same ones. */
import type { BuildOptions, Plugin } from 'esbuild';

/** What the command line loads once it knows its command, each a bundle beside it. */
const LOADED_LATER = { './check.js': 'cli-check', './commands.js': 'cli-commands' } as const;

const loadedLater: Plugin = {
  name: 'loaded later',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\// }, ({ path, kind }) =>
      kind === 'dynamic-import' && Object.hasOwn(LOADED_LATER, path)
        ? { path: `./${LOADED_LATER[path as keyof typeof LOADED_LATER]}.cjs`, external: true }
        : undefined,
    );
  },
};

const common: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.cjs' },
  // Modules of packages read `import.meta.url`; a bundle is a single CommonJS file.
  define: { 'import.meta.url': '__filename' },
};

/** Those that need no VS Code. */
export const PROGRAMS: readonly BuildOptions[] = [
  { entryPoints: { server: 'src/server/main.ts' } },
  { entryPoints: { worker: 'src/experiment/worker.ts' } },
  { entryPoints: { pictures: 'webview/pictures/commandLine.ts' } },
  {
    entryPoints: { cli: 'src/cli/main.ts' },
    banner: { js: '#!/usr/bin/env node' },
    plugins: [loadedLater],
    // Node's loader of ES modules, which takes time to start, is not needed for these.
    supported: { 'dynamic-import': false },
  },
  { entryPoints: { 'cli-check': 'src/cli/check.ts' } },
  { entryPoints: { 'cli-commands': 'src/cli/commands.ts' } },
].map((program) => ({ ...common, ...program }));

export const EXTENSION: BuildOptions = {
  ...common,
  entryPoints: { extension: 'src/extension/extension.ts' },
  external: ['vscode'],
};
