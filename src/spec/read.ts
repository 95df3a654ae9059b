/** Reads a `.linspg` text. */
import { isNode } from 'yaml';
import type { Bandit } from '../model/bandit.js';
import { type BanditReading, readBandit } from './bandit.js';
import { aboutFamily, readGenerate } from './generate.js';
import { type Entry, isNothing, Reader, type Slot } from './nodes.js';
import type { RecoveredText } from './recoveredText.js';
import { type RunContext, readRun } from './run.js';
import { keysOf, specSchema } from './schema.js';
import { at, parseYaml } from './syntax.js';
import { lineStart } from './syntaxIssues/issue.js';
import type { Reading, SpecProblem, SpecSource, TextRange } from './types.js';
import { grouped } from './words.js';

/** The keys of which a file has exactly one. */
const PROBLEM_KEYS = ['bandit', 'generate', 'mdp'];

/** What is said of a section as a whole follows from an issue inside it, and waits until that is mended. */
const FOLLOWING: readonly string[] = ['missing-key', 'few-actions', 'table-lengths', 'row-length'];

/**
 * Reads `text` and reports everything that is wrong with it at once, in the order of the text. Never throws: a fault of ours is a
 * problem of its own (`fault`). A section with an error is null; the others stand.
 */
export function readSpec(text: string): Reading {
  try {
    return read(text);
  } catch (fault) {
    return readingOfFault(text, fault);
  }
}

/** What is said of a text over which reading, or the thread that reads it, has failed. */
export function readingOfFault(text: string, fault: unknown): Reading {
  const error = fault instanceof Error ? fault : new Error(String(fault));
  const message = `This text could not be read, so there is no verdict and nothing runs: a fault of Lin-SPG itself (${error.message}). Please report it, with the text.`;
  const problem: SpecProblem = { severity: 'error', code: FAULT, message, range: firstLine(text) };
  return { ...NOTHING, fault: error, problems: [problem] };
}

/** What is said of a text that takes more memory than there is for one. */
export function readingOfMemory(text: string, megabytes: number): Reading {
  const message = `Reading and analysing this text takes more than ${megabytes} MB of memory, so there is no verdict and nothing runs. Write fewer actions or features.`;
  const problem: SpecProblem = { severity: 'error', code: 'too-large', message, range: firstLine(text) };
  return { ...NOTHING, problems: [problem] };
}

/** The code of problems that are faults of ours, not of the text. */
export const FAULT = 'fault';

const NOTHING: Reading = {
  title: null,
  bandit: null,
  family: null,
  run: null,
  source: { banditKey: null, generateKey: null, actions: [], noise: null, runKey: null, run: {} },
  problems: [],
};

function read(text: string): Reading {
  const { document: parsed, recovered, problems: syntax } = parseYaml(text);
  const reader = new Reader(recovered.text);
  const sections = readSections(reader, isNode(parsed?.contents) ? parsed.contents : null, syntax.length > 0);
  const starts = [...sections.values()].map(({ key }) => recovered.original(key).start).sort((a, b) => a - b);
  const sectionOf = (offset: number) => starts.findLastIndex((start) => start <= offset);
  const sectionsOf = (problems: readonly SpecProblem[]) =>
    new Set(problems.map(({ range }) => sectionOf(range.start)));
  const broken = sectionsOf(syntax);
  /** Bad syntax inside a section breaks it, whatever could be recovered of it. */
  const intact = (key: string) => {
    const entry = sections.get(key);
    return entry === undefined || !broken.has(sectionOf(recovered.original(entry.key).start));
  };

  const titleEntry = sections.get('title');
  const title = titleEntry ? (reader.scalar(titleEntry.slot, 'a text')?.text ?? null) : null;
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
    instances: family?.count ?? 1,
    instancesKey: generateEntry?.key ?? null,
  };
  let runSource: Reading['source']['run'] = {};
  const run = runEntry
    ? reader.whole(() => {
        const reading = readRun(reader, runEntry, context);
        runSource = reading?.source ?? {};
        return reading?.run ?? null;
      })
    : null;
  const found = reader.problems.map((problem) => at(recovered, problem));
  const linesWithIssues = new Set(syntax.map(({ range }) => lineStart(text, range.start)));
  // Where the text was corrected to be read, a fix may ask for what stands there already.
  const withoutIdleFix = ({ fix, ...bare }: SpecProblem): SpecProblem =>
    fix?.edits.some(({ range, newText }) => text.slice(range.start, range.end) !== newText)
      ? { ...bare, fix }
      : bare;
  const incomplete = sectionsOf([...syntax, ...found.filter(({ code }) => code === 'syntax')]);
  const follows = ({ code, range }: SpecProblem) =>
    linesWithIssues.has(lineStart(text, range.start)) ||
    (FOLLOWING.includes(code) && incomplete.has(sectionOf(range.start)));
  return {
    title,
    bandit,
    family,
    run: intact('run') ? run : null,
    source: asWritten(recovered, {
      banditKey: banditEntry?.key ?? null,
      generateKey: generateEntry?.key ?? null,
      actions: problem.actions,
      noise: problem.noise,
      runKey: runEntry?.key ?? null,
      run: runSource,
    }),
    problems: [
      ...[...syntax, ...found.filter((problem) => !follows(problem))]
        .map(withoutIdleFix)
        .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end),
      ...(reader.untold ? [further(recovered, reader.untold)] : []),
    ],
  };
}

/** How many more problems there are, where the first of them stands. */
function further(recovered: RecoveredText, { first, count }: NonNullable<Reader['untold']>): SpecProblem {
  const message = `${count === 1 ? 'One more problem is' : `${grouped(count)} more problems are`} found from here on. Mend those that are listed first.`;
  return { severity: first.severity, code: 'more', message, range: recovered.original(first.range) };
}

/** Where everything stands in the text as written. */
function asWritten(recovered: RecoveredText, source: SpecSource): SpecSource {
  if (recovered.isAsWritten) return source;
  const original = (range: TextRange) => recovered.original(range);
  const maybe = (range: TextRange | null) => range && original(range);
  return {
    banditKey: maybe(source.banditKey),
    generateKey: maybe(source.generateKey),
    actions: source.actions.map(({ name, reward, row, features }) => ({
      name: original(name),
      reward: original(reward),
      row: original(row),
      features: features.map(original),
    })),
    noise: source.noise && { key: original(source.noise.key), value: original(source.noise.value) },
    runKey: maybe(source.runKey),
    run: Object.fromEntries(
      Object.entries(source.run).map(([name, { key, value, items }]) => [
        name,
        { key: original(key), value: original(value), items: items.map(original) },
      ]),
    ),
  };
}

function shapeOf({ names, features, noise }: Bandit): RunContext['shape'] {
  return { actions: names.length, dimensions: features[0]?.length ?? 0, noise };
}

/** The top-level keys. `broken`: the syntax is wrong already, so that a missing key is no news. */
function readSections(reader: Reader, node: Slot['node'], broken: boolean): Map<string, Entry> {
  const range = firstLine(reader.text);
  const slot: Slot = { node, range, name: 'the file' };
  const example =
    'Begin with `bandit:` and below it `actions:`, one action a line: `a1: { reward: 1, features: [0, 1] }`.';
  if (node === null || (broken && isNothing(node))) {
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
      `A file has one problem: \`${problem}\` or \`${another}\`, not both. Remove one.`,
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
