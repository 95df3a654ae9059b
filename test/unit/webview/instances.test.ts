/** The table of a family's instances, and the lines of its charts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InstanceVerdict } from '../../../src/experiment/instanceVerdicts.js';
import type { ProblemNumbers } from '../../../src/model/problem.js';
import type { ChartedExperiment, ChartedRun } from '../../../src/shared/messages.js';
import { QUANTITIES } from '../../../webview/charts/quantities.js';
import { suitingBand } from '../../../webview/charts/series.js';
import { COLUMNS, type InstanceRow, instanceRows, sorted } from '../../../webview/instances/rows.js';
import { summarySentence, verdictSentence } from '../../../webview/instances/sentences.js';
import {
  type InstancesEvent,
  moveOf,
  NO_INSTANCES,
  pageOf,
  reduce,
} from '../../../webview/instances/state.js';
import { PAGE } from '../../../webview/paging.js';
import { charted, chartedRun, subject } from '../charted.js';

const { offsets, rewards, features, optimal, noise } = subject;
const first: ProblemNumbers = { offsets, rewards, features, optimal, noise };
/** The same with its actions in the other order. */
const second: ProblemNumbers = { ...first, rewards: [0, 1], optimal: [1] };
const always: InstanceVerdict = { kind: 'always', basis: 'proved', traps: [] };
const depends: InstanceVerdict = { kind: 'depends', basis: 'proved', traps: [1] };

function family(results: readonly ChartedRun[], changes: Partial<ChartedExperiment['family']> = {}) {
  return charted(1, results, {
    family: {
      seed: 7,
      count: 3,
      instances: [first, second, first],
      verdicts: [always, depends],
      failure: null,
      ...changes,
    },
  });
}

const run = (instance: number, gap: number, changes: Parameters<typeof chartedRun>[1] = {}) =>
  chartedRun({ 0: 0.5, 10: gap }, { instance, ...changes });

describe('a verdict in words', () => {
  test('names the actions that attract, or counts the policies', () => {
    expect(verdictSentence(depends)).toBe('depends on the start: trap a2 (proved)');
    expect(verdictSentence({ ...depends, traps: [], policies: 2 })).toBe(
      'depends on the start: 2 traps (proved)',
    );
    expect(verdictSentence({ kind: 'never', basis: 'proved', traps: [], policies: 0 })).toBe(
      'never reaches the optimum (proved)',
    );
  });

  test('of a family of processes speaks of the optimum', () => {
    const never: InstanceVerdict = { kind: 'never', basis: 'proved', traps: [], policies: 0 };
    const { family: known } = family([], { verdicts: [never, never] });
    expect(summarySentence(known!)).toContain('2 never reach the optimum');
  });
});

describe('a row', () => {
  test('has the verdict on its instance and the gap at the end of its run', () => {
    const rows = instanceRows(family([run(0, 0.001), run(1, 0.25), run(2, 0.125)]), 'lin-spg');
    expect(rows.map(({ instance, verdict, gap }) => [instance, verdict?.kind ?? null, gap])).toEqual([
      [0, 'always', 0.001],
      [1, 'depends', 0.25],
      [2, null, 0.125],
    ]);
  });

  test('has the mean of the gaps of several runs, and what they did', () => {
    const [row] = instanceRows(family([run(0, 0.001), run(0, 0.003, { repeat: 1 })]), 'lin-spg');
    expect(row).toMatchObject({ runs: 2, outcome: '2 converged' });
    expect(row!.gap).toBeCloseTo(0.002, 15);
  });

  test('has no gap while a run of it goes on, nor when a gap is not finite', () => {
    const going = { ...run(0, 0.1), ending: null };
    const rows = instanceRows(family([going, run(1, Number.NaN)]), 'lin-spg');
    expect(rows.map(({ gap }) => gap)).toEqual([null, null, null]);
  });

  test('is judged by the rewards of its own instance', () => {
    // π(a2) = 0.999 is the end of both; only instance 1 has its best reward there.
    const settled = chartedRun({ 0: 0.5, 10: 0.999 }, {});
    const both = [0, 1].map((instance) => {
      const logLoss = settled.recording.policy.map((p) => -Math.log(p[instance]!));
      return {
        ...settled,
        facts: { ...settled.facts, instance },
        recording: { ...settled.recording, logLoss },
      };
    });
    const [wrong, right] = instanceRows(family(both), 'lin-spg');
    expect([wrong!.outcome, right!.outcome]).toEqual(['slow: still on a2 at T', 'converged']);
  });
});

describe('sorting', () => {
  const anyRow: fc.Arbitrary<InstanceRow> = fc.record({
    instance: fc.nat(50),
    verdict: fc.constantFrom(null, always, depends),
    outcome: fc.constantFrom('', 'converged', 'slow'),
    gap: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    runs: fc.constant(1),
    rate: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  });
  const rows = fc.uniqueArray(anyRow, { selector: ({ instance }) => instance, maxLength: 30 });

  test('keeps every row, and puts what is not known last in both directions', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(...COLUMNS), fc.boolean(), (all, by, descending) => {
        const inOrder = sorted(all, { by, descending });
        expect(new Set(inOrder)).toEqual(new Set(all));
        const keys = inOrder.map((row) => (by === 'outcome' ? row.outcome || null : row[by]));
        const known = keys.filter((key) => key !== null).length;
        expect(keys.slice(known).every((key) => key === null)).toBe(true);
        if (by !== 'gap') return;
        const numbers = keys.slice(0, known) as number[];
        expect(numbers).toEqual([...numbers].sort((a, b) => (descending ? b - a : a - b)));
      }),
    );
  });
});

