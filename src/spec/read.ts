/** Reads a `.linspg` text. */
import { isNode } from 'yaml';
import { finish, type Work } from '../math/work.js';
import type { Bandit } from '../model/bandit.js';
import { type Family, rowsOfFamily } from '../model/family.js';
import { dimensionsOf, type Mdp } from '../model/mdp.js';
import { asWritten } from './asWritten.js';
import { type BanditReading, readBandit } from './bandit.js';
import { type Files, NO_FILES } from './files/port.js';
import { grouped } from './format.js';
import { aboutFamily, readGenerate } from './generate.js';
import { type MdpReading, readContextual, readMdp } from './mdp/mdp.js';
import { aboutUnreachable } from './mdp/reachable.js';
import { type Entry, isNothing, Reader, type Slot } from './nodes.js';
import { readParameters, reportUnused } from './parameters/read.js';
import type { RecoveredText } from './recoveredText.js';
import { readRun } from './run.js';
import type { RunContext } from './runContext.js';
import { keysOf, specSchema } from './schema.js';
import { at, parsingYaml } from './syntax.js';
import { lineStart } from './syntaxIssues/issue.js';
import type { Mention, Reading, SpecIssue, TextRange } from './types.js';

/** A file has exactly one of these keys. */
const PROBLEM_KEYS = ['bandit', 'contexts', 'mdp', 'generate'] as const;

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
  const intact = (key: string) => {
    const entry = sections.get(key);
    return entry === undefined || !broken.has(sectionOf(recovered.original(entry.key).start));
  };

  const titleEntry = sections.get('title');
  const title = titleEntry ? (reader.scalar(titleEntry.slot, 'a text')?.text ?? null) : null;
  const errorsBefore = reader.errors;
  const parameters = readParameters(reader, sections.get('let'));
  // Of a broken parameter no number of the problem has a value.
  const isLetSound = reader.errors === errorsBefore && intact('let');
  reader.parameters = parameters;
  // Two problems are an error; the first one is read.
  const problemKey = PROBLEM_KEYS.find((key) => sections.has(key));
  const entryOf = (key: string) => (key === problemKey ? sections.get(key) : undefined);
  const [banditEntry, generateEntry] = [entryOf('bandit'), entryOf('generate')];
  const [contextsEntry, mdpEntry] = [entryOf('contexts'), entryOf('mdp')];
  const statesEntry = contextsEntry ?? mdpEntry;
  const runEntry = sections.get('run');
  const none: BanditReading = {
    names: [],
    bandit: null,
    actions: [],
    noise: null,
    unwritten: null,
    areRewardsInFile: false,
  };
  let problem = none;
  const sound = banditEntry
    ? reader.whole(() => {
        problem = readBandit(reader, banditEntry);
        return problem.bandit;
      })
    : null;
  const generated = generateEntry ? reader.whole(() => readGenerate(reader, generateEntry)) : null;
  let read: MdpReading | null = null;
  const soundMdp = statesEntry
    ? reader.whole(() => {
        read = contextsEntry ? readContextual(reader, contextsEntry) : readMdp(reader, statesEntry);
        return read.mdp;
      })
    : null;
  reader.parameters = null;
  if (parameters && reader.errors === 0 && syntax.length === 0) reportUnused(reader, parameters);
  const bandit = isLetSound && intact('bandit') ? sound : null;
  const family = isLetSound && intact('generate') ? generated : null;
  const mdp = isLetSound && problemKey && intact(problemKey) ? soundMdp : null;
  if (family && generateEntry) reader.report(aboutFamily(family, generateEntry.key));
  const {
    layout = null,
    states = [],
    table = [],
    unwritten = null,
    beside = {},
    mentions = [],
    noise = null,
  } = (read as MdpReading | null) ?? {};
  if (mdp) for (const fact of aboutUnreachable(mdp, { states, beside })) reader.report(fact);
  const context: RunContext = {
    names: problem.names,
    bandit,
    family,
    mdp,
    layout,
    shape: bandit ? shapeOf(bandit) : mdp ? shapeOfMdp(mdp) : family && shapeOfFamily(family),
    kind: mdpEntry ? 'mdp' : contextsEntry ? 'contexts' : generateEntry ? 'family' : 'bandit',
    hasStates: statesEntry !== undefined || family?.dynamics !== undefined,
    instances: family?.count ?? 1,
    instancesKey: generateEntry?.key ?? null,
  };
  let runSource: Reading['source']['run'] = {};
  let runMentions: readonly Mention[] = [];
  const run = runEntry
    ? reader.whole(() => {
        const reading = readRun(reader, runEntry, context);
        runSource = reading?.source ?? {};
        runMentions = reading?.mentions ?? [];
        return reading?.run ?? null;
      })
    : null;
  return {
    title,
    bandit,
    family,
    mdp,
    run: intact('run') ? run : null,
    source: asWritten(recovered, {
      banditKey: banditEntry?.key ?? null,
      generateKey: generateEntry?.key ?? null,
      contextsKey: contextsEntry?.key ?? null,
      mdpKey: mdpEntry?.key ?? null,
      actions: problem.actions,
      states,
      table,
      unwritten: unwritten ?? problem.unwritten,
      areRewardsInFile: problem.areRewardsInFile,
      beside,
      mentions: [...mentions, ...runMentions, ...(parameters?.mentions ?? [])],
      parameters: parameters?.all ?? [],
      expressions: parameters?.expressions ?? [],
      noise: problem.noise ?? noise,
      runKey: runEntry?.key ?? null,
      run: runSource,
    }),
    namedFiles: reader.opened.map((file) => ({ ...file, range: recovered.original(file.range) })),
    issues: issuesOf(text, reader, recovered, syntax, sectionOf),
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

function shapeOf({ names, features, noise }: Bandit): RunContext['shape'] {
  return { actions: names.length, dimensions: features[0]?.length ?? 0, noise };
}

function shapeOfFamily(family: Family): RunContext['shape'] {
  return { actions: rowsOfFamily(family), dimensions: family.dimensions, noise: family.noise };
}

function shapeOfMdp(mdp: Mdp): RunContext['shape'] {
  return { actions: mdp.pairs.length, dimensions: dimensionsOf(mdp), noise: mdp.noise };
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
