/** Reads a `.linspg` text. */
import { isNode } from 'yaml';
import { type BanditReading, readBandit } from './bandit.js';
import { aboutFamily, readGenerate } from './generate.js';
import { type Entry, Reader, type Slot } from './nodes.js';
import { type RunContext, readRun } from './run.js';
import { keysOf, specSchema } from './schema.js';
import { parseYaml } from './syntax.js';
import type { Bandit, Reading, TextRange } from './types.js';

/** The keys of which a file has exactly one. */
const PROBLEM_KEYS = ['bandit', 'generate', 'mdp'];

/**
 * Reads `text` and reports everything that is wrong with it at once, in the order of the text. Never throws. A section
 * with an error is null; the others stand.
 */
export function readSpec(text: string): Reading {
  const reader = new Reader(text);
  const parsed = parseYaml(reader);
  const syntax = [...reader.problems];
  const sections = readSections(
    reader,
    parsed && isNode(parsed.contents) ? parsed.contents : null,
    syntax.length > 0,
  );
  /** Bad syntax inside a section breaks it, whatever could be recovered of it. */
  const intact = (key: string) => {
    const at = sections.get(key)?.key.start ?? 0;
    const next = [...sections.values()].map((entry) => entry.key.start).filter((start) => start > at);
    const end = Math.min(...next, text.length + 1);
    return !syntax.some(({ range }) => range.start >= at && range.start < end);
  };

  const title = sections.get('title');
  const banditEntry = sections.get('bandit');
  const runEntry = sections.get('run');
  const none: BanditReading = { names: [], bandit: null, actions: [], noise: null };
  let problem = none;
  const sound = banditEntry
    ? reader.whole(() => {
        problem = readBandit(reader, banditEntry);
        return problem.bandit;
      })
    : null;
  const generateEntry = banditEntry ? undefined : sections.get('generate');
  const generated = generateEntry ? reader.whole(() => readGenerate(reader, generateEntry)) : null;
  const mdp = sections.get('mdp');
  if (mdp) {
    reader.error(
      'not-yet',
      mdp.key,
      '`mdp` is not available yet in this version: write a `bandit`, or `generate` a family.',
    );
  }
  const bandit = intact('bandit') ? sound : null;
  const family = intact('generate') ? generated : null;
  if (family && generateEntry) reader.report(aboutFamily(family, generateEntry.key));
  const context: RunContext = {
    names: problem.names,
    bandit,
    shape: bandit ? shapeOf(bandit) : family,
    isFamily: generateEntry !== undefined,
  };
  let runSource: Reading['source']['run'] = {};
  const run = runEntry
    ? reader.whole(() => {
        const reading = readRun(reader, runEntry, context);
        runSource = reading?.source ?? {};
        return reading?.run ?? null;
      })
    : null;
  return {
    title: title ? (reader.scalar(title.slot, 'a text')?.text ?? null) : null,
    bandit,
    family,
    run: intact('run') ? run : null,
    source: {
      banditKey: banditEntry?.key ?? null,
      generateKey: generateEntry?.key ?? null,
      actions: problem.actions,
      noise: problem.noise,
      runKey: runEntry?.key ?? null,
      run: runSource,
    },
    problems: reader.problems.sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end),
  };
}

function shapeOf({ names, features, noise }: Bandit): RunContext['shape'] {
  return { actions: names.length, dimensions: features[0]?.length ?? 0, noise };
}

/** The top-level keys. `broken`: the syntax is wrong already, so that a missing key is no news. */
function readSections(reader: Reader, node: Slot['node'], broken: boolean): Map<string, Entry> {
  const range = firstLine(reader.text);
  const slot: Slot = { node, range, name: 'file' };
  const example =
    'Begin with `bandit:` and below it `actions:`, one action a line: `a1: { reward: 1, features: [0, 1] }`.';
  if (node === null) {
    if (!broken) reader.error('empty', range, `There is nothing in this file. ${example}`);
    return new Map();
  }
  const what = 'a mapping with `bandit` (or `generate`) and `run`';
  const sections = reader.fields(
    slot,
    what,
    keysOf(specSchema),
    (key) => `\`${key}\``,
    broken ? '' : example,
  );
  if (!sections) return new Map();
  const [problem, another] = PROBLEM_KEYS.filter((key) => sections.has(key));
  if (another) {
    reader.error(
      'two-problems',
      sections.get(another)!.key,
      `A file has one problem: \`${problem}\` or \`${another}\`, not both.`,
    );
  }
  if (!problem && !broken)
    reader.error('missing-key', range, `There is no \`bandit\` in this file. ${example}`);
  return sections;
}

function firstLine(text: string): TextRange {
  const start = text.search(/\S/);
  if (start < 0) return { start: 0, end: 0 };
  const end = text.indexOf('\n', start);
  return { start, end: end < 0 ? text.trimEnd().length : end };
}
