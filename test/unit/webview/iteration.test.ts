/** The iteration that the panel takes apart: which one is selected, and what is shown of it. */
import { describe, expect, test } from 'vitest';
import { iterationWords, lookedAt, runNamed } from '../../../webview/iteration/looked.js';
import { type IterationEvent, NO_ITERATION, reduce } from '../../../webview/iteration/state.js';
import { charted, chartedRun } from '../charted.js';

const experiment = charted(1, [chartedRun({ 0: 0.5, 10: 0.1 }), chartedRun({ 0: 0.5, 100: 0.1 })]);
const after = (...events: IterationEvent[]) => events.reduce(reduce, NO_ITERATION);
const look = (run: number, cursor: number | null): IterationEvent => ({
  type: 'looked',
  experiment,
  view: { run, cursor },
});
const open: IterationEvent = { type: 'toggled', isOpen: true };

describe('what is looked at', () => {
  test('is the last recorded iteration of the run, or the one nearest to the cursor', () => {
    expect(lookedAt(experiment, { run: 1, cursor: null })).toMatchObject({ recorded: [0, 100], position: 1 });
    expect(lookedAt(experiment, { run: 0, cursor: 3 }).position).toBe(1);
    expect(lookedAt(experiment, { run: 0, cursor: 1 }).position).toBe(0);
  });

  test('is the first run where the experiment has no such run', () => {
    expect(lookedAt(experiment, { run: 7, cursor: null }).run).toBe(experiment.results[0]);
  });

  test('is a run that its name leads back to', () => {
    const { names } = lookedAt(experiment, { run: 0, cursor: null });
    expect(names.map(runNamed)).toEqual([0, 1]);
  });

  test('is nothing where nothing is charted', () => {
    const looked = lookedAt(null, { run: 0, cursor: null });
    expect(looked).toMatchObject({ run: null, names: [], position: -1 });
    expect(iterationWords(looked)).toBe('nothing recorded');
  });
});

describe('its stages', () => {
  test('are computed when it is opened, and not before', () => {
    expect(after(look(0, 0)).stages).toBeNull();
    expect(after(look(0, 0), open).stages).toMatchObject({ iteration: 0 });
    expect(after(open, look(0, 0)).stages).toMatchObject({ iteration: 0 });
  });

  test('are those of the iteration and the run that are looked at', () => {
    expect(after(open, look(1, null)).stages).toMatchObject({ iteration: 100 });
    expect(after(open, look(1, null), look(1, 0)).stages).toMatchObject({ iteration: 0 });
  });

  test('stay the same where the same is looked at', () => {
    const state = after(open, look(0, 10));
    expect(reduce(state, look(0, 10))).toBe(state);
    expect(reduce(state, look(0, 9)).stages).toBe(state.stages);
  });

  test('are none where nothing is charted any more', () => {
    const gone = { type: 'looked', experiment: null, view: { run: 0, cursor: null } } as const;
    expect(after(open, look(0, 0), gone)).toMatchObject({ stages: null, subject: null });
  });
});
