/** One instance of a family as a spec of its own, with its exact numbers and the family's experiment. */

import { Document, isMap, isScalar, parseDocument } from 'yaml';
import { visible } from '../borders/visible.js';
import type { Family } from '../model/family.js';
import type { RowNumbers } from '../model/problem.js';
import type { ProcessNumbers } from '../model/processNumbers.js';
import type { RunSection } from '../model/run.js';
import { readSpec } from './read.js';
import { lineStart } from './syntaxIssues/issue.js';

/** The rows of an instance; for a process also its transitions. */
type Numbers = RowNumbers & { readonly process?: Pick<ProcessNumbers, 'transitions'> };

/**
 * A text whose problem is the instance and whose runs are those of the family on it: the same verdict, the same curves. The key `instance` makes sampled
 * runs draw the random numbers of the instance.
 *
 * @param text a spec with `generate` and `run`, without errors. @param number the number of the instance, counted from 0.
 * @throws RangeError if the text has no family or no experiment.
 */
export function instanceSpec(text: string, fileName: string, number: number, numbers: Numbers): string {
  const { title, family, run } = readSpec(text);
  if (family === null || run === null) throw new RangeError('There is no family with an experiment here.');
  const head = [
    `# Instance ${number} of ${visible(fileName)}: ${origin(family)}\n`,
    `title: ${JSON.stringify(`${title ?? fileName}, instance ${number}`)}\n\n`,
    `${problemLines(family, numbers)}${noiseLines(family)}\n`,
  ].join('');
  const instance = run.gradient.includes('sampled') && number > 0 ? number : null;
  const wanted = JSON.stringify({ ...run, instance: [instance ?? 0] } satisfies RunSection);
  for (const section of [asWritten(text, instance), anew(text, instance)]) {
    const whole = head + section;
    if (section !== null && JSON.stringify(readSpec(whole).run) === wanted) return whole;
  }
  throw new RangeError('The experiment of this family cannot be written out.');
}

function origin({ generator, seed, dynamics, actions, dimensions }: Family): string {
  const states = dynamics ? `${dynamics.states} ${dynamics.kind === 'mdp' ? 'states' : 'contexts'}, ` : '';
  return `generator ${generator}, seed ${seed}, ${states}${actions} actions, ${dimensions} dimensions.`;
}

function problemLines({ dynamics, actions: K }: Family, { rewards, features, process }: Numbers): string {
  const rows = rewards.map((reward, row) => {
    const to =
      process?.transitions?.[row]?.map(([state, probability]) => `s${state + 1}: ${probability}`) ?? [];
    const next = to.length > 0 ? `to: { ${to.join(', ')} }, ` : '';
    return `a${(row % K) + 1}: { ${next}reward: ${reward}, features: [${features[row]!.join(', ')}] }\n`;
  });
  if (dynamics === undefined) return `bandit:\n  actions:\n${rows.map((row) => `    ${row}`).join('')}`;
  const { kind, states: S } = dynamics;
  const states = Array.from({ length: S }, (_, s) => {
    const actions = rows.slice(s * K, s * K + K).map((row) => `      ${row}`);
    const head =
      kind === 'mdp' ? `    s${s + 1}:\n` : `  s${s + 1}:\n    probability: 1/${S}\n    actions:\n`;
    return head + actions.join('');
  });
  return kind === 'mdp'
    ? `mdp:\n  discount: ${dynamics.discount.literal}\n  start: uniform\n  states:\n${states.join('')}`
    : `contexts:\n${states.join('')}`;
}

function noiseLines({ noise }: Family): string {
  switch (noise.kind) {
    case 'none':
      return '';
    case 'bernoulli':
      return '  noise: bernoulli\n';
    case 'gaussian':
      return `  noise: { gaussian: ${noise.sigma} }\n`;
    case 'beta':
      return `  noise: { beta: ${noise.concentration} }\n`;
  }
}

/** The section `run` as it is written, including comments, if it is a block of its own; otherwise null. */
function asWritten(text: string, instance: number | null): string | null {
  const { contents } = parseDocument(text);
  if (!isMap(contents) || contents.flow) return null;
  const run = contents.items.find(({ key }) => isScalar(key) && key.value === 'run')?.value;
  if (!isMap(run) || !run.range || run.items.length === 0) return null;
  const [start, end] = run.range;
  const section = text.slice(start, end).trimEnd();
  if (run.flow) {
    const chance = instance === null ? '' : ` instance: ${instance},`;
    return `run: {${chance}${section.slice(1)}\n`;
  }
  const indent = ' '.repeat(start - lineStart(text, start));
  const chance = instance === null ? '' : `\n${indent}instance: ${instance}`;
  return `run:\n${indent}${section}${chance}\n`;
}

/** The section `run`, written anew from its values. */
function anew(text: string, instance: number | null): string {
  const { run } = parseDocument(text).toJS() as { run: object | null };
  return new Document({ run: { ...run, ...(instance !== null && { instance }) } }).toString();
}
