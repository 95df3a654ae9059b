/** What must hold for any text: no exception, no range outside it, no fix that leaves more errors, the same answer twice. */
import { CancellationToken, CodeActionTriggerKind, TextDocumentEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { findings } from '../src/diagnostics/findings.js';
import { DataFiles } from '../src/disk/dataFiles.js';
import { analysingBeforeRun } from '../src/experiment/analyseBeforeRun.js';
import { analysingMdpBeforeRun } from '../src/experiment/analyseMdpBeforeRun.js';
import { finish, type Work } from '../src/math/work.js';
import { missedPolicyGoals } from '../src/repair/policies/goals.js';
import { repairingPolicies } from '../src/repair/policies/repairs.js';
import { missedGoals, repairing } from '../src/repair/repairs.js';
import type { DocumentAnalysis } from '../src/server/analyser.js';
import { CodeActions } from '../src/server/codeActions.js';
import { leavesMoreErrors } from '../src/server/edits.js';
import { hoverAt } from '../src/server/hovers/hover.js';
import { inlayHints } from '../src/server/inlays.js';
import { declarationOf, mentionsOf, nameAt, renameEdits } from '../src/server/names.js';
import { completing, completionPlace } from '../src/server/vocabulary/completion.js';
import { foldsOf } from '../src/server/vocabulary/folding.js';
import { meaningOfWord } from '../src/server/vocabulary/meaning.js';
import { outlineOf } from '../src/server/vocabulary/outline.js';
import { tokensOf } from '../src/server/vocabulary/tokens.js';
import { applied } from '../src/spec/applied.js';
import { NO_FILES } from '../src/spec/files/port.js';
import { formattingSpec } from '../src/spec/formatting/format.js';
import { readingSpec, readSpec } from '../src/spec/read.js';
import type { Reading, TextEdit } from '../src/spec/types.js';
import type { Random } from './random.js';

/** A step of the server, and how much processor time it took, in milliseconds. */
export interface Step {
  readonly name: string;
  readonly milliseconds: number;
}

export interface Probed {
  /** What does not hold; empty: everything holds. */
  readonly wrong: readonly string[];
  readonly steps: readonly Step[];
  /** All answers as text, for comparison with another run. */
  readonly answer: string;
}

export interface ProbedFixes extends Omit<Probed, 'answer'> {
  /** How many quick fixes were listed and applied. */
  readonly applied: number;
}

/** At most this many steps of an analysis are executed. */
const MOST_STEPS = 400;

/** At most this many steps of the search for each repair, and turns of a list of quick fixes, are executed. */
const MOST_REPAIR_STEPS = 100;
const MOST_TURNS = 20;
/** The default margin. */
const MARGIN = 0.1;
const ALL_HINTS = { forecast: true, startProbability: true, finalProbability: true, trapMargin: true };

export function probe(text: string, random: Random, clock: () => number = () => 0): Probed {
  const wrong: string[] = [];
  const steps: Step[] = [];
  const timed = <T>(name: string, work: () => T): T | undefined => {
    const began = clock();
    try {
      return work();
    } catch (error) {
      wrong.push(`${name} throws ${String(error)}`);
      return undefined;
    } finally {
      steps.push({ name, milliseconds: clock() - began });
    }
  };
  /** In the steps in which the server does it. */
  const inSteps = <T>(name: string, work: Work<T>): T | undefined => {
    for (;;) {
      const step = timed(name, () => work.next());
      if (step === undefined) return undefined;
      if (step.done) return step.value;
    }
  };
  const reading = inSteps('read', readingSpec(text))!;
  if (reading.fault) wrong.push(`read: ${reading.fault.message}`);
  for (const { range, fix, code } of reading.issues)
    for (const { start, end } of [range, ...(fix?.edits.map((edit) => edit.range) ?? [])])
      if (!(start >= 0 && start <= end && end <= text.length))
        wrong.push(`${code}: ${start}–${end} is outside`);
  for (const { fix, code } of reading.issues) {
    if (!fix) continue;
    if (applied(text, fix.edits) === text) wrong.push(`${code}: the fix changes nothing`);
    // A fix that the server would not list does not count.
    inSteps('fix', leavesMoreErrors(text, { reading, files: NO_FILES }, fix.edits));
  }
  const analysis = reading.bandit && analysed(analysingBeforeRun(reading.bandit, reading.run), timed);
  const policies = reading.mdp && analysed(analysingMdpBeforeRun(reading.mdp, reading.run), timed);
  const found = timed('findings', () => findings(reading, analysis, policies)) ?? [];
  for (const { range } of found)
    if (!(range.start >= 0 && range.start <= range.end && range.end <= text.length))
      wrong.push('a finding is outside');

  const document = TextDocument.create('file:///fuzz.linspg', 'linspg', 1, text);
  const position = document.positionAt(random.whole(0, text.length));
  const meaning = timed('meaning', () => meaningOfWord(text, document.offsetAt(position))) ?? null;
  const files = new DataFiles(null);
  const known = { document, reading, files, analysis, policies, found, subject: null, complete: true };
  const hover = timed('hover', () => hoverAt(document, known, position, meaning));
  const place = timed('completion', () => completionPlace(document, position));
  const list = place && inSteps('completion', completing(place, null));
  for (const { textEdit } of list?.items ?? [])
    if (!textEdit || !('range' in textEdit) || textEdit.range.start.line !== textEdit.range.end.line)
      wrong.push('a proposal is not for one line');
  const symbols = inSteps('outline', outlineOf(document));
  const hints = timed('hints', () => inlayHints(known, ALL_HINTS, null));
  const folds = inSteps('folding', foldsOf(document));
  for (const { startLine, endLine } of folds ?? [])
    if (!(startLine < endLine && endLine < document.lineCount)) wrong.push('a fold is outside');
  const tokens = inSteps('tokens', tokensOf(document));
  if (tokens && !standInOrder(tokens, document)) wrong.push('a token is outside, or overlaps another');
  const edits = inSteps('format', formattingSpec(text));
  if (Array.isArray(edits)) wrong.push(...wrongOfFormat(text, reading, edits));
  const renamed = timed('name', () => {
    const named = nameAt(reading, document.offsetAt(position));
    if (!named) return null;
    return [
      declarationOf(reading, named),
      mentionsOf(reading, named),
      renameEdits(text, known, named, 'other'),
    ];
  });
  return {
    wrong,
    steps,
    answer: JSON.stringify([
      reading.issues,
      analysis?.verdict ?? policies?.verdict,
      found,
      hover,
      list,
      symbols,
      hints,
      folds,
      tokens,
      edits,
      renamed,
    ]),
  };
}

/** Every token behind the one before, on its line. @param tokens as the protocol encodes them */
function standInOrder(tokens: readonly number[], document: TextDocument): boolean {
  let [line, end] = [0, 0];
  let start = 0;
  for (let n = 0; n < tokens.length; n += 5) {
    const [down, right, length] = [tokens[n]!, tokens[n + 1]!, tokens[n + 2]!];
    if (down > 0) [line, start, end] = [line + down, 0, 0];
    start += right;
    const past = document.getText({
      start: { line, character: start },
      end: { line, character: start + length },
    });
    if (start < end || past.length !== length || /[\n\r]/.test(past)) return false;
    end = start + length;
  }
  return true;
}

/** What does not hold for a formatted text: it has the same problem and the same words, and formatting it again changes nothing. */
function wrongOfFormat(text: string, reading: Reading, edits: readonly TextEdit[]): string[] {
  const after = applied(text, edits);
  const again = finish(formattingSpec(after));
  const meant = ({ title, bandit, family, mdp, run, issues }: Reading) =>
    JSON.stringify([title, bandit, family, mdp, run, issues.map(({ code }) => code)]);
  return [
    ...(Array.isArray(again) && again.length === 0 ? [] : ['format: another time it changes something']),
    ...(meant(readSpec(after)) === meant(reading) ? [] : ['format: another problem']),
    ...(after.replace(/\s+/g, '') === text.replace(/\s+/g, '') ? [] : ['format: other words']),
  ];
}

/**
 * The quick fixes of a text as the server lists them, those of repairs with the rest: none throws, changes nothing, or leaves more errors than there
 * were; and the steps of the search for repairs.
 */
export async function probeFixes(text: string, clock: () => number = () => 0): Promise<ProbedFixes> {
  const [wrong, steps]: [string[], Step[]] = [[], []];
  const reading = readSpec(text);
  const analysis = reading.bandit && whole(analysingBeforeRun(reading.bandit, reading.run));
  const policies = reading.mdp && whole(analysingMdpBeforeRun(reading.mdp, reading.run));
  const document = TextDocument.create('file:///fuzz.linspg', 'linspg', 1, text);
  const found = findings(reading, analysis, policies);
  const known: DocumentAnalysis = {
    document,
    reading,
    files: new DataFiles(null),
    analysis,
    policies,
    found,
    subject: null,
    complete: true,
  };
  const actions = new CodeActions(
    async () => MARGIN,
    () => {
      let turns = 0;
      return () => turns++ < MOST_TURNS;
    },
  );
  actions.resolves = true;
  actions.versioned = true;
  actions.update(known);
  let tried = 0;
  const errors = (of: Reading) => of.issues.filter(({ severity }) => severity === 'error').length;
  try {
    const listed = await actions.answer(
      {
        textDocument: { uri: document.uri },
        range: { start: document.positionAt(0), end: document.positionAt(text.length) },
        context: { diagnostics: [], triggerKind: CodeActionTriggerKind.Invoked },
      },
      CancellationToken.None,
    );
    for (const { title, edit } of listed ?? []) {
      const [change] = edit?.documentChanges ?? [];
      if (!TextDocumentEdit.is(change)) continue;
      const after = TextDocument.applyEdits(
        document,
        change.edits.flatMap((each) => ('newText' in each ? [each] : [])),
      );
      tried++;
      if (after === text) wrong.push(`${title}: changes nothing`);
      if (errors(readSpec(after)) > errors(reading)) wrong.push(`${title}: leaves more errors`);
    }
    const searches: (() => Generator<unknown>)[] = [
      ...(reading.bandit && analysis ? missedGoals(analysis) : []).map(
        (goal) => () => repairing(reading.bandit!, analysis!, goal, MARGIN),
      ),
      ...(reading.mdp && policies ? missedPolicyGoals(policies) : []).map(
        (goal) => () => repairingPolicies(reading.mdp!, policies!, goal, MARGIN),
      ),
    ];
    for (const begin of searches) {
      const search = begin();
      for (let n = 0; n < MOST_REPAIR_STEPS; n++) {
        const began = clock();
        const { done } = search.next();
        steps.push({ name: 'repair', milliseconds: clock() - began });
        if (done) break;
      }
    }
  } catch (error) {
    wrong.push(`quick fixes throw ${String(error)}`);
  }
  return { wrong, steps, applied: tried };
}

/** The analysis, as far as it is followed. */
function analysed<T>(
  work: Generator<() => T, T>,
  timed: <R>(name: string, work: () => R) => R | undefined,
): T | null {
  let latest: (() => T) | null = null;
  for (let n = 0; n < MOST_STEPS; n++) {
    const step = timed('analysis', () => work.next());
    if (step === undefined) return null;
    if (step.done) return step.value;
    latest = step.value;
  }
  return latest && (timed('analysis', latest) ?? null);
}

/** null: it takes more steps than are followed. */
function whole<T>(work: Generator<unknown, T>): T | null {
  for (let n = 0; n < MOST_STEPS; n++) {
    const step = work.next();
    if (step.done) return step.value;
  }
  return null;
}
