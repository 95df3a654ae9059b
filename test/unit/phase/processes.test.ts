/** Phase diagrams of contextual bandits and decision processes: proved where the values of the policies are rational functions of the number. */
import fc from 'fast-check';
import { Fraction } from 'fraction.js';
import { describe, expect, it } from 'vitest';
import { deciding } from '../../../src/phase/decide.js';
import { type Diagram, diagramOf } from '../../../src/phase/diagram.js';
import { placeText, verdictText } from '../../../src/phase/format.js';
import { compareRoots, rational } from '../../../src/phase/root.js';
import { rowsOf } from '../../../src/phase/rows.js';
import { NO_FILES } from '../../../src/spec/files/port.js';
import { numberNamed } from '../../../src/spec/numbers.js';
import { readSpec } from '../../../src/spec/read.js';

function deciderOf(text: string, words = 't') {
  const reading = readSpec(text);
  return deciding(text, NO_FILES, reading, numberNamed(text, reading, words)!);
}

function diagram(text: string, from: number, to: number): Diagram {
  return diagramOf(new Fraction(from), new Fraction(to), deciderOf(text));
}

const told = (found: Diagram) =>
  rowsOf(found).map((row) => `${placeText('t', row)}: ${verdictText(row)}, ${row.basis}`);

/** Two contexts with the features 1 and 0; in the second one the first action has the reward `second`. */
const pair = (probability: string, rest: string, second: string) => `let: { t: 1/2 }
contexts:
  c1: { probability: ${probability}, actions: { a: { reward: 1, features: [1] }, b: { reward: 0, features: [0] } } }
  c2: { probability: ${rest}, actions: { a: { reward: ${second}, features: [1] }, b: { reward: 0, features: [0] } } }
`;

describe('contexts', () => {
  // θ > 0 serves c1 and θ < 0 serves c2: together they are never, and alone always.
  it('that contradict each other do so at all probabilities but 0 and 1', () => {
    expect(told(diagram(pair('t', '1 - t', '-1'), 0, 1))).toEqual([
      't = 0: always, proved',
      '0 < t < 1: never, proved',
      't = 1: always, proved',
    ]);
  });

  it('have one order up to the reward at which one of them turns round', () => {
    expect(told(diagram(pair('1/2', '1/2', 't'), -1, 1))).toEqual([
      '-1 ≤ t < 0: never, proved',
      '0 ≤ t ≤ 1: always, proved',
    ]);
  });

  // n·t − 1 with t = 1/2 turns round at n = 2.
  it('are followed in a number of an expression', () => {
    const decide = deciderOf(pair('1/2', '1/2', '2*t - 1'), 'number 1 in the reward of c2: a');
    const [low, high] = [1, 3].map((n) => decide(new Fraction(n)).reach(new Fraction(0), new Fraction(4))!);
    expect(low).toMatchObject({ high: { at: rational(new Fraction(2)), isClosed: false } });
    expect(high).toMatchObject({ low: { at: rational(new Fraction(2)), isClosed: false } });
  });

  it('have no verdict where the probabilities do not sum to 1', () => {
    const { segments } = diagram(pair('t', '1/2', '1'), 0, 1);
    expect(segments.some(({ kind, basis }) => kind === 'interval' && basis === 'proved')).toBe(false);
  });
});

/** The process of docs/examples/policy-trap.linspg, whose second state is as good as γ says. */
const TRAP = (discount: string, head = '') => `${head}mdp:
  discount: ${discount}
  start: s1
  states:
    s1:
      wait: { to: end, reward:  0, features: [1, 0] }
      go:   { to: s2,  reward: -1, features: [0, 1] }
    s2:
      take:  { to: end, reward: 4, features: [0, 1] }
      leave: { to: end, reward: 0, features: [1, 0] }
    end: terminal
`;

