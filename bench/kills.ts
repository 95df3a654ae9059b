/**
 * `npm run bench:kills [PROGRAM…]`: an experiment of 80 runs that is killed again and again before its end: how many attempts it takes until all is
 * kept, and how many runs each attempt adds. PROGRAM is a built `cli.cjs` with its `worker.cjs` beside it, by default the one of this
 * repository; several are compared in one run, and take turns with their attempts. Kills (SIGKILL) come at the same moments for each program:
 *
 * - after 1 to 2 seconds of wall time on a machine so busy that the start alone takes one: as many processes turn in circles beside it as that takes;
 * - so much processor time after the start, which is read from `/proc`, so on Linux alone.
 *
 * What an attempt uses beyond its start and the runs that it adds is lost.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { random } from './random.js';

const RUNS = 80;
const WORKERS = 2;
/** After this many attempts a program is given up. */
const MOST_ATTEMPTS = 40;
/** The kernel's unit of processor time, `getconf CLK_TCK`. */
const TICKS_PER_SECOND = Number(spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).stdout);
/** In seconds: a start that takes at least this long is typical of a busy machine, so no more processes are added. */
const BUSY = 0.9;
const MOST_BESIDE = 40;

/** Iterations of each run, so that all take about two seconds of processor time together. */
const ITERATIONS = 4e5;
/** Kills of one kind: after `least` to `most` seconds of the wall, or of the processor beyond the start. */
const CASES: readonly Kills[] = [
  { of: 'wall', least: 1, most: 2 },
  { of: 'processor', least: 0.1, most: 0.2 },
  { of: 'processor', least: 0.2, most: 0.4 },
  { of: 'processor', least: 0.7, most: 1.7 },
];

interface Kills {
  readonly of: 'wall' | 'processor';
  readonly least: number;
  readonly most: number;
}

const spec = (iterations: number) =>
  `generate: { actions: 6, dimensions: 3, count: 4, seed: 1 }
run: { gradient: sampled, repeats: ${RUNS / 4}, iterations: ${iterations}, record: 5 }
`;

/** Seconds of processor time of a process, all threads together; null when it is gone. */
function used(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [user, system] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number);
    return (user! + system!) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}

/** How many whole lines are kept. */
function kept(directory: string): number {
  const cells = join(directory, 'cells');
  if (!existsSync(cells)) return 0;
  return readdirSync(cells).reduce(
    (sum, name) => sum + readFileSync(join(cells, name), 'utf8').split('\n').length - 1,
    0,
  );
}

/** Runs until it ends or has used `most` seconds. @returns the seconds that it used, and whether it was killed. */
async function attempt(program: string, file: string, directory: string, of: Kills['of'], most: number) {
  const args = [program, 'run', file, '--workers', `${WORKERS}`, '--out', directory];
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const closed = once(child, 'close');
  let processor = 0;
  let killed = false;
  const wall = () => (performance.now() - began) / 1000;
  const watching = setInterval(() => {
    processor = used(child.pid!) ?? processor;
    if (killed || (of === 'wall' ? wall() : processor) < most) return;
    killed = child.kill('SIGKILL');
  }, 5);
  const [status] = await closed;
  clearInterval(watching);
  if (!killed && status !== 0) throw new Error(`${program} ended with status ${status}.`);
  return { processor, wall: wall(), killed };
}

const programs = process.argv.length > 2 ? process.argv.slice(2) : ['dist/cli.cjs'];
const folder = mkdtempSync(join(tmpdir(), 'linspg-kills-'));
const file = join(folder, 'runs.linspg');
writeFileSync(file, spec(ITERATIONS));
const beside: ChildProcess[] = [];
const inPlace = (n: number, words: string) => join(folder, `${n}-${words}`);
const untilEnd = (program: string, n: number) =>
  attempt(program, file, inPlace(n, 'whole'), 'processor', Number.POSITIVE_INFINITY);

/** What the start of a program takes, measured by a run of a finished experiment. */
async function starts(): Promise<{ processor: number; wall: number }[]> {
  const all: { processor: number; wall: number }[] = [];
  for (const [n, program] of programs.entries()) all.push(await untilEnd(program, n));
  return all;
}

try {
  for (const [n, program] of programs.entries()) {
    const whole = await untilEnd(program, n);
    const start = await untilEnd(program, n);
    console.log(
      `${program}: ${RUNS} runs in ${whole.wall.toFixed(1)} s, ${(whole.processor - start.processor).toFixed(1)} s of processor time, beyond a start of ${start.wall.toFixed(1)} s, ${start.processor.toFixed(2)} s of processor time`,
    );
  }
  for (const [number, kills] of CASES.entries()) {
    while (kills.of === 'wall' && beside.length < MOST_BESIDE) {
      if (Math.min(...(await starts()).map(({ wall }) => wall)) >= BUSY) break;
      for (let one = 0; one < 2; one++) beside.push(spawn(process.execPath, ['-e', 'for (;;);']));
    }
    const known = await starts();
    const { uniform } = random(1, number);
    const runs = programs.map(() => ({ added: [] as number[], kept: 0, done: false }));
    for (let n = 0; n < MOST_ATTEMPTS && runs.some(({ done }) => !done); n++) {
      const moment = kills.least + (kills.most - kills.least) * uniform();
      for (const [p, run] of runs.entries()) {
        if (run.done) continue;
        const place = inPlace(p, `${number}`);
        const most = kills.of === 'wall' ? moment : known[p]!.processor + moment;
        run.done = !(await attempt(programs[p]!, file, place, kills.of, most)).killed;
        const now = kept(place);
        run.added.push(now - run.kept);
        run.kept = now;
      }
    }
    const words = `killed after ${kills.least} to ${kills.most} s of ${kills.of === 'wall' ? `wall time, ${beside.length} processes beside` : 'processor time after the start'}`;
    for (const [p, { added, kept, done }] of runs.entries())
      console.log(
        `${words}, ${programs[p]} (start ${known[p]!.wall.toFixed(1)} s): ${kept} kept after ${added.length} attempts${done ? '' : ', given up'}, which added ${added.join(', ')}`,
      );
    for (const child of beside.splice(0)) child.kill('SIGKILL');
  }
} finally {
  for (const child of beside) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
}
