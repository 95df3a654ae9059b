/** The tables of docs/implications.md: what they rest on is kept, and is still so. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isGeneric, keptIn, PROOFS, PROPERTIES, page, truthsOf } from '../../../scripts/docs/implications.js';
import { enumerate } from '../../../src/search/enumerate.js';

const read = (file: string) => readFileSync(path.resolve(import.meta.dirname, '../../..', file), 'utf8');
const kept = keptIn(read('bench/results/implications.jsonl'));

test('each counter-example has what its row says, and lacks what its column asks, both proved', () => {
  const known = new Map<string, ReturnType<typeof truthsOf>>();
  for (const { from, to, counter, generic } of kept.cells)
    for (const instance of [counter, generic]) {
      if (instance === null) continue;
      const key = JSON.stringify(instance);
      const truths = known.get(key) ?? truthsOf(instance);
      known.set(key, truths);
      expect([from, to, truths.get(from), truths.get(to)]).toEqual([from, to, true, false]);
      if (instance === generic) expect(isGeneric(instance)).toBe(true);
    }
  expect(known.size).toBeGreaterThan(20);
});

test('what is proved has no counter-example, and every pair of conditions has one or the other', () => {
  const proved = (from: string, to: string) =>
    PROOFS.filter((each) => each.from === from && each.to.includes(to));
  for (const from of PROPERTIES)
    for (const to of PROPERTIES) {
      if (from === to) continue;
      const cell = kept.cells.find((each) => each.from === from && each.to === to);
      const [proof] = proved(from, to);
      expect([from, to, cell?.counter ? 'counter-example' : 'none']).toEqual([
        from,
        to,
        proof && !proof.generic ? 'none' : 'counter-example',
      ]);
      if (proof) expect([from, to, cell?.generic]).toEqual([from, to, null]);
    }
});

test('what is proved is so of the smallest bandits, gone through again', () => {
  const space = { actions: [2, 3], dimensions: [1, 1], entries: [-1, 1], rewards: 'ties' } as const;
  for (const { instance } of enumerate(space)) {
    const truths = truthsOf(instance);
    for (const { from, to, generic } of PROOFS) {
      if (truths.get(from) !== true || (generic && !isGeneric(instance))) continue;
      // features-3 is asked of three actions only.
      for (const each of to)
        expect([instance, from, each, truths.get(each)]).toEqual([
          instance,
          from,
          each,
          each.startsWith('features-3') && instance.rewards.length !== 3 ? null : true,
        ]);
    }
  }
});

test('the page shows what is kept', () => {
  const text = read('docs/implications.md');
  expect(page(kept, text)).toBe(text);
});
