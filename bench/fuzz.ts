/**
 * `npm run bench:fuzz [specs] [seed]`, where `specs` is how many, or which ones, such as `4178-4178` or `7,4178,9000-9100`: texts that are nearly specs, read, analysed, hovered over, completed, laid out, folded, coloured, renamed and mended. It tells what throws, steps
 * beyond 20 ms of processor time with the slowest (measured again before they count), ranges outside the text, fixes that leave more errors than
 * there were, answers that differ between two runs, and the memory before and after. Every tenth spec is asked twice; of every twenty-fifth the
 * whole list of quick fixes is made, with the search for repairs. Exit status 1 where something does not hold.
 */
import { join } from 'node:path';
import { mutant, seeds } from './mutations.js';
import { probe, probeFixes, type Step } from './probe.js';
import { random } from './random.js';

// The pages of the documentation stand beside the bundle, which is no module.
Object.assign(globalThis, { __dirname: join(process.cwd(), 'dist') });

const LIMIT = 20;
const SLOWEST = 5;
const TWICE = 10;
const MENDED = 25;
/** Specs between two lines that tell how far it is. */
const PROGRESS = 10_000;

const asked = process.argv[2] ?? '200000';
const specs = specsOf(asked);
const seed = Number(process.argv[3] ?? 1);
const clock = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const texts = seeds();
const resident = () => Math.round(process.memoryUsage().rss / 2 ** 20);

probe(texts[0]!, random(seed, 0));
const before = resident();
const wrong = new Map<string, { count: number; first: string }>();
let slow: { readonly name: string; readonly milliseconds: number; readonly spec: number }[] = [];
let late = 0;
let steps = 0;
let applied = 0;
let done = 0;
for (const spec of specs) {
  const text = () => mutant(texts, random(seed, spec));
  const whole = () => probe(text(), random(seed + 1, spec), clock);
  const fixes = () => probeFixes(text(), clock);
  const one = await whole();
  const faults = [...one.wrong];
  if (spec % TWICE === 0 && (await whole()).answer !== one.answer) faults.push('two runs differ');
  await measure(spec, one.steps, whole);
  if (spec % MENDED === 0) {
    const mended = await fixes();
    faults.push(...mended.wrong);
    applied += mended.applied;
    await measure(spec, mended.steps, fixes);
  }
  for (const fault of faults) {
    const known = wrong.get(fault);
    if (known) known.count++;
    else wrong.set(fault, { count: 1, first: JSON.stringify(text()).slice(0, 400) });
  }
  if (++done % PROGRESS === 0)
    console.error(`${done} specs, ${wrong.size} kinds of faults, ${late} late questions`);
}

/** A number is how many; a list of numbers and ranges, which ones. */
function* specsOf(words: string): Generator<number> {
  const parts = /^\d+$/.test(words) ? [`1-${words}`] : words.split(',');
  for (const part of parts) {
    const [first, last = first] = part.split('-').map(Number);
    for (let spec = first!; spec <= last!; spec++) yield spec;
  }
}

type Measured = { readonly steps: readonly Step[] };

/**
 * A single long step may be the machine's fault; only what is long three times counts as long. Computations share their pauses, so another run may divide them
 * into other steps: of each kind of question the longest steps of the runs are compared.
 */
async function measure(spec: number, one: readonly Step[], again: () => Measured | Promise<Measured>) {
  steps += one.length;
  const measured = [longest(one)];
  if (one.some(({ milliseconds }) => milliseconds > LIMIT))
    for (let n = 0; n < 2; n++) measured.push(longest((await again()).steps));
  for (const name of measured[0]!.keys()) {
    const milliseconds = Math.min(...measured.map((all) => all.get(name) ?? 0));
    if (milliseconds > LIMIT) late++;
    if (slow.length < SLOWEST || milliseconds > slow.at(-1)!.milliseconds)
      slow = [...slow, { name, milliseconds, spec }]
        .sort((a, b) => b.milliseconds - a.milliseconds)
        .slice(0, SLOWEST);
  }
}

function longest(all: readonly Step[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { name, milliseconds } of all) found.set(name, Math.max(milliseconds, found.get(name) ?? 0));
  return found;
}

console.log(`specs ${asked}, seed ${seed}, steps ${steps}, quick fixes applied ${applied}`);
console.log(
  `faults (throws, ranges outside, fixes, two runs that differ): ${[...wrong.values()].reduce((sum, { count }) => sum + count, 0)}`,
);
for (const [fault, { count, first }] of wrong) console.log(`  ${count} × ${fault}\n    first: ${first}`);
console.log(`questions with a step above ${LIMIT} ms of processor time: ${late}`);
for (const { name, milliseconds, spec } of slow)
  console.log(`  ${milliseconds.toFixed(1)} ms  ${name}, spec ${spec}`);
console.log(`resident memory: ${before} MB before, ${resident()} MB after`);
process.exitCode = wrong.size > 0 ? 1 : 0;
