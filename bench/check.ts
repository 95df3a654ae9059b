/**
 * `npm run bench:check [repeats] [FILE…]`: milliseconds from the start to the end of `linspg check` on the shipped examples, alternating with `node -e 0`, the
 * least that a Node program takes, and with `linspg --version`. Wall time.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { median, spread } from './spread.js';

const root = path.resolve(import.meta.dirname, '..');
const program = path.join(root, 'dist', 'cli.cjs');
const repeats = Number(process.argv[2] ?? 21);
const named = process.argv.slice(3);
const examples = readdirSync(path.join(root, 'examples'))
  .filter((name) => name.endsWith('.linspg'))
  .map((name) => path.join(root, 'examples', name));
const files = named.length > 0 ? named : examples;

const commands: Readonly<Record<string, readonly string[]>> = {
  'node -e 0': ['-e', '0'],
  'linspg --version': [program, '--version'],
  [`linspg check, ${files.length} files`]: [program, 'check', ...files],
};
const took = Object.fromEntries(Object.keys(commands).map((name) => [name, [] as number[]]));

for (let round = -1; round < repeats; round++) {
  for (const [name, args] of Object.entries(commands)) {
    const began = performance.now();
    const { status, error } = spawnSync(process.execPath, args, { stdio: 'ignore' });
    const wall = performance.now() - began;
    if (error || status === null || status > 1) throw error ?? new Error(`${name} ended with ${status}.`);
    // The first round fills the caches of the file system.
    if (round >= 0) took[name]!.push(wall);
  }
}

console.log(
  `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, ${repeats} repeats; ms, median (least … most)`,
);
const bare = median(took['node -e 0']!);
for (const [name, wall] of Object.entries(took))
  console.log(
    `${name.padEnd(24)} ${spread(wall).padEnd(20)} ${(median(wall) / bare).toFixed(1)} times node -e 0`,
  );
