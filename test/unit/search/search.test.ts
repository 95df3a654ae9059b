/** What a search says of an instance, and which instances it finds. */
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/conditions/analyse.js';
import { CONDITION_IDS } from '../../../src/conditions/catalogue.js';
import { OBSERVED, runLines } from '../../../src/experiment/observedRuns.js';
import { SIGNATURE_KINDS } from '../../../src/experiment/signature.js';
import { enumerate } from '../../../src/search/enumerate.js';
import { parseExpression } from '../../../src/search/expression.js';
import { banditOf, Facts, type Runs } from '../../../src/search/facts.js';
import { claimOf, smallestOfParts, stateWords } from '../../../src/search/format.js';
import { hitText } from '../../../src/search/hitText.js';
import { Judge, neighbours } from '../../../src/search/judge.js';
import { freshState, type SearchOrder, type SearchState, searching } from '../../../src/search/search.js';
import type { Instance, Space } from '../../../src/search/space.js';
import { readSpec } from '../../../src/spec/read.js';

/** No condition asks for a run. */
const NO_RUNS: Runs = {
  outcomes: SIGNATURE_KINDS,
  outcomeOf: () => {
    throw new Error('Nobody asked for a run.');
  },
};

const expressionOf = (text: string) => parseExpression(text, SIGNATURE_KINDS);
const truthOf = (text: string, instance: Instance, runs = NO_RUNS) =>
  new Judge(expressionOf(text), runs).judge(instance).truth;

const SMALL: Space = { actions: [3, 3], dimensions: [2, 2], entries: [-1, 1], rewards: 'ties' };
const small = [...enumerate(SMALL)].map(({ instance }) => instance);

/** The two examples of theory.md, which differ by two rows. */
const CONVERGES: Instance = {
  rewards: [9, 8, 7, 6],
  features: [
    [0, -2],
    [-1, 0],
    [0, 1],
    [2, 0],
  ],
};
const FAILS: Instance = {
  rewards: [9, 8, 7, 6],
  features: [
    [0, -2],
    [0, 1],
    [-1, 0],
    [2, 0],
  ],
};

describe('an instance', () => {
  test('is judged as its analysis says, of every condition and verdict', () => {
    for (const instance of small.filter((_, n) => n % 7 === 0)) {
      const { verdict, conditions } = analyse(banditOf(instance));
      const facts = new Facts(instance, NO_RUNS);
      expect(facts.verdict()).toEqual(verdict);
      for (const id of CONDITION_IDS) {
        const found = conditions.filter((condition) => condition.id === id);
        expect(facts.conditions(id)).toEqual(found);
        const proved = (holds: boolean) =>
          found.filter((one) => one.holds === holds && one.basis === 'proved');
        const expected =
          proved(true).length > 0 ? true : proved(false).length === found.length ? false : null;
        expect([id, truthOf(id, instance)]).toEqual([id, expected]);
      }
    }
  });

  test('has the two swapped rows of the theory: always, and depends beside it', () => {
    expect(truthOf('always and not depends and not trap and order', CONVERGES)).toBe(true);
    expect(truthOf('depends and trap and not order and exposed', FAILS)).toBe(true);
    const judge = new Judge(expressionOf('always and swapped (depends and not order)'), NO_RUNS);
    expect(judge.judge(CONVERGES)).toEqual({ truth: true, swaps: [[1, 2]] });
    expect(judge.judge(FAILS)).toEqual({ truth: false, swaps: [] });
    expect(truthOf('swapped always', FAILS)).toBe(true);
  });

  test('swapped means: of some bandit with two rows exchanged', () => {
    for (const instance of small.filter((_, n) => n % 11 === 0)) {
      const beside = [...neighbours(instance)].map(([, other]) => truthOf('order', other));
      expect(truthOf('swapped order', instance)).toBe(beside.includes(true));
      expect(truthOf('not swapped not order', instance)).toBe(!beside.includes(false));
    }
  });

  test('is undecided where what decides it is: of other numbers of actions features-3 is not asked', () => {
    expect(truthOf('features-3', CONVERGES)).toBeNull();
    expect(truthOf('not features-3', CONVERGES)).toBeNull();
    expect(truthOf('features-3 and trap', CONVERGES)).toBe(false);
    expect(truthOf('features-3 or order', CONVERGES)).toBe(true);
    expect(truthOf('features-3 and order', CONVERGES)).toBeNull();
  });

  test('is asked for a run only where the rest leaves it open', () => {
    expect(truthOf('spg stuck and not order', CONVERGES)).toBe(false);
    expect(() => truthOf('spg stuck and order', CONVERGES)).toThrow('Nobody asked');
  });

  test('runs from 0: Lin-SPG reaches the best action of the bandit that converges', () => {
    expect(truthOf('spg converged and not spg stuck', CONVERGES, OBSERVED)).toBe(true);
  });

  test('shows a finite maximum where the page of finite maxima has one, and none where the order is kept', () => {
    const MAXIMUM: Instance = {
      rewards: [5, 4, 3, 2, 1],
      features: [
        [-4, 1],
        [3, 0],
        [3, -1],
        [-2, -2],
        [4, 2],
      ],
    };
    expect(truthOf('undecided and not trap and finite-maximum', MAXIMUM)).toBe(true);
    expect(truthOf('finite-maximum', CONVERGES)).toBe(false);
  });
});