describe('the table', () => {
  const after = (...events: InstancesEvent[]) => events.reduce(reduce, NO_INSTANCES);
  const many = Array.from({ length: 2 * PAGE + 1 }, (_, n) => run(n, (n + 1) / 100));
  const chart = (changes: Partial<ChartedExperiment> = {}): InstancesEvent => ({
    type: 'charted',
    experiment: { ...family(many, { count: many.length }), ...changes },
  });
  const turn = (by: number): InstancesEvent => ({ type: 'pageTurned', by });
  const shown = ({ rows, page }: ReturnType<typeof after>) => {
    const { from, to } = pageOf({ rows, page });
    return rows.slice(from, to).map(({ instance }) => instance);
  };

  test('begins with the first instances, and ends with the last', () => {
    expect(shown(after(chart()))).toEqual([...Array(PAGE).keys()]);
    expect(shown(after(chart(), turn(1), turn(1), turn(1)))).toEqual([2 * PAGE]);
    expect(shown(after(chart(), turn(-1)))).toEqual([...Array(PAGE).keys()]);
  });

  test('stays on its page while results of the same run come in, and begins anew with another run', () => {
    expect(after(chart(), turn(1), chart()).page).toBe(1);
    expect(after(chart(), turn(1), chart({ stamp: { run: 2, textVersion: 2 } })).page).toBe(0);
  });

  test('is sorted by the column that is pressed; pressed again, the other way round, from the first page on', () => {
    const press: InstancesEvent = { type: 'columnPressed', by: 'gap' };
    expect(shown(after(chart(), turn(1), press))[0]).toBe(0);
    expect(shown(after(chart(), turn(1), press, press))[0]).toBe(2 * PAGE);
    expect(shown(after(chart(), press, press, chart()))[0]).toBe(2 * PAGE);
  });

  test('shows the runs of the first label until one is chosen, and again when that is gone', () => {
    const two = family([run(0, 0.1, { label: 'slow' }), run(0, 0.2, { label: 'fast' })]);
    const choose: InstancesEvent = { type: 'labelChosen', label: 'fast' };
    const of = (experiment: ChartedExperiment): InstancesEvent => ({ type: 'charted', experiment });
    expect(after(of(two)).label).toBe('slow');
    expect(after(of(two), choose).rows[0]!.gap).toBe(0.2);
    expect(after(of(two), choose, chart()).label).toBe('lin-spg');
  });

  test('is walked by the arrows, over the rim of a page into the next one', () => {
    expect(moveOf('ArrowDown', 3, PAGE)).toEqual({ turn: 0, row: 4 });
    expect(moveOf('ArrowDown', PAGE - 1, PAGE)).toEqual({ turn: 1, row: 0 });
    expect(moveOf('ArrowUp', 0, PAGE)).toEqual({ turn: -1, row: PAGE - 1 });
    expect(moveOf('PageDown', 3, PAGE)).toEqual({ turn: 1, row: 3 });
    expect(moveOf('End', 3, PAGE)).toEqual({ turn: 0, row: PAGE - 1 });
    expect(moveOf('x', 3, PAGE)).toBeNull();
  });
});

describe('the chart of a family', () => {
  const gap = QUANTITIES.find(({ id }) => id === 'gap')!;
  const gaps = [0.1, 0.2, 0.6];
  const experiment = family(gaps.map((value, instance) => run(instance, value)));

  test('has a mean, a median and a faint line an instance', () => {
    expect(suitingBand(experiment)).toBe('mean and median');
    const [mean, median, ...others] = gap.lines(experiment, {
      label: null,
      band: 'mean and median',
      state: null,
    });
    expect(others).toEqual([]);
    expect([mean!.name, median!.name]).toEqual(['mean', 'median']);
    expect(mean!.points[1]!.y).toBeCloseTo(0.3, 15);
    expect(median!.points[1]!.y).toBe(0.2);
    expect(mean!.memberCurves!.map((curve) => curve[1]!.y)).toEqual(gaps);
    // Type 7: positions 0.2 and 1.8 of three order statistics.
    expect(median!.band![1]!.low).toBeCloseTo(0.12, 15);
    expect(median!.band![1]!.high).toBeCloseTo(0.52, 15);
  });

  test('averages the repeats of an instance before it looks at the spread between instances', () => {
    const repeated = family([
      run(0, 0.1),
      run(0, 0.3, { repeat: 1 }),
      run(1, 0.2),
      run(1, 0.2, { repeat: 1 }),
    ]);
    const [mean] = gap.lines(repeated, { label: null, band: 'mean and median', state: null });
    expect(mean!.memberCurves).toHaveLength(2);
    expect(mean!.band![1]!.high! - mean!.band![1]!.low).toBeCloseTo(0, 15);
  });

  test('reads logits with the features of each instance, once they are known', () => {
    const logits = QUANTITIES.find(({ id }) => id === 'logits')!;
    const two = family([run(0, 0.25), run(1, 0.25)]);
    const lines = logits.lines(two, { label: null, band: 'every run', state: null });
    // θ = (0, log(p/(1 − p))) with p = ¼, X = I: a1 is ahead by log 3, which is good in the first only.
    expect(lines[0]!.points[1]!.y).toBeCloseTo(Math.log(3), 15);
    expect(lines[1]!.points[1]!.y).toBeCloseTo(-Math.log(3), 15);
    expect(
      logits.lines(family(two.results, { instances: [] }), { label: null, band: 'every run', state: null }),
    ).toEqual([]);
  });
});
