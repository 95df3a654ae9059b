/**
 * `npm run bench:kills [PROGRAM…]`: an experiment of 80 runs that is killed again and again before its end: how many attempts it takes until all is
 * kept, and how many runs each attempt adds. PROGRAM is a built `cli.cjs` with its `worker.cjs` beside it, by default the one of this
 * repository; several are compared in one run. Each attempt is killed (SIGKILL) after 1 to 2 seconds of processor time, which is read from
 * `/proc`, so on Linux alone; the moments are the same for each program. What an attempt uses beyond its start and the runs that it adds is lost.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { random } from './random.js';

const RUNS = 80;
const WORKERS = 2;
/** Then one is given up. */
const MOST_ATTEMPTS = 60;
/** The kernel's unit of processor time, `getconf CLK_TCK`. */
const TICKS_PER_SECOND = Number(spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).stdout);

/** Iterations of each run, so that all take about two seconds of processor time together, or a run alone a twentieth of a second. */
const CASES = { 'all in two seconds': 4e5, 'each a twentieth of a second': 2e6 };

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

/** Runs until it ends, or has used `most` seconds. @returns the seconds that it used, and whether it was killed. */
async function attempt(program: string, file: string, directory: string, most: number) {
  const args = [program, 'run', file, '--workers', `${WORKERS}`, '--out', directory];
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  const closed = once(child, 'close');
  let seconds = 0;
  let killed = false;
  const watching = setInterval(() => {
    seconds = used(child.pid!) ?? seconds;
    if (seconds < most || killed) return;
    killed = child.kill('SIGKILL');
  }, 5);
  const [status] = await closed;
  clearInterval(watching);
  if (!killed && status !== 0) throw new Error(`${program} ended with status ${status}.`);
  return { seconds, killed };
}

const programs = process.argv.length > 2 ? process.argv.slice(2) : ['dist/cli.cjs'];
const folder = mkdtempSync(join(tmpdir(), 'linspg-kills-'));
try {
  for (const [name, iterations] of Object.entries(CASES)) {
    const file = join(folder, `${iterations}.linspg`);
    writeFileSync(file, spec(iterations));
    for (const [n, program] of programs.entries()) {
      const place = (words: string) => join(folder, `${iterations}-${n}-${words}`);
      const whole = await attempt(program, file, place('whole'), Number.POSITIVE_INFINITY);
      const start = await attempt(program, file, place('whole'), Number.POSITIVE_INFINITY);
      const each = (whole.seconds - start.seconds) / RUNS;
      const { uniform } = random(1, iterations);
      const added: number[] = [];
      let before = 0;
      for (let killed = true; killed && added.length < MOST_ATTEMPTS; ) {
        ({ killed } = await attempt(program, file, place('killed'), 1 + uniform()));
        const now = kept(place('killed'));
        added.push(now - before);
        before = now;
      }
      console.log(
        `${name}, ${program}: ${RUNS} runs of ${(1000 * each).toFixed(0)} ms and a start of ${(1000 * start.seconds).toFixed(0)} ms of processor time: ` +
          `${before} kept after ${added.length} attempts, which added ${added.join(', ')}`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
