import { expect, test } from 'vitest';
import { Results } from '../../../src/experiment/results.js';
import { facts, result } from './recordings.js';

const whole = result({ 0: 1, 1: 0.5, 10: 0.1 });
const { recording } = whole;
const piece = (from: number, to: number) => ({
  iterations: recording.iterations.slice(from, to),
  gap: recording.gap.slice(from, to),
  logLoss: recording.logLoss.slice(from, to),
  gradientNorm: recording.gradientNorm.slice(from, to),
  regret: recording.regret.slice(from, to),
  policy: recording.policy.slice(from, to),
  theta: recording.theta.slice(from, to),
});

test('pieces of a recording join to the whole', () => {
  const results = new Results();
  results.add({ kind: 'planned', runs: [facts()], totalIterations: 10 });
  results.add({ kind: 'recorded', index: 0, from: 0, piece: piece(0, 2) });
  results.add({ kind: 'recorded', index: 0, from: 2, piece: piece(2, 3) });
  results.add({ kind: 'ended', index: 0, ending: { kind: 'finished' }, milliseconds: 3 });
  expect(results.finished()).toEqual([whole]);
});

test('a run that has not ended is not among the results', () => {
  const results = new Results();
  results.add({ kind: 'planned', runs: [facts(), facts({ index: 1 })], totalIterations: 20 });
  results.add({ kind: 'ended', index: 1, ending: { kind: 'finished' }, milliseconds: 0 });
  expect(results.finished().map((r) => r.facts.index)).toEqual([1]);
});

test('a piece that leaves a hole is refused', () => {
  const results = new Results();
  results.add({ kind: 'planned', runs: [facts()], totalIterations: 10 });
  expect(() => results.add({ kind: 'recorded', index: 0, from: 1, piece: piece(1, 2) })).toThrow(
    'checkpoint 1 came after 0',
  );
});
