import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { beforeAll, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<string, unknown>;

let packaged: string[];

beforeAll(async () => {
  if (!existsSync(path.join(root, 'dist'))) throw new Error('The package holds what is built: npm run build');
  packaged = await listFiles({ cwd: root, packageManager: PackageManager.None });
});

/** Every path that package.json names, wherever in it. */
function named(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('./') ? [value.slice(2)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(named);
}

/** What the README shows or links to in this repository. */
function linked(): string[] {
  const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
  return [...readme.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map((found) => found[1]!.replace(/^\.\//, ''));
}

function runtime(): string[] {
  const examples = readdirSync(path.join(root, 'examples'), { recursive: true, encoding: 'utf8' })
    .filter((name) => path.extname(name) !== '')
    .map((name) => path.join('examples', name));
  return [
    'package.json',
    'README.md',
    'CHANGELOG.md',
    'LICENSE',
    // Started by the extension: the language server, the workers, the panel.
    'dist/server.cjs',
    'dist/worker.cjs',
    'dist/pictures.cjs',
    'dist/webview.js',
    // Started in a terminal by "Reproduce the Paper".
    'dist/cli.cjs',
    'dist/cli-check.cjs',
    'dist/cli-commands.cjs',
    // The terms of what the bundles hold of others.
    'dist/THIRD-PARTY-NOTICES.txt',
    // The page about it links to it.
    'python/linspg.py',
    ...(existsSync(path.join(root, 'dist/webview.css')) ? ['dist/webview.css'] : []),
    manifest.icon as string,
    ...named({ main: manifest.main, contributes: manifest.contributes }),
    ...examples,
    // The server links diagnostics and hovers to these.
    ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((name) => path.extname(name) !== '')
      .map((name) => path.join('docs', name)),
    // Certificates are checked with it.
    ...readdirSync(path.join(root, 'checker'))
      .filter((name) => name.endsWith('.py'))
      .map((name) => path.join('checker', name)),
    ...linked().filter((file) => !file.endsWith('/')),
  ];
}

test('every file that runs, is shown or is linked is in the package, and nothing else', () => {
  const wanted = [...new Set(runtime())].sort();
  expect([...packaged].sort()).toEqual(wanted);
});

test('every file that the manifest names exists', () => {
  const missing = named(manifest.contributes).filter((file) => !existsSync(path.join(root, file)));
  expect(missing).toEqual([]);
});
