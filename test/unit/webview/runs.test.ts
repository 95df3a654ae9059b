/** The table of the charted runs: a row a label. */
import { describe, expect, test } from 'vitest';
import type { ChartedExperiment } from '../../../src/shared/messages.js';
import { PAGE } from '../../../webview/paging.js';
import { COLUMNS, type Column, runsRows } from '../../../webview/runs/rows.js';
import { meanText, medianText, outcomesText, runsNote, runsText } from '../../../webview/runs/sentences.js';
import { isRepeated, NO_RUNS, type RunsState, reduce } from '../../../webview/runs/state.js';
import { charted, chartedRun, subject } from '../charted.js';

/** π(a2) is the gap: 0.001 has converged, 0.999 is still on a2. */
const run = (label: string, gap: number, changes: Parameters<typeof chartedRun>[1] = {}) =>
  chartedRun({ 0: gap, 10: gap }, { label, ...changes });
const going = (label: string) => chartedRun({ 0: 0.5 }, { label }, null);

const sweep = charted(1, [
  run('η = 1', 0.001),
  run('η = 1', 0.003, { repeat: 1 }),
  run('η = 1', 0.999, { repeat: 2 }),
  run('η = 2', 0.5),
  run('η = 2', 0.25, { repeat: 1 }),
  run('η = 2', 0.75, { repeat: 2 }),
]);

const tableOf = (experiment: ChartedExperiment): RunsState =>
  reduce(NO_RUNS, { type: 'charted', experiment });
const labelsOf = ({ rows }: RunsState) => rows.map(({ label }) => label);

describe('a row', () => {
  test('counts what the runs of its label did, and has the middle, the mean and s/√n of their last gaps', () => {
    const [one, two] = runsRows(sweep);
    expect(outcomesText(one!)).toBe('2 converged, 1 slow: still on a2 at T');
    expect(medianText(one!.gap)).toBe('0.003');
    // 0.25, 0.5, 0.75: s² = 2·0.0625/2, so s/√3 = 0.25/√3 = 0.144.
    expect(meanText(two!)).toBe('0.5 ± 0.14');
    expect(two!.gap!.standardError).toBeCloseTo(0.25 / Math.sqrt(3), 15);
  });

  test('separates outcomes by semicolons if one has a comma of its own, and counts the rest', () => {
    const outcomes: [string, number][] = [
      ['stuck: a2 in s1, a3 in s2', 2],
      ['slow', 1],
      ['converged', 1],
      ['exploding', 1],
      ['not ended', 1],
    ];
    expect(outcomesText({ outcomes, runs: 6 })).toBe(
      '2 stuck: a2 in s1, a3 in s2; 1 slow; 1 converged; 1 exploding; 1 other',
    );
  });

  test('tells how many runs have ended, and is about these alone', () => {
    const [row] = runsRows(charted(1, [run('η = 1', 0.5), going('η = 1')]));
    expect([runsText(row!), meanText(row!)]).toEqual(['1 of 2', '0.5']);
    expect(outcomesText(row!)).toContain('1 not ended');
  });

  test('says of how many runs its numbers are where some have left the finite ones', () => {
    const exploding = chartedRun({ 0: 0.5 }, { repeat: 2 }, { kind: 'overflow', at: 3 });
    const rows = runsRows(charted(1, [run('lin-spg', 0.5), run('lin-spg', 0.5, { repeat: 1 }), exploding]));
    expect(meanText(rows[0]!)).toBe('0.5 ± 0 (2 of 3)');
    expect(meanText(runsRows(charted(1, [exploding]))[0]!)).toBe('not finite');
  });

  test('of a family is about its instances, the runs of each averaged first', () => {
    const { offsets, rewards, features, optimal, noise } = subject;
    const instance = { offsets, rewards, features, optimal, noise };
    const family = { seed: 7, count: 2, instances: [instance, instance], verdicts: [], failure: null };
    const results = [
      run('lin-spg', 0.1),
      run('lin-spg', 0.3, { repeat: 1 }),
      run('lin-spg', 0.6, { instance: 1 }),
      run('lin-spg', 0.6, { instance: 1, repeat: 1 }),
    ];
    const [row] = runsRows(charted(1, results, { family }));
    expect([row!.runs, row!.gap!.n]).toEqual([4, 2]);
    expect(row!.gap!.mean).toBeCloseTo(0.4, 15);
    expect(runsNote({ ofFamily: true, isRepeated: true })).toContain('over the instances');
  });
});

describe('the table', () => {
  test('begins in the order of the plan', () => {
    expect(labelsOf(tableOf(sweep))).toEqual(['η = 1', 'η = 2']);
    expect(isRepeated(tableOf(sweep))).toBe(true);
    expect(isRepeated(tableOf(charted(1, [run('a', 0.1), run('b', 0.1)])))).toBe(false);
  });

  test('is sorted by the column that is pressed, and the other way when it is pressed again', () => {
    const press = (state: RunsState, by: Column) => reduce(state, { type: 'columnPressed', by });
    // Means 0.334 and 0.5; medians 0.003 and 0.5; parts converged 2/3 and 0.
    const byMean = press(press(tableOf(sweep), 'mean'), 'mean');
    expect(labelsOf(byMean)).toEqual(['η = 2', 'η = 1']);
    expect(labelsOf(press(byMean, 'outcome'))).toEqual(['η = 2', 'η = 1']);
    expect(labelsOf(press(byMean, 'median'))).toEqual(['η = 1', 'η = 2']);
    for (const by of COLUMNS)
      expect(press(tableOf(sweep), by).order).toEqual({ by, descending: by === 'label' });
  });

  test('keeps its order while results come, and has unknown numbers last either way', () => {
    const first = charted(1, [going('a'), run('b', 0.5), run('c', 0.25)]);
    let state = reduce(tableOf(first), { type: 'columnPressed', by: 'mean' });
    expect(labelsOf(state)).toEqual(['c', 'b', 'a']);
    state = reduce(state, { type: 'columnPressed', by: 'mean' });
    expect(labelsOf(state)).toEqual(['b', 'c', 'a']);
    const more = charted(1, [run('a', 0.3), run('b', 0.5), run('c', 0.25)]);
    expect(labelsOf(reduce(state, { type: 'charted', experiment: more }))).toEqual(['b', 'a', 'c']);
  });

  test('has pages, and stays on one that there is', () => {
    const many = charted(
      1,
      Array.from({ length: PAGE + 1 }, (_, n) => run(`η = ${n}`, 0.1)),
    );
    const second = reduce(tableOf(many), { type: 'pageTurned', by: 1 });
    expect(second.page).toBe(1);
    expect(reduce(second, { type: 'pageTurned', by: 1 })).toBe(second);
    expect(reduce(second, { type: 'charted', experiment: sweep }).page).toBe(0);
  });
});
