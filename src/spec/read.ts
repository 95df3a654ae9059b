/** Reads a `.linspg` text. */
import { isNode } from 'yaml';
import { finish, type Work } from '../math/work.js';
import { asWritten } from './asWritten.js';
import { type Files, NO_FILES } from './files/port.js';
import { grouped } from './format.js';
import { type Entry, isNothing, Reader, type Slot } from './nodes.js';
import { readParameters, reportUnused } from './parameters/read.js';
import { PROBLEM_KEYS, readProblem } from './problemSections.js';
import type { RecoveredText } from './recoveredText.js';
import { readRun } from './run.js';
import type { RunContext } from './runContext.js';
import { at, parsingYaml } from './syntax.js';
import { lineStart } from './syntaxIssues/issue.js';
import type { Reading, SpecIssue, SpecSource, TextRange } from './types.js';
import { KEYS } from './vocabulary.js';

/** Issues about a section as a whole may be caused by an issue inside it, so they wait until that is corrected. */
const FOLLOWING: readonly string[] = [
  'missing-key',
  'few-actions',
  'table-lengths',
  'row-length',
  'no-states',
  'no-actions',
  'unknown-state',
  'probabilities',
  'group-missing',
  'unreachable',
];

/**
 * Reads `text` and reports everything that is wrong with it at once, in the order of the text. Never throws: a fault of this program is an
 * issue of its own (`fault`). A section with an error is null; the others remain.
 *
 * @param files reads the files that the text names; without it none is read.
 */
export function readSpec(text: string, files: Files = NO_FILES): Reading {
  return finish(readingSpec(text, files));
}

/** `readSpec` in short steps: a text with many issues is parsed again after each, which takes too long for one step. */
export function* readingSpec(text: string, files: Files = NO_FILES): Work<Reading> {
  try {
    return yield* read(text, files);
  } catch (fault) {
    return readingOfFault(text, fault);
  }
}

/** The reading of a text on which this program, or the thread that reads it, has failed. */
export function readingOfFault(text: string, fault: unknown): Reading {
  const error = fault instanceof Error ? fault : new Error(String(fault));
  const message = `This text could not be read, so there is no verdict and nothing runs: a fault of Lin-SPG itself (${error.message}). Please report it, with the text.`;
  const issue: SpecIssue = { severity: 'error', code: FAULT, message, range: firstLine(text) };
  return { ...NOTHING, fault: error, issues: [issue] };
}

/** The reading of a text that takes more memory than one text may. */
export function readingOfMemory(text: string, megabytes: number): Reading {
  const message = `Reading and analysing this text takes more than ${megabytes} MB of memory, so there is no verdict and nothing runs. Write fewer actions or features.`;
  const issue: SpecIssue = { severity: 'error', code: 'too-large', message, range: firstLine(text) };
  return { ...NOTHING, issues: [issue] };
}

/** The reading of a long text while others take up the memory. */
export function readingOfWaiting(text: string): Reading {
  const message =
    'Not read yet, so no verdict is known: other long texts are being read or analysed, and there is memory for so many at a time. This one follows.';
  const issue: SpecIssue = { severity: 'information', code: 'waiting', message, range: firstLine(text) };
  return { ...NOTHING, issues: [issue] };
}

/** The code of issues that are faults of this program, not of the text. */
export const FAULT = 'fault';

const NOTHING: Reading = {
  title: null,
  bandit: null,
  family: null,
  mdp: null,
  run: null,
  source: {
    banditKey: null,
    generateKey: null,
    contextsKey: null,
    mdpKey: null,
    actions: [],
    states: [],
    table: [],
    unwritten: null,
    areRewardsInFile: false,
    beside: {},
    mentions: [],
    parameters: [],
    expressions: [],
    noise: null,
    runKey: null,
    run: {},
  },
  namedFiles: [],
  issues: [],
};

