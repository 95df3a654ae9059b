/** Texts with a parameter t for `bench/phase.ts`: bandits, contexts and decision processes with small numbers, some of them functions of t. */
import type { Random } from './random.js';

export interface Arm {
  readonly reward: string;
  readonly row: readonly string[];
}

export function banditText(arms: readonly Arm[]): string {
  const lines = arms.map(
    ({ reward, row }, a) => `    a${a + 1}: { reward: ${reward}, features: [${row.join(', ')}] }\n`,
  );
  return `let: { t: 1/7 }\nbandit:\n  actions:\n${lines.join('')}`;
}

export type InT = (numbers: Random) => string;

export const polynomial: InT = ({ whole, uniform }) =>
  uniform() < 0.6 ? `${whole(-2, 2)} + ${whole(1, 3)}*t` : `t*t - ${whole(0, 3)}`;

export const divided: InT = ({ whole, uniform }) =>
  uniform() < 0.6
    ? `${whole(1, 3)}/(t + ${whole(0, 2)})`
    : `(t - ${whole(0, 2)})/(t*t + ${whole(0, 3)}*t - 1)`;

/** Changes its sign between 0 and 1. */
const turning: InT = (numbers) =>
  numbers.uniform() < 0.5 ? `${numbers.whole(1, 3)} - ${numbers.whole(2, 5)}*t` : polynomial(numbers);

const mixed: InT = (numbers) =>
  numbers.uniform() < 0.85 ? turning(numbers) : `${numbers.whole(-2, 2)}/(t + ${numbers.whole(1, 2)})`;

function numbersOf(numbers: Random, inT: InT, share: number, size: number) {
  const one = () => (numbers.uniform() < share ? inT(numbers) : String(numbers.whole(-size, size)));
  return { one, row: (d: number) => Array.from({ length: d }, one) };
}

/** Small whole numbers, so that ties and coincidences are common, some of them functions of t. */
export function randomBandit(numbers: Random, inT: InT): string {
  const { one, row } = numbersOf(numbers, inT, 0.25, 3);
  const [K, d] = [numbers.whole(3, 6), numbers.whole(1, 3)];
  return banditText(Array.from({ length: K }, () => ({ reward: one(), row: row(d) })));
}

/** Two or three contexts, of two or three actions each. */
export function randomContexts(numbers: Random): string {
  const { one, row } = numbersOf(numbers, mixed, 0.15, 2);
  const d = numbers.whole(1, 3);
  const shares = [
    ['t', '1 - t'],
    ['1/2', '1/2'],
    ['t/2', '1/2', '1/2 - t/2'],
    ['1/3', '1/3', '1/3'],
  ][numbers.whole(0, 3)]!;
  const contexts = shares.map((share, c) => {
    const actions = Array.from(
      { length: numbers.whole(2, 3) },
      (_, a) => `a${a}: { reward: ${one()}, features: [${row(d).join(', ')}] }`,
    );
    return `  c${c}: { probability: ${share}, actions: { ${actions.join(', ')} } }\n`;
  });
  // A parameter that is named nowhere would be no parameter of the problem.
  const idle = `  never: { probability: 0, actions: { a: { reward: t, features: [${row(d).map(() => 0)}] } } }\n`;
  return `let: { t: 1/7 }\ncontexts:\n${contexts.join('')}${idle}`;
}

/** Two to four states, of two or three actions each, and an end; t in the discount, the start and the next states too. */
export function randomProcess(numbers: Random): string {
  const { uniform, whole } = numbers;
  const { one, row } = numbersOf(numbers, mixed, 0.12, 2);
  const [S, d] = [whole(2, 4), whole(1, 3)];
  const name = (state: number) => (state === S ? 'end' : `s${state}`);
  const next = () => {
    const [a, b] = [whole(0, S), whole(0, S)];
    if (a === b || uniform() < 0.4) return name(a);
    const [p, q] = uniform() < 0.4 ? ['t', '1 - t'] : ['1/4', '3/4'];
    return `{ ${name(a)}: ${p}, ${name(b)}: ${q} }`;
  };
  const states = Array.from({ length: S }, (_, state) => {
    const actions = Array.from(
      { length: whole(2, 3) },
      (__, a) => `      a${a}: { to: ${next()}, reward: ${one()}, features: [${row(d).join(', ')}] }\n`,
    );
    return `    s${state}:\n${actions.join('')}`;
  });
  const discount = uniform() < 0.4 ? 't' : ['0.5', '0.9', '1/3'][whole(0, 2)];
  const start = ['s0', 'uniform', '{ s0: t, s1: 1 - t }'][whole(0, 2)];
  return `let: { t: 1/7 }\nmdp:\n  discount: ${discount}\n  start: ${start}\n  states:\n${states.join('')}    end: terminal\n`;
}
