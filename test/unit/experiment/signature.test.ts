import { describe, expect, test } from 'vitest';
import { runBatch } from '../../../src/engine/batch.js';
import { emptyRecording, extend } from '../../../src/engine/recording.js';
import type { Ending, Recording } from '../../../src/engine/types.js';
import { plan } from '../../../src/experiment/plan.js';
import { type Signature, signatureOf } from '../../../src/experiment/signature.js';
import { readSpec } from '../../../src/spec/read.js';
import { recording } from '../charted.js';

/** Runs a text with one run, and reads its signature. */
function signature(text: string): Signature | null {
  const { bandit, run } = readSpec(text);
  const { cells } = plan([bandit!], run!);
  const whole = emptyRecording();
  let ending: Ending | null = null;
  runBatch(cells, {
    recorded: (_task, _from, piece: Recording) => extend(whole, piece),
    progress: () => {},
    ended: (_task, how) => {
      ending = how;
    },
  });
  const rewards = bandit!.rewards.map((r) => r.value);
  const best = Math.max(...rewards);
  return signatureOf(
    { recording: whole, ending },
    {
      offsets: [0, rewards.length],
      rewards,
      features: bandit!.features.map((row) => row.map((x) => x.value)),
      optimal: rewards.flatMap((r, a) => (r === best ? [a] : [])),
    },
  );
}

const rows = (features: string[], run: string) => `bandit:
  actions:
${features.map((row, i) => `    a${i + 1}: { reward: ${9 - i}, features: ${row} }`).join('\n')}
run:
  ${run.replaceAll('; ', '\n  ')}
`;
const converging = ['[0, -2]', '[-1, 0]', '[0, 1]', '[2, 0]'];
const failing = ['[0, -2]', '[0, 1]', '[-1, 0]', '[2, 0]'];

describe('runs of the examples of the paper', () => {
  test('the order-preserving features converge, and the gap is O(1/T)', () => {
    const seen = signature(rows(converging, 'learning-rate: 0.2; iterations: 1e5'));
    expect(seen).toMatchObject({ kind: 'converged' });
    expect(seen?.kind === 'converged' && seen.slope).toBeCloseTo(-1, 1);
  });

  test('the swapped rows are stuck on a2 from (3, 3)', () => {
    const seen = signature(rows(failing, 'learning-rate: 0.2; iterations: 1e5; init: [3, 3]'));
    expect(seen).toMatchObject({ kind: 'stuck', rows: [1] });
  });

  test('a converging run cut short is slow, not stuck', () => {
    const seen = signature(rows(converging, 'learning-rate: 0.02; iterations: 300'));
    expect(seen?.kind).toBe('slow');
  });

  test('an overflow explodes', () => {
    expect(
      signature(rows(converging, 'algorithm: lin-npg; learning-rate: 1e307; iterations: 5000'))?.kind,
    ).toBe('exploding');
  });
});

test('where the best action lies between the others, the run settles at a finite point', () => {
  // On one feature, x(a1) = 0 lies between −1 and 1 of equally worse actions: π stays (1/2, 1/4, 1/4)-like and ∇f = 0 at θ = 0.
  const text = `bandit:
  actions:
    a1: { reward: 1, features: [0] }
    a2: { reward: 0, features: [1] }
    a3: { reward: 0, features: [-1] }
run:
  learning-rate: 0.5
  iterations: 1e4
  init: [2]
`;
  expect(signature(text)?.kind).toBe('finite-point');
});

describe('rules', () => {
  const problem = { offsets: [0, 2], rewards: [1, 0], features: [[0], [1]], optimal: [0] };
  const ended = (gap: Record<number, number>) =>
    signatureOf({ recording: recording(gap), ending: { kind: 'finished' } }, problem);

  test('a run that goes on has none', () => {
    expect(signatureOf({ recording: recording({ 0: 0.5 }), ending: null }, problem)).toBeNull();
  });

  test('a flat gap with no settled action is unsettled: nothing more is said of it', () => {
    expect(ended({ 0: 0.5, 10: 0.5, 50: 0.5, 100: 0.5 })).toMatchObject({ kind: 'unsettled' });
  });

  test('a suboptimal action with a falling gap is slow: the run is leaving it', () => {
    expect(ended({ 0: 0.9999, 100: 0.999, 200: 0.9, 500: 0.8, 1000: 0.7 })).toMatchObject({ kind: 'slow' });
  });

  test('optimal actions that share the probability have converged together', () => {
    const tied = { offsets: [0, 2], rewards: [1, 1], features: [[0], [1]], optimal: [0, 1] };
    const seen = signatureOf({ recording: recording({ 0: 0.5 }), ending: { kind: 'finished' } }, tied);
    expect(seen).toMatchObject({ kind: 'converged', probability: 1 });
  });

  test('a number that is not finite explodes at its iteration', () => {
    expect(ended({ 0: 0.5, 7: Number.NaN })).toEqual({ kind: 'exploding', at: 7 });
  });
});
