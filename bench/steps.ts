/**
 * `npm run bench:steps [shape …]`: the longest step of what the server does for bandits of many shapes, in milliseconds of processor time: of the
 * analysis, of each look at it that is told, and of the search for repairs, of which the list of quick fixes is made. Each is driven three times, and
 * the time whose longest step is the shortest counts. Exit status 1 where a step is longer than 20 ms.
 */

import { findings } from '../src/diagnostics/findings.js';
import { analysingBeforeRun } from '../src/experiment/analyseBeforeRun.js';
import { missedGoals, repairing } from '../src/repair/repairs.js';
import type { Goal } from '../src/repair/types.js';
import { readSpec } from '../src/spec/read.js';
import { random } from './random.js';

const LIMIT = 20;
/** Each is driven so often: one long step may be the machine's. */
const TIMES = 3;
const BETWEEN_LOOKS = 500;
const MARGIN = 0.1;
/** Steps of one search for a repair that are followed. */
const MOST_REPAIR_STEPS = 2000;
const SHAPES = [
  '20×5',
  '40×8',
  '64×64',
  '100×20',
  '200×10',
  '100×100',
  '3×768',
  '2×4096',
  '5×4096',
  '1000×50',
  '2000×500',
  '10000×2',
];
/** Of these the search for repairs is measured as well. */
const MENDED = ['20×5', '40×8', '200×10', '1000×50'];

const clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** A bandit of decimals with two digits, drawn at random. */
function specOf(shape: string): string {
  const [K, d] = shape.split(/[×x]/).map(Number) as [number, number];
  const draw = random(7, K * 10_000 + d);
  const row = () => Array.from({ length: d }, () => draw.normal().toFixed(2)).join(', ');
  const rows = Array.from({ length: K }, () => `    - [${row()}]\n`).join('');
  const rewards = Array.from({ length: K }, () => draw.normal().toFixed(3)).join(', ');
  return `bandit:\n  rewards: [${rewards}]\n  features:\n${rows}run: { iterations: 100 }\n`;
}

/** Of work that was driven to its end: each step and each look at what is known, in milliseconds of processor time. */
interface Driven<T> {
  readonly steps: readonly number[];
  readonly tellings: readonly number[];
  readonly result: T | null;
}

/** Drives work to its end, with a look at what is known every so many steps. */
function drive<T>(
  work: Generator<unknown, T>,
  look: (step: unknown) => void,
  most = Number.POSITIVE_INFINITY,
): Driven<T> {
  const [steps, tellings]: [number[], number[]] = [[], []];
  const timed = <R>(into: number[], some: () => R): R => {
    const before = clock();
    const result = some();
    into.push(clock() - before);
    return result;
  };
  while (steps.length < most) {
    const next = timed(steps, () => work.next());
    if (next.done) return { steps, tellings, result: next.value };
    if (steps.length % BETWEEN_LOOKS === 0) timed(tellings, () => look(next.value));
  }
  return { steps, tellings, result: null };
}

/** Of the same work, driven several times, the longest step and telling of the run in which it was shortest, and the shortest total. */
function longest(driven: readonly Driven<unknown>[]) {
  const worst = (of: (one: Driven<unknown>) => readonly number[]) =>
    Math.min(...driven.map((one) => of(one).reduce((most, step) => Math.max(most, step), 0)));
  const totals = driven.map(({ steps }) => steps.reduce((sum, step) => sum + step, 0));
  return {
    step: worst(({ steps }) => steps),
    telling: worst(({ tellings }) => tellings),
    total: Math.min(...totals),
  };
}

/** The first of each kind: traps are searched alike. */
function onePerKind(goals: readonly Goal[]): Goal[] {
  return goals.filter(({ id }, n) => goals.findIndex((other) => other.id === id) === n);
}

const times = <T>(measure: () => T): T[] => Array.from({ length: TIMES }, measure);

let late = false;
function report(name: string, driven: readonly Driven<unknown>[], more = '') {
  const { step, telling, total } = longest(driven);
  late ||= Math.max(step, telling) > LIMIT;
  console.log(
    `${name.padEnd(32)} ${step.toFixed(1).padStart(7)} ms  ${telling.toFixed(1).padStart(7)} ms  ${(total / 1000).toFixed(1).padStart(6)} s  ${more}`,
  );
}

console.log(`${''.padEnd(32)} ${'step'.padStart(10)}  ${'telling'.padStart(10)}  ${'in all'.padStart(8)}`);
const chosen = process.argv.slice(2);
for (const shape of chosen.length > 0 ? chosen : SHAPES) {
  const reading = readSpec(specOf(shape));
  const bandit = reading.bandit!;
  const analysed = () =>
    drive(analysingBeforeRun(bandit, reading.run), (look) => findings(reading, (look as () => never)()));
  const driven = times(analysed);
  const analysis = driven[0]!.result!;
  const undecided = analysis.conditions.filter(({ tooLarge }) => tooLarge).map(({ id }) => id);
  report(
    shape,
    driven,
    `${analysis.verdict.kind}${undecided.length > 0 ? `; not decided: ${undecided.join(', ')}` : ''}`,
  );
  if (!MENDED.includes(shape)) continue;
  for (const goal of onePerKind(missedGoals(analysis)))
    report(
      `  repair of ${goal.id}`,
      times(() => drive(repairing(bandit, analysis, goal, MARGIN), () => {}, MOST_REPAIR_STEPS)),
    );
}
process.exitCode = late ? 1 : 0;