describe('decision processes', () => {
  // J of going and taking is 4γ − 1. Above 1/4, who waits and would leave is trapped: going has A = −1. Below, who goes and takes is below J* = 0; waiting
  // and leaving have one y there, with d·A = (1 − 4γ) + γ·(−4) = 1 − 8γ together: they hold it where γ > 1/8. Below that nothing holds it, but
  // waiting is better and leaving is worse with one difference of features, so no order is preserved.
  const verdicts = [
    '0 < t < 1/8: undecided',
    't = 1/8: undecided',
    '1/8 < t < 1/4: depends, proved',
    '1/4 < t < 1: depends, proved',
    't = 1: invalid, numerical',
  ];

  it('change where values are equal, and where better and worse actions cancel', () => {
    const found = told(diagram(TRAP('t', 'let: { t: 1/2 }\n'), 0, 1));
    expect(found.filter((each) => each.includes('depends'))).toEqual(verdicts.slice(2, 4));
    expect(found.at(-1)).toBe(verdicts.at(-1));
    expect(found.find((each) => each.includes('undecided'))).toMatch(/numerical$/);
  });

  it('are followed in γ without a parameter, too', () => {
    const found = deciderOf(
      TRAP('0.5'),
      'discount',
    )(new Fraction(3, 16)).reach(new Fraction(0), new Fraction(1))!;
    expect([found.low, found.high]).toEqual(
      [new Fraction(1, 8), new Fraction(1, 4)].map((at) => ({ at: rational(at), isClosed: false })),
    );
  });

  // From s1 back to s1 with probability t: V(s1) = 1/(1 − γt), which is 2/(2 − t) with γ = 1/2. It is worth more than the 3/2 of leaving iff t > 2/3.
  it('are followed in a probability: staying is better iff 2/(2 − t) > 3/2', () => {
    const text = `let: { t: 1/2 }
mdp:
  discount: 1/2
  start: s1
  states:
    s1:
      stay: { to: { s1: t, end: 1 - t }, reward: 1, features: [1] }
      leave: { to: end, reward: 3/2, features: [0] }
    s2:
      good: { to: end, reward: 1, features: [1] }
      bad: { to: end, reward: 0, features: [0] }
    end: terminal
`.replace('start: s1', 'start: { s1: 1/2, s2: 1/2 }');
    const found = rowsOf(diagram(text, 0, 1));
    const never = found.filter(({ verdict }) => verdict === 'never');
    expect(never.map(({ to, basis }) => [to[0], basis])).toEqual([['2/3', 'proved']]);
    expect(found.at(-1)!.verdict).not.toBe('never');
  });
});

describe('environments', () => {
  // Tabular features, and a start in every state: Agarwal, Kakade, Lee, Mahajan, Theorem 5.1, whatever γ is.
  it.each(['cliff-world', 'deep-sea'])('%s is always at every γ below 1', (environment) => {
    const text = `let: { t: 0.9 }\nmdp: { environment: ${environment}, discount: t, features: one-hot }\n`;
    expect(told(diagram(text, 0, 1))).toEqual(['0 ≤ t < 1: always, proved', 't = 1: invalid, numerical']);
  });
});

const whole = fc.integer({ min: -2, max: 2 });
const number = fc.oneof(
  { weight: 4, arbitrary: whole.map(String) },
  { weight: 1, arbitrary: whole.map((n) => `${n} + 2*t`) },
  { weight: 1, arbitrary: whole.map((n) => `${n}/(t + 1)`) },
);
const action = fc.record({ reward: number, features: fc.tuple(number, number), to: fc.nat(2) });
const states = fc.array(fc.tuple(action, action), { minLength: 2, maxLength: 2 });
const NEXT = ['s0', 's1', 'end'];

const asContexts = fc.tuple(states).map(
  ([all]) =>
    `let: { t: 1/3 }\ncontexts:\n${all
      .map((actions, s) => {
        const listed = actions.map(
          ({ reward, features }, a) => `a${a}: { reward: ${reward}, features: [${features.join(', ')}] }`,
        );
        return `  c${s}: { probability: ${s === 0 ? 't' : '1 - t'}, actions: { ${listed.join(', ')} } }\n`;
      })
      .join('')}`,
);

const asProcess = fc.tuple(states, fc.constantFrom('t', '1/2')).map(
  ([all, discount]) =>
    `let: { t: 1/3 }\nmdp:\n  discount: ${discount}\n  start: { s0: t, s1: 1 - t }\n  states:\n${all
      .map((actions, s) => {
        const listed = actions.map(
          ({ reward, features, to }, a) =>
            `      a${a}: { to: { ${NEXT[to]}: t, ${NEXT[(to + 1) % 3]}: 1 - t }, reward: ${reward}, features: [${features.join(', ')}] }\n`,
        );
        return `    s${s}:\n${listed.join('')}`;
      })
      .join('')}    end: terminal\n`,
);

describe('no number has another verdict than is proved of its interval', () => {
  it.each([
    ['contexts', asContexts],
    ['processes', asProcess],
  ])('%s', (_, texts) => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 12 }), (text, n) => {
        const decide = deciderOf(text);
        const middle = decide(new Fraction(n, 13));
        const found = middle.reach(new Fraction(0), new Fraction(1));
        for (let k = 1; found && k < 12; k++) {
          const at = rational(new Fraction(k, 12));
          const isInside = compareRoots(found.low.at, at) < 0 && compareRoots(at, found.high.at) < 0;
          if (isInside) expect(decide(new Fraction(k, 12)).label).toEqual(middle.label);
        }
      }),
      { numRuns: 12, seed: 7 },
    );
  });
});
