/** A small part of `npm run bench:fuzz`: no throw, no range outside the text, no fix that leaves more errors, the same answer twice. */
import { expect, test } from 'vitest';
import { mutant, PROCESSES, seeds } from '../../../bench/mutations.js';
import { probe, probeFixes } from '../../../bench/probe.js';
import { random } from '../../../bench/random.js';

test('texts that are nearly specs', async () => {
  const texts = seeds();
  expect(texts.length).toBeGreaterThan(3);
  for (let spec = 0; spec < 150; spec++) {
    const text = mutant(texts, random(12, spec));
    const { wrong, answer } = probe(text, random(13, spec));
    expect(wrong, JSON.stringify(text)).toEqual([]);
    if (spec % 5 === 0) expect(probe(text, random(13, spec)).answer).toBe(answer);
    if (spec % 25 === 0) expect((await probeFixes(text)).wrong, JSON.stringify(text)).toEqual([]);
  }
});

test('processes that are torn at any line, or broken in several ways, are listed no fix that leaves more errors', async () => {
  for (const text of PROCESSES) {
    const lines = text.split('\n');
    for (let n = 1; n <= lines.length; n++) {
      const torn = lines.slice(0, n).join('\n');
      for (const one of [torn, torn.slice(0, -6)])
        expect((await probeFixes(one)).wrong, JSON.stringify(one)).toEqual([]);
    }
  }
});