function found(
  order: Partial<SearchOrder> & { text: string },
  state: SearchState = freshState(),
): SearchState {
  const { text, ...rest } = order;
  for (const _ of searching({ expression: expressionOf(text), space: SMALL, ...rest }, NO_RUNS, state));
  return state;
}

describe('a search', () => {
  test('finds all that a look at every instance finds, and says what was undecided', () => {
    const text = 'trap and not (npg-top or non-domination)';
    const all = small.map((instance) => truthOf(text, instance));
    const state = found({ text });
    expect(state.isExhausted).toBe(true);
    expect(state.judged).toBe(small.length);
    expect(state.hits.map(({ index }) => index)).toEqual([...all.keys()].filter((n) => all[n]));
    expect(state.hits.length).toBeGreaterThan(1);
    expect(state.undecided).toBe(all.filter((truth) => truth === null).length);
    expect(found({ text, hits: 1 }).hits).toEqual(state.hits.slice(0, 1));
  });

  test('goes on from where it was stopped, and its parts are the whole', () => {
    const text = 'trap';
    const whole = found({ text });
    const resumed = freshState();
    for (let turns = 0; !resumed.isExhausted && turns < 1000; turns++) {
      const kept = JSON.parse(JSON.stringify(resumed)) as SearchState;
      const work = searching({ expression: expressionOf(text), space: SMALL }, NO_RUNS, kept);
      for (let n = 0; n < 40 && !work.next().done; n++);
      Object.assign(resumed, kept);
    }
    expect(resumed).toEqual(whole);
    const parts = [0, 1, 2].map((remainder) => found({ text, part: { remainder, of: 3 } }));
    expect(parts.flatMap(({ hits }) => hits).sort((a, b) => a.index - b.index)).toEqual(whole.hits);
    expect(parts.reduce((sum, { judged }) => sum + judged, 0)).toBe(whole.judged);
    expect(smallestOfParts(parts)).toBe(`hit ${whole.hits[0]!.index} is the first of all 3 parts`);
    expect(smallestOfParts([parts[0]!, null, parts[2]!])).toContain('1 of 3 parts');
  });

  test('of three actions with different rewards, features-3 fails exactly where there is a trap, boundaries aside', () => {
    const space: Space = { ...SMALL, rewards: 'order' };
    const none = found({ text: 'features-3 and trap', space });
    expect([none.isExhausted, none.hits, none.undecided]).toEqual([true, [], 0]);
    // ⟨x2 − x3, x1 − x3⟩ = 0 is the boundary.
    for (const { instance } of found({ text: 'not features-3 and not trap', space }).hits) {
      const [x1, x2, x3] = instance.features as [number[], number[], number[]];
      expect(x1.reduce((sum, x, k) => sum + (x2[k]! - x3[k]!) * (x - x3[k]!), 0)).toBe(0);
    }
  });

  test('claims that a hit is a smallest one only where all before it are decided', () => {
    const order: SearchOrder = { expression: expressionOf('trap'), space: SMALL };
    const state = { ...freshState(), judged: 9, hits: [{ index: 8, instance: FAILS, swaps: [] }] };
    expect(claimOf(order, state).at(-1)).toBe(
      'It is a smallest one: none of the 8 before it is a hit, and none is undecided.',
    );
    expect(claimOf(order, { ...state, undecided: 2 }).at(-1)).toBe(
      'Of the 8 before it none is a hit, but 2 are undecided.',
    );
    expect(claimOf({ ...order, part: { remainder: 0, of: 2 } }, state).join()).not.toContain('smallest one');
    expect(claimOf({ ...order, sample: { count: 100, seed: 3 } }, state).join()).not.toContain('smallest');
    expect(stateWords(order, { ...state, isExhausted: true })).toContain('in all 9 up to symmetry');
  });
});

