/**
 * `npm run bench:keys`: how many keys are pressed from an empty file to a whole experiment, with the server's completion in an editor that does with them what
 * VS Code does: 5 actions with 3 features each, noise, a sweep of 4 learning rates and 10 repeats. A key with Ctrl held counts as one. Beside it, the
 * characters of the same text, with and without the blanks in front of its lines, which an editor writes. Exit status 1 where another experiment is written.
 */
import { readSpec } from '../src/spec/read.js';
import { Typist } from './keys/typist.js';

const WANTED = `bandit:
  actions:
    a1: { reward: 0.9, features: [1, 0, 2] }
    a2: { reward: 0.7, features: [0, 1, 1] }
    a3: { reward: 0.5, features: [2, 1, 0] }
    a4: { reward: 0.3, features: [1, 1, 1] }
    a5: { reward: 0.1, features: [0, 0, 1] }
  noise: bernoulli

run:
  learning-rate: [0.01, 0.1, 1, 10]
  repeats: 10
`;

const typist = new Typist();
typist.type('b');
typist.take('bandit experiment');
// Two features of three have a place of their own; names and what fits stay.
for (const [reward, first, others] of [
  ['.9', '', '0,2'],
  ['.7', '0', '1,1'],
  ['.5', '2', '1,0'],
] as const) {
  typist.tab();
  typist.type(reward);
  typist.tab();
  typist.type(first);
  typist.tab();
  typist.type(others);
  if (reward !== '.5') typist.tab();
}
typist.end();
for (const [name, reward, features] of [
  ['a4', '.3', ['1', '1', '1']],
  ['a5', '.1', ['0', '0', '1']],
] as const) {
  typist.enter();
  typist.type('a');
  typist.take(name);
  typist.type(reward);
  for (const feature of features) {
    typist.tab();
    typist.type(feature);
  }
  typist.tab();
}
typist.enter();
typist.outdent();
typist.type('n');
typist.take('noise');
typist.type('b');
typist.take('bernoulli');
typist.downToEnd(3);
typist.removeWord();
typist.type('[.01,.1,1,10]');
typist.enter();
typist.type('rep');
typist.take('repeats');
typist.type('10');

const { text, keys } = typist;
const plain = [...WANTED].length;
const typed = [...WANTED.replace(/^ +/gm, '')].length;
console.log(`${keys} keys with completion; the text has ${plain} characters, ${typed} without indentation`);
if (valuesOf(text) !== valuesOf(WANTED)) {
  console.log(`Another experiment is written:\n${text}`);
  process.exitCode = 1;
}

/** The experiment, however its numbers are written. */
function valuesOf(spec: string): string {
  const { bandit, run, issues } = readSpec(spec);
  return JSON.stringify([bandit, run, issues], (key, value) => (key === 'literal' ? undefined : value));
}
