/**
 * `npm run bench:phase [-- --points 10000 --random 40 --seed 1]`: phase diagrams beside the verdict at many exact numbers, each read from a text of its
 * own: two swapped rows along the segment between their two feature matrices, the three-arm trap in each of its nine numbers and with a divisor, two contexts in
 * their probability, a process in γ and in a probability, and random bandits, contexts and processes. Prints the diagrams; the exit code is 0 only if no number
 * has another verdict than is proved of its interval.
 */
import { parseArgs } from 'node:util';
import { Fraction } from 'fraction.js';
import { deciding, ofText } from '../src/phase/decide.js';
import { type Diagram, diagramOf, isSame, type Segment } from '../src/phase/diagram.js';
import { placeText, verdictText } from '../src/phase/format.js';
import { compareRoots, rational } from '../src/phase/root.js';
import { rowsOf } from '../src/phase/rows.js';
import { NO_FILES } from '../src/spec/files/port.js';
import { numberNamed } from '../src/spec/numbers.js';
import { readSpec } from '../src/spec/read.js';
import {
  type Arm,
  banditText,
  divided,
  polynomial,
  randomBandit,
  randomContexts,
  randomProcess,
} from './phaseTexts.js';
import { type Random, random } from './random.js';

const { values } = parseArgs({
  options: {
    points: { type: 'string', default: '10000' },
    random: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
  },
});

const SWAPPED: readonly Arm[] = [
  { reward: '9', row: ['0', '-2'] },
  { reward: '8', row: ['t - 1', 't'] },
  { reward: '7', row: ['-t', '1 - t'] },
  { reward: '6', row: ['2', '0'] },
];

const TRAP: readonly Arm[] = [
  { reward: '1', row: ['0', '-1'] },
  { reward: '-1.8', row: ['0.6', '0.6'] },
  { reward: '-2', row: ['1', '0'] },
];

/** The trap with t in the place of one of its numbers. */
function* oneByOne(): Generator<readonly [string, readonly Arm[]]> {
  for (const [a, arm] of TRAP.entries()) {
    yield [`the trap, r(a${a + 1}) = t`, TRAP.with(a, { ...arm, reward: 't' })];
    for (const k of arm.row.keys())
      yield [`the trap, x(a${a + 1})_${k + 1} = t`, TRAP.with(a, { ...arm, row: arm.row.with(k, 't') })];
  }
}

const CONTEXTS = `let: { t: 1/7 }
contexts:
  c1: { probability: t, actions: { a: { reward: 1, features: [1, 0] }, b: { reward: 0, features: [0, t] } } }
  c2: { probability: 1 - t, actions: { a: { reward: t - 1/2, features: [1, 0] }, b: { reward: 0, features: [0, 1] } } }
`;

/** docs/examples/policy-trap.linspg with a discount, and another way from s1. */
const processText = (discount: string, to: string) => `let: { t: 1/7 }
mdp:
  discount: ${discount}
  start: s1
  states:
    s1:
      wait: { to: end, reward:  0, features: [1, 0] }
      go:   { to: ${to}, reward: -1, features: [0, 1] }
    s2:
      take:  { to: end, reward: 4, features: [0, 1] }
      leave: { to: end, reward: 0, features: [1, 0] }
    end: terminal
`;

function holds({ kind, ...segment }: Segment, value: Fraction): boolean {
  const at = rational(value);
  if (kind === 'point') return compareRoots((segment as { at: typeof at }).at, at) === 0;
  const { low, high } = segment as Extract<Segment, { kind: 'interval' }>;
  const [above, under] = [compareRoots(at, low.at), compareRoots(high.at, at)];
  return (low.isClosed ? above >= 0 : above > 0) && (high.isClosed ? under >= 0 : under > 0);
}

const points = Number(values.points);
let wrong = 0;

