import { expect, test } from 'vitest';
import { keyOf, split, threefry2x32, uniform } from '../../../../src/experiment/generate/threefry.js';
import vectors from '../../../fixtures/reference/prng_vectors.json' with { type: 'json' };

/** Two words. */
type Pair = readonly (string | number)[];

const wordsOf = (pair: Pair) => Uint32Array.from(pair, Number);
/** The words that `write` writes, two by two. */
function pairsOf(n: number, write: (words: Uint32Array) => void): number[][] {
  const words = new Uint32Array(2 * n);
  write(words);
  return Array.from({ length: n }, (_, i) => [words[2 * i]!, words[2 * i + 1]!]);
}

test('blocks equal the known answers of Random123 and JAX', () => {
  expect(vectors.threefry2x32.length).toBeGreaterThan(3);
  for (const { key, counter, out } of vectors.threefry2x32) {
    const [[k0, k1], [c0, c1]] = [key.map(Number), counter.map(Number)];
    const block = pairsOf(1, (words) => threefry2x32(k0!, k1!, c0!, c1!, words, 0));
    expect(block).toEqual([out.map(Number)]);
  }
});

test('a seed is a key of two words, also beyond 2³²', () => {
  for (const { seed, key } of vectors.PRNGKey)
    expect(pairsOf(1, (words) => keyOf(seed, words, 0))).toEqual([key]);
});

test('keys split as in JAX, also into the place of the key that is split', () => {
  for (const { key, n, keys } of vectors.split) {
    const made = pairsOf(n, (words) => {
      words.set(wordsOf(key));
      split(words, 0, n, 0);
    });
    expect(made).toEqual(keys);
  }
});

test('uniform doubles equal those of JAX to the bit', () => {
  for (const { key, n, out } of vectors.uniform_float64) {
    const numbers = new Float64Array(n);
    uniform(wordsOf(key), 0, numbers);
    expect([...numbers]).toEqual(out.map(({ value }) => value));
  }
});