describe('a hit as a spec', () => {
  const textOf = (text: string, instance: Instance, runs = NO_RUNS) => {
    const expression = expressionOf(text);
    const { swaps } = new Judge(expression, runs).judge(instance);
    return hitText(expression, { instance, swaps }, runs, runLines, ['A claim.']);
  };

  test('is read without an issue, has the numbers, and says what is proved', () => {
    const { text, beside } = textOf('depends and trap and not order', FAILS);
    const { bandit, issues } = readSpec(text);
    expect(issues).toEqual([]);
    expect(bandit!.features.map((row) => row.map(({ value }) => value))).toEqual(FAILS.features);
    expect(bandit!.rewards.map(({ value }) => value)).toEqual(FAILS.rewards);
    for (const line of [
      'A claim.',
      'verdict: depends (proved)',
      'trap: holds of a2 (proved)',
      'order: fails (proved)',
    ])
      expect(text).toContain(`# ${line}\n`);
    expect(beside).toEqual([]);
  });

  test('has beside it the bandit with two rows exchanged', () => {
    const { text, beside } = textOf('always and swapped depends', CONVERGES);
    expect(text).toContain('# With the features of a2 and a3 exchanged: verdict: depends (proved)\n');
    expect(beside).toHaveLength(1);
    const other = readSpec(beside[0]!).bandit!;
    expect(other.features.map((row) => row.map(({ value }) => value))).toEqual(FAILS.features);
  });

  test('has the section of the run that was observed', () => {
    const { text } = textOf('spg converged', CONVERGES, OBSERVED);
    expect(text).toContain('# lin-spg: the run is converged (observed)\n');
    const { run, issues } = readSpec(text);
    expect(issues).toEqual([]);
    expect([run!.algorithm, run!.init]).toEqual([['lin-spg'], [{ kind: 'zeros' }]]);
  });

  test('runs at once: from 0 and from the trap, and with NPG beside it where the fit is asked about', () => {
    const runOf = (text: string, instance: Instance) => {
      const { run, bandit, issues } = readSpec(textOf(text, instance).text);
      expect([issues, bandit?.names[1]]).toEqual([[], 'a2']);
      return [run!.algorithm, run!.init];
    };
    const zeros = { kind: 'zeros' };
    // The trap of FAILS is a2, as its comment says.
    expect(runOf('trap', FAILS)).toEqual([['lin-spg'], [zeros, { kind: 'trap', action: 1 }]]);
    expect(runOf('npg-top or trap', FAILS)[0]).toEqual(['lin-spg', 'lin-npg']);
    expect(runOf('always', CONVERGES)).toEqual([['lin-spg'], [zeros]]);
  });
});
