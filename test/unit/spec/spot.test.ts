import { describe, expect, it, vi } from 'vitest';
import { mutant, seeds } from '../../../bench/mutations.js';
import { random } from '../../../bench/random.js';
import { spotAt } from '../../../src/spec/spot.js';

const reading = vi.hoisted(() => ({ isWhole: false, withGaps: 0 }));
vi.mock('../../../src/spec/shortened.js', async (original) => {
  const real = await original<typeof import('../../../src/spec/shortened.js')>();
  return {
    shortened(text: string, offset: number) {
      const short = real.shortened(text, offset);
      if (reading.isWhole) return { text, before: 0, gaps: new Map() };
      if (short.gaps.size > 0) reading.withGaps++;
      return short;
    },
  };
});

const lines = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => `${line(n + 1)}\n`).join('');

/** Tables in which lines are left out. */
const TABLES = [
  `title: Rows\nbandit:\n  actions:\n${lines(9, (n) => `    a${n}: { reward: ${n}, features: [${n}, 1/3, -2.5] }`)}run:\n  init: { trap: a5 }\n  seed: 1\n`,
  `contexts:\n  discount: 0.9\n${lines(3, (s) => `  c${s}:\n    probability: 1/3\n    actions:\n${lines(5, (n) => `      b${n}:  { reward: -${n}, features: [ 1, ${s} ] }`)}`)}run:\n  init: { trap: { c2: b3 } }\n`,
  `bandit:\n  rewards: [1, 2, 3, 4, 5, 6]\n  features:\n${lines(6, (n) => `    f${n}: [${n}, 2, 3, 4, 5, 6, 7, 8, 9]`)}run:\n  learning-rate: theory\n`,
  `bandit:\r\n  actions:\r\n${lines(12, (n) => `    a${n}: { reward: ${n}, features: [1, 2, 3, 4, 5, 6, 7, ${n}] }\r`)}`,
  `a:\n${lines(4, () => '  features: [1, 2]')}${lines(4, (n) => `  reward${n}: { reward: 1, features: [1, 2, 3] }`)}b:\n${lines(5, (n) => `  c${n}: [1]`)}`,
];

const PATHS = [
  [],
  ['bandit'],
  ['bandit', 'actions'],
  ['bandit', 'actions', 'a2'],
  ['bandit', 'actions', 'a5'],
  ['bandit', 'features'],
  ['contexts'],
  ['contexts', 'c2', 'actions'],
  ['mdp', 'states'],
  ['a'],
  ['b'],
];

/** All that a spot can say. */
function saidAt(text: string, offset: number) {
  const spot = spotAt(text, offset);
  return (
    spot && {
      path: spot.path,
      role: spot.role,
      word: spot.word,
      inFlow: spot.inFlow,
      otherKeys: spot.otherKeys(),
      keys: PATHS.map((path) => spot.keysAt(path)),
      rows: ['features', 'init', 'f4', 'c3'].map((key) => spot.rowLength(key)),
    }
  );
}

function expectSame(text: string, offset: number) {
  reading.isWhole = true;
  const whole = saidAt(text, offset);
  reading.isWhole = false;
  expect(saidAt(text, offset), JSON.stringify([text, offset])).toEqual(whole);
}

describe('a place in a text', () => {
  it('is the same, whether lines that look alike are left out or read', () => {
    for (const text of TABLES)
      for (let offset = 0; offset <= text.length; offset += 23) expectSame(text, offset);
    expect(reading.withGaps).toBeGreaterThan(25);
  });

  it('is the same in texts that are nearly specs', () => {
    const texts = [...TABLES, ...TABLES, ...seeds().slice(0, 5)];
    reading.withGaps = 0;
    for (let spec = 0; spec < 50; spec++) {
      const { whole } = random(21, spec);
      const text = mutant(texts, random(20, spec));
      for (let n = 0; n < 2; n++) {
        const offset = whole(0, text.length);
        expectSame(text, offset);
        // As the question is put when something is about to be written there.
        expectSame(`${text.slice(0, offset)}x:${text.slice(offset)}`, offset);
      }
    }
    expect(reading.withGaps).toBeGreaterThan(25);
  });
});