function* read(text: string, files: Files): Work<Reading> {
  const { document: parsed, recovered, issues: syntax } = yield* parsingYaml(text);
  yield;
  const reader = new Reader(recovered.text, files);
  const sections = readSections(reader, isNode(parsed?.contents) ? parsed.contents : null, syntax.length > 0);
  const starts = [...sections.values()].map(({ key }) => recovered.original(key).start).sort((a, b) => a - b);
  const sectionOf = (offset: number) => starts.findLastIndex((start) => start <= offset);
  const broken = sectionsOf(syntax, sectionOf);
  /** Wrong syntax inside a section breaks it, whatever could be recovered of it. */
  const isIntact = (key: string) => {
    const entry = sections.get(key);
    return entry === undefined || !broken.has(sectionOf(recovered.original(entry.key).start));
  };

  const titleEntry = sections.get('title');
  const title = titleEntry ? (reader.scalar(titleEntry.slot, 'a text')?.text ?? null) : null;
  const { reading: parameters, isSound } = reader.judged(() => readParameters(reader, sections.get('let')));
  // Of a broken parameter no number of the problem has a value.
  const isLetSound = isSound && isIntact('let');
  reader.declared = parameters;
  reader.parameters = parameters;
  const { source, context, ...problem } = readProblem(reader, sections, (key) => isLetSound && isIntact(key));
  reader.parameters = null;
  if (parameters && reader.errors === 0 && syntax.length === 0) reportUnused(reader, parameters);
  const runEntry = sections.get('run');
  const experiment = readExperiment(reader, runEntry, context);
  return {
    title,
    ...problem,
    run: isIntact('run') ? experiment.run : null,
    source: asWritten(recovered, {
      ...source,
      mentions: [...source.mentions, ...experiment.mentions, ...(parameters?.mentions ?? [])],
      parameters: parameters?.all ?? [],
      expressions: parameters?.expressions ?? [],
      runKey: runEntry?.key ?? null,
      run: experiment.source,
    }),
    namedFiles: reader.opened.map((file) => ({ ...file, range: recovered.original(file.range) })),
    issues: issuesOf(text, reader, recovered, syntax, sectionOf),
  };
}

/** The section `run`: `run` is null if the section has an error or is not written. */
function readExperiment(
  reader: Reader,
  entry: Entry | undefined,
  context: RunContext,
): Pick<Reading, 'run'> & Pick<SpecSource, 'mentions'> & { readonly source: SpecSource['run'] } {
  const { reading, isSound } = reader.judged(() => entry && readRun(reader, entry, context));
  return {
    run: isSound ? (reading?.run ?? null) : null,
    source: reading?.source ?? {},
    mentions: reading?.mentions ?? [],
  };
}

/** The issues of the text in its order, without those that only follow from a syntax error. */
function issuesOf(
  text: string,
  reader: Reader,
  recovered: RecoveredText,
  syntax: readonly SpecIssue[],
  sectionOf: (offset: number) => number,
): SpecIssue[] {
  const found = reader.issues.map((issue) => at(recovered, issue));
  const linesWithIssues = new Set(syntax.map(({ range }) => lineStart(text, range.start)));
  // If the text was corrected to be read, a fix may insert something that is already there.
  const withoutIdleFix = ({ fix, ...bare }: SpecIssue): SpecIssue =>
    fix?.edits.some(({ range, newText }) => text.slice(range.start, range.end) !== newText)
      ? { ...bare, fix }
      : bare;
  const incomplete = sectionsOf([...syntax, ...found.filter(({ code }) => code === 'syntax')], sectionOf);
  const follows = ({ code, range }: SpecIssue) =>
    linesWithIssues.has(lineStart(text, range.start)) ||
    (FOLLOWING.includes(code) && incomplete.has(sectionOf(range.start)));
  return [
    ...[...syntax, ...found.filter((issue) => !follows(issue))]
      .map(withoutIdleFix)
      .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end),
    ...(reader.untold ? [further(recovered, reader.untold)] : []),
  ];
}

/** The sections that contain issues. */
function sectionsOf(
  issues: readonly SpecIssue[],
  sectionOf: (offset: number) => number,
): ReadonlySet<number> {
  return new Set(issues.map(({ range }) => sectionOf(range.start)));
}

/** How many more issues there are, reported at the first of them. */
function further(recovered: RecoveredText, { first, count }: NonNullable<Reader['untold']>): SpecIssue {
  const message = `${count === 1 ? 'One more issue is' : `${grouped(count)} more issues are`} found from here on. Mend those that are listed first.`;
  return { severity: first.severity, code: 'more', message, range: recovered.original(first.range) };
}

/** The top-level keys. `broken`: the syntax is already wrong, so a missing key is not reported. */
function readSections(reader: Reader, node: Slot['node'], broken: boolean): Map<string, Entry> {
  const range = firstLine(reader.text);
  const slot: Slot = { node, range, name: 'the file' };
  const example =
    'Begin with `bandit:` and below it `actions:`, one action a line: `a1: { reward: 1, features: [0, 1] }`.';
  if (node === null || (broken && isNothing(node))) {
    if (!broken) reader.error('empty', range, `There is nothing in this file. ${example}`);
    return new Map();
  }
  const what = 'a mapping with `bandit` (or `contexts`, `mdp`, `generate`) and `run`';
  const sections = reader.fields(slot, what, KEYS.spec, (key) => `\`${key}\``, broken ? '' : example);
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
    reader.error(
      'missing-key',
      range,
      `There is no problem in this file: no \`bandit\`, \`contexts\`, \`mdp\` or \`generate\`. ${example}`,
    );
  return sections;
}

function firstLine(text: string): TextRange {
  const start = text.search(/\S/);
  if (start < 0) return { start: 0, end: 0 };
  const end = text.indexOf('\n', start);
  return { start, end: end < 0 ? text.trimEnd().length : end };
}
