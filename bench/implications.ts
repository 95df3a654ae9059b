/**
 * `npm run bench:implications`: which conditions imply which, by going through every bandit of the spaces below, each once up to symmetry. For each
 * pair the smallest counter-example, or how many were looked at. Writes bench/results/implications.jsonl and the tables of docs/implications.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  type Found,
  type Implications,
  isGeneric,
  linesOf,
  PROPERTIES,
  page,
  SPACES,
  truthsOf,
} from '../scripts/docs/implications.js';
import { enumerate } from '../src/search/enumerate.js';

const root = path.resolve(import.meta.dirname, '..');
const cells = new Map<string, Found>();
let looked = 0;
let generic = 0;
const began = performance.now();

for (const space of SPACES)
  for (const { instance } of enumerate(space)) {
    const truths = truthsOf(instance);
    const inGeneral = isGeneric(instance);
    looked++;
    if (inGeneral) generic++;
    for (const from of PROPERTIES)
      for (const to of PROPERTIES) {
        if (from === to || truths.get(from) !== true) continue;
        const key = `${from} → ${to}`;
        const cell = cells.get(key) ?? { from, to, held: 0, open: 0, counter: null, generic: null };
        const truth = truths.get(to);
        cells.set(key, {
          ...cell,
          held: cell.held + 1,
          open: cell.open + (truth === null ? 1 : 0),
          counter: cell.counter ?? (truth === false ? instance : null),
          generic: cell.generic ?? (truth === false && inGeneral ? instance : null),
        });
      }
  }

const kept: Implications = { spaces: SPACES, looked, generic, cells: [...cells.values()] };
writeFileSync(path.join(root, 'bench/results/implications.jsonl'), linesOf(kept));
const file = path.join(root, 'docs/implications.md');
writeFileSync(file, page(kept, readFileSync(file, 'utf8')));
console.log(
  `${looked} bandits, ${generic} of them generic, ${((performance.now() - began) / 1000).toFixed(0)} s`,
);
const rest = kept.cells.filter(({ counter }) => counter === null);
for (const { from, to, held, open } of rest)
  console.log(`${from} → ${to}: none among ${held}, ${open} undecided`);
console.log('generic only:');
for (const { from, to, counter, generic: other } of kept.cells)
  if (counter !== null && other === null) console.log(`${from} → ${to}`);
