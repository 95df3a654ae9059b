import { expect, test } from 'vitest';
import {
  keyOf,
  split,
  threefry2x32,
  uniform,
  type Word2,
} from '../../../../src/experiment/generate/threefry.js';
import vectors from '../../../fixtures/reference/prng_vectors.json' with { type: 'json' };

const word2 = (pair: readonly (string | number)[]): Word2 => [Number(pair[0]), Number(pair[1])];

test('blocks equal the known answers of Random123 and JAX', () => {
  expect(vectors.threefry2x32.length).toBeGreaterThan(3);
  for (const { key, counter, out } of vectors.threefry2x32)
    expect(threefry2x32(word2(key), word2(counter))).toEqual(word2(out));
});

test('a seed is a key of two words, also beyond 2³²', () => {
  for (const { seed, key } of vectors.PRNGKey) expect(keyOf(seed)).toEqual(key);
});

test('keys split as in JAX', () => {
  for (const { key, n, keys } of vectors.split) expect(split(word2(key), n)).toEqual(keys);
});

test('uniform doubles equal those of JAX to the bit', () => {
  for (const { key, n, out } of vectors.uniform_float64)
    expect([...uniform(word2(key), n)]).toEqual(out.map(({ value }) => value));
});
