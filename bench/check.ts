/**
 * `npm run bench:check [repeats] [PROGRAM…]`: what `linspg check examples/` takes from start to end, in milliseconds of wall time and of processor time of all its threads, alternating
 * with `node -e 0`, the least that a Node program takes, with `linspg --version`, and with one small file. Each further PROGRAM, a built `cli.cjs` of another commit, is measured
 * beside them. At the end, the processor time of each file in one process after the other, less that of `--version`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { median, spread } from './spread.js';

const root = path.resolve(import.meta.dirname, '..');
const repeats = Number(process.argv[2] ?? 11);
const programs = [path.join(root, 'dist', 'cli.cjs'), ...process.argv.slice(3)];
const folder = path.join(root, 'examples');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.linspg'))
  .sort();

/** Loaded before the program, it tells at the end how much processor time all its threads took. */
const scratch = mkdtempSync(path.join(tmpdir(), 'linspg-check-'));
const meter = path.join(scratch, 'meter.cjs');
writeFileSync(
  meter,
  `require('node:worker_threads').isMainThread &&
  process.on('exit', () => { const { user, system } = process.cpuUsage(); require('node:fs').writeSync(3, String(user + system)); });`,
);

interface Took {
  readonly wall: number;
  readonly processor: number;
}

function measured(args: readonly string[]): Took {
  const began = performance.now();
  const { status, error, output } = spawnSync(process.execPath, ['-r', meter, ...args], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const wall = performance.now() - began;
  if (error || status === null || status > 1)
    throw error ?? new Error(`${args.join(' ')} ended with ${status}.`);
  return { wall, processor: Number(String(output[3])) / 1000 };
}

const commands = new Map<string, readonly string[]>([['node -e 0', ['-e', '0']]]);
for (const program of programs) {
  const name = program === programs[0] ? 'linspg' : program;
  commands.set(`${name} --version`, [program, '--version']);
  commands.set(`${name} check, 1 file`, [program, 'check', path.join(folder, '01-converges.linspg')]);
  commands.set(`${name} check, ${files.length} files`, [program, 'check', folder]);
}

try {
  const took = new Map([...commands.keys()].map((name) => [name, [] as Took[]]));
  for (let round = -1; round < repeats; round++)
    for (const [name, args] of commands) {
      const one = measured(args);
      // The first round fills the caches of the file system.
      if (round >= 0) took.get(name)!.push(one);
    }
  console.log(
    `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, ${repeats} repeats; ms, median (least … most)`,
  );
  const width = Math.max(...[...commands.keys()].map(({ length }) => length));
  console.log(`${''.padEnd(width)}  ${'wall'.padEnd(22)} processor`);
  const bare = median(took.get('node -e 0')!.map(({ processor }) => processor));
  for (const [name, all] of took) {
    const processor = all.map((one) => one.processor);
    const times = (median(processor) / bare).toFixed(1);
    const wall = spread(all.map((one) => one.wall));
    console.log(
      `${name.padEnd(width)}  ${wall.padEnd(22)} ${spread(processor).padEnd(22)} ${times} times node -e 0`,
    );
  }
  console.log('\nprocessor time of each file alone, beyond that of --version, the longest first:');
  const start = median(took.get([...commands.keys()][1]!)!.map(({ processor }) => processor));
  const alone = files.map((name) => {
    const one = measured([programs[0]!, 'check', path.join(folder, name)]);
    return { name, processor: one.processor - start };
  });
  for (const { name, processor } of alone.sort((a, b) => b.processor - a.processor))
    console.log(`${processor.toFixed(0).padStart(6)}  ${name}`);
} finally {
  rmSync(scratch, { recursive: true });
}
