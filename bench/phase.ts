/**
 * `npm run bench:phase [-- --points 10000 --random 40 --seed 1]`: phase diagrams beside the verdict at many exact numbers, each read from a text of its
 * own: two swapped rows along the segment between their two feature matrices, the three-arm trap in each of its nine numbers, and random bandits. Prints the
 * diagrams; the exit code is 0 only if no number has another verdict than its diagram says.
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
import { type Random, random } from './random.js';

const { values } = parseArgs({
  options: {
    points: { type: 'string', default: '10000' },
    random: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
  },
});

interface Arm {
  readonly reward: string;
  readonly row: readonly string[];
}

function specOf(arms: readonly Arm[]): string {
  const lines = arms.map(
    ({ reward, row }, a) => `    a${a + 1}: { reward: ${reward}, features: [${row.join(', ')}] }\n`,
  );
  return `let: { t: 1/7 }\nbandit:\n  actions:\n${lines.join('')}`;
}

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

const polynomial = ({ whole, uniform }: Random) =>
  uniform() < 0.6 ? `${whole(-2, 2)} + ${whole(1, 3)}*t` : `t*t - ${whole(0, 3)}`;

const divided = ({ whole, uniform }: Random) =>
  uniform() < 0.6
    ? `${whole(1, 3)}/(t + ${whole(0, 2)})`
    : `(t - ${whole(0, 2)})/(t*t + ${whole(0, 3)}*t - 1)`;

/** Small whole numbers, so that ties and coincidences are common, some of them functions of t. */
function randomArms(numbers: Random, inT: (numbers: Random) => string): Arm[] {
  const { whole, uniform } = numbers;
  const number = () => (uniform() < 0.75 ? String(whole(-3, 3)) : inT(numbers));
  const [K, d] = [whole(3, 6), whole(1, 3)];
  return Array.from({ length: K }, () => ({ reward: number(), row: Array.from({ length: d }, number) }));
}

function holds({ kind, ...segment }: Segment, value: Fraction): boolean {
  const at = rational(value);
  if (kind === 'point') return compareRoots((segment as { at: typeof at }).at, at) === 0;
  const { low, high } = segment as Extract<Segment, { kind: 'interval' }>;
  const [above, under] = [compareRoots(at, low.at), compareRoots(high.at, at)];
  return (low.isClosed ? above >= 0 : above > 0) && (high.isClosed ? under >= 0 : under > 0);
}

const points = Number(values.points);
let wrong = 0;
let asked = 0;
const bases = { proved: 0, numerical: 0, unresolved: 0 };

/** The diagram from `from` to `to`, and how many of `count` numbers have another verdict. */
function compare(arms: readonly Arm[], from: number, to: number, count: number): Diagram {
  const text = specOf(arms);
  const reading = readSpec(text);
  const t = numberNamed(text, reading, 't')!;
  const [low, high] = [new Fraction(from), new Fraction(to)];
  const diagram = diagramOf(low, high, deciding(text, NO_FILES, reading, t));
  for (const { basis } of diagram.segments) bases[basis]++;
  const decide = ofText(text, NO_FILES, [t]);
  for (let n = 0; n < count; n++) {
    const at = low.add(high.sub(low).mul(new Fraction(n, count - 1)));
    const segment = diagram.segments.find((one) => holds(one, at));
    const { label } = decide(at);
    asked++;
    if (segment && (segment.basis === 'unresolved' || isSame(segment.label, label))) continue;
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

show('two swapped rows, from one matrix (t = 0) to the other (t = 1)', compare(SWAPPED, 0, 1, points));
for (const [title, arms] of oneByOne()) show(title, compare(arms, -4, 4, points));
const numbers = random(Number(values.seed));
for (const inT of [polynomial, divided])
  for (let n = 0; n < Number(values.random); n++) compare(randomArms(numbers, inT), -3, 3, 250);
console.log(
  `\n${values.random} random bandits with polynomials of t, as many with divisors, t from −3 to 3, 250 numbers each`,
);
console.log('segments:', bases);
console.log(`numbers compared: ${asked}, wrong: ${wrong}`);
process.exitCode = wrong === 0 ? 0 : 1;