interface Tally {
  readonly bases: Record<Segment['basis'], number>;
  /** Numbers by the basis of their segment, and those with another verdict where it is proved, or looked at. */
  readonly asked: Record<Segment['basis'], number>;
  wrong: number;
  missed: number;
}

const tally = (): Tally => ({
  bases: { proved: 0, numerical: 0, unresolved: 0 },
  asked: { proved: 0, numerical: 0, unresolved: 0 },
  wrong: 0,
  missed: 0,
});

/** The diagram from `from` to `to`, beside the verdict at `count` numbers. */
function compare(text: string, from: number, to: number, count: number, into: Tally): Diagram {
  const reading = readSpec(text);
  const t = numberNamed(text, reading, 't')!;
  const [low, high] = [new Fraction(from), new Fraction(to)];
  const diagram = diagramOf(low, high, deciding(text, NO_FILES, reading, t));
  for (const { basis } of diagram.segments) into.bases[basis]++;
  const decide = ofText(text, NO_FILES, [t]);
  for (let n = 0; n < count; n++) {
    const at = low.add(high.sub(low).mul(new Fraction(n, count - 1)));
    const segment = diagram.segments.find((one) => holds(one, at));
    const { label } = decide(at);
    if (segment) into.asked[segment.basis]++;
    if (segment && (segment.basis === 'unresolved' || isSame(segment.label, label))) continue;
    if (segment?.basis === 'numerical') {
      into.missed++;
      continue;
    }
    into.wrong++;
    wrong++;
    console.log(
      `WRONG at ${at.toFraction()}: ${verdictText({ verdict: label.kind, traps: label.traps })} in\n${text}`,
    );
  }
  return diagram;
}

function show(title: string, diagram: Diagram): void {
  console.log(`\n${title} (${diagram.decided} numbers decided)`);
  for (const row of rowsOf(diagram))
    console.log(`  ${placeText('t', row)}: ${verdictText(row)}, ${row.basis}`);
}

function sum(title: string, { bases, asked, wrong, missed }: Tally): void {
  console.log(`\n${title}`);
  console.log('  segments:', bases);
  console.log('  numbers compared, by the basis of their segment:', asked);
  console.log(`  another verdict than is proved: ${wrong}; than was looked at: ${missed}`);
}

const one = tally();
const single = (title: string, text: string, from: number, to: number) =>
  show(title, compare(text, from, to, points, one));
single('two swapped rows, from one matrix (t = 0) to the other (t = 1)', banditText(SWAPPED), 0, 1);
for (const [title, arms] of oneByOne()) single(title, banditText(arms), -4, 4);
single('the trap, x(a1)_1 = 1/t', banditText(TRAP.with(0, { reward: '1', row: ['1/t', '-1'] })), -4, 4);
single('two contexts, one of them with probability t', CONTEXTS, 0, 1);
single('a policy trap, γ = t', processText('t', 's2'), 0, 1);
single(
  'a policy trap, from s1 back to s1 with probability t',
  processText('0.5', '{ s2: 1 - t, s1: t }'),
  0,
  1,
);
sum(`all of these, ${points} numbers each`, one);

const numbers = random(Number(values.seed));
const PER_TEXT = 250;
const many = (title: string, make: (numbers: Random) => string, from: number, to: number) => {
  const into = tally();
  for (let n = 0; n < Number(values.random); n++) compare(make(numbers), from, to, PER_TEXT, into);
  sum(`${values.random} random ${title}, t from ${from} to ${to}, ${PER_TEXT} numbers each`, into);
};
many('bandits with polynomials of t', (numbers) => randomBandit(numbers, polynomial), -3, 3);
many('bandits with t in divisors', (numbers) => randomBandit(numbers, divided), -3, 3);
many('contextual bandits', randomContexts, 0, 1);
many('decision processes', randomProcess, 0, 1);
console.log(`\nanother verdict than is proved: ${wrong}`);
process.exitCode = wrong === 0 ? 0 : 1;
