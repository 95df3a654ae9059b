/** Builds `dist/` unless it is newer than every source. */
import { spawnSync } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../vscode/vscode-server.js';

const sources = ['src', 'webview', 'scripts/build', 'package.json'];

/** @throws when the build fails. */
export async function ensureBuilt(): Promise<void> {
  const built = await oldest(path.join(root, 'dist'));
  const changed = Math.max(...(await Promise.all(sources.map((source) => newest(path.join(root, source))))));
  if (built !== null && built > changed) return;
  console.log('building …');
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/build/build.ts'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The build failed.');
}

async function newest(place: string): Promise<number> {
  const found = await stat(place);
  if (!found.isDirectory()) return found.mtimeMs;
  const inside = await readdir(place);
  return Math.max(0, ...(await Promise.all(inside.map((name) => newest(path.join(place, name))))));
}

/** When the oldest file of a folder was written, or null when there is none. */
async function oldest(folder: string): Promise<number | null> {
  const files = await readdir(folder).catch(() => []);
  const times = await Promise.all(files.map(async (name) => (await stat(path.join(folder, name))).mtimeMs));
  return times.length > 0 ? Math.min(...times) : null;
}
