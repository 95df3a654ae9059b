import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gradientDirection } from '../../../../src/engine/mdp/direction.js';
import { Evaluation } from '../../../../src/engine/mdp/evaluation.js';
import { gradientWeights, pairLogits } from '../../../../src/engine/mdp/gradient.js';
import { pairRowsOf } from '../../../../src/engine/mdp/rows.js';
import type { NumericMdp } from '../../../../src/model/numericMdp.js';
import { BITS, fixed, fixedExp, ONE } from '../exactly.js';
import { mdps } from './random.js';

const times = (a: bigint, b: bigint) => (a * b) >> BITS;
const sum = (terms: readonly bigint[]) => terms.reduce((a, b) => a + b, 0n);
/** 0, 1 … n − 1. */
const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Gauss; of I − γP no pivot is 0. */
function solved(matrix: readonly (readonly bigint[])[], right: readonly bigint[]): bigint[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (const [k, pivot] of rows.entries())
    for (const [i, row] of rows.entries()) {
      if (i === k) continue;
      const factor = (row[k]! << BITS) / pivot[k]!;
      rows[i] = row.map((x, j) => x - times(factor, pivot[j]!));
    }
  return rows.map((row, i) => (row.at(-1)! << BITS) / row[i]!);
}

/** J by its definition, 256 binary places: softmax of the logits Φθ, and V from (I − γP)V = r. */
function returnAt(mdp: NumericMdp, theta: readonly bigint[]): bigint {
  const states = range(mdp.start.length);
  const pi = states.flatMap((s) => {
    const pairs = range(mdp.rewards.length).slice(mdp.offsets[s], mdp.offsets[s + 1]);
    const weights = pairs.map((i) =>
      fixedExp(sum(theta.map((x, k) => times(fixed(mdp.features[i * theta.length + k]!), x)))),
    );
    return weights.map((weight) => (weight << BITS) / sum(weights));
  });
  const rewards = states.map(() => 0n);
  const system = states.map((s) => states.map((t) => (s === t ? ONE : 0n)));
  for (const s of states)
    for (let i = mdp.offsets[s]!; i < mdp.offsets[s + 1]!; i++) {
      rewards[s]! += times(pi[i]!, fixed(mdp.rewards[i]!));
      for (let t = mdp.begin[i]!; t < mdp.begin[i + 1]!; t++)
        system[s]![mdp.next[t]!]! -= times(pi[i]!, times(fixed(mdp.discount), fixed(mdp.probabilities[t]!)));
    }
  const V = solved(system, rewards);
  return sum(states.map((s) => times(fixed(mdp.start[s]!), V[s]!)));
}

/** ∂J/∂θ_k by central differences: what is left out is h²/6 of the third derivative, below 1e-24. */
function slopes(mdp: NumericMdp, theta: readonly number[]): number[] {
  const h = ONE >> 40n;
  return theta.map((_, k) => {
    const moved = (by: bigint) => theta.map((x, j) => fixed(x) + (j === k ? by : 0n));
    const rise = returnAt(mdp, moved(h)) - returnAt(mdp, moved(-h));
    // In units of 2⁻²⁰⁰, which a double holds.
    return Number((rise << 39n) >> (BITS - 200n)) / 2 ** 200;
  });
}

it.each([1, 30])(
  'the gradient is that of central differences of 77 digits, to 1e-12 of the size of its terms: θ up to %i',
  (size) => {
    const entry = fc.integer({ min: -(2 ** 20), max: 2 ** 20 }).map((n) => (size * n) / 2 ** 20);
    const starts = fc.array(entry, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(mdps, starts, (mdp, numbers) => {
        const theta = numbers.slice(0, mdp.dimensions);
        const z = new Float64Array(mdp.rewards.length);
        pairLogits(pairRowsOf(mdp), Float64Array.from(theta), z);
        const evaluation = new Evaluation(mdp);
        evaluation.setLogits(z);
        evaluation.evaluate();
        const gradient = new Float64Array(theta.length);
        gradientDirection({ mdp, features: pairRowsOf(mdp) })(evaluation, gradient);
        const expected = slopes(mdp, theta);
        const away = Math.hypot(...expected.map((x, k) => x - gradient[k]!));
        const w = new Float64Array(mdp.rewards.length);
        gradientWeights(mdp, evaluation, w);
        const d = theta.length;
        const terms = w.reduce(
          (total, weight, i) =>
            total + Math.abs(weight) * Math.hypot(...mdp.features.subarray(i * d, i * d + d)),
          0,
        );
        expect(away).toBeLessThanOrEqual(1e-12 * terms);
      }),
      { numRuns: 60, seed: 1, endOnFailure: true },
    );
  },
);
