/** What must hold of any text: no throw, no range outside it, no fix that leaves more errors, the same answer twice. */
import { CancellationToken, CodeActionTriggerKind, TextDocumentEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../src/conditions/types.js';
import { findings } from '../src/diagnostics/findings.js';
import { examining } from '../src/experiment/examine.js';
import { missedGoals, repairing } from '../src/repair/repairs.js';
import type { DocumentAnalysis } from '../src/server/analyser.js';
import { CodeActions } from '../src/server/codeActions.js';
import { applied, leavesMoreErrors } from '../src/server/edits.js';
import { hoverAt } from '../src/server/hovers/hover.js';
import { completionAt } from '../src/server/vocabulary/completion.js';
import { meaningOfWord } from '../src/server/vocabulary/meaning.js';
import { outlineOf } from '../src/server/vocabulary/outline.js';
import { readSpec } from '../src/spec/read.js';
import type { Reading } from '../src/spec/types.js';
import type { Random } from './random.js';

/** A step of the server, and how much processor time it took, in milliseconds. */
export interface Step {
  readonly name: string;
  readonly milliseconds: number;
}

export interface Probed {
  /** What does not hold; empty: all does. */
  readonly wrong: readonly string[];
  readonly steps: readonly Step[];
  /** All that was answered, as text, to be compared with another run. */
  readonly answer: string;
}

export interface Mended extends Omit<Probed, 'answer'> {
  /** So many quick fixes were listed, and applied. */
  readonly applied: number;
}

/** So many steps of an analysis are followed. */
const MOST_STEPS = 400;

/** So many steps of the search for each repair are followed, and so many turns of a list of quick fixes. */
const MOST_REPAIR_STEPS = 100;
const MOST_TURNS = 20;
/** As it is by default. */
const MARGIN = 0.1;

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
  const reading = timed('read', () => readSpec(text))!;
  if (reading.fault) wrong.push(`read: ${reading.fault.message}`);
  for (const { range, fix, code } of reading.problems)
    for (const { start, end } of [range, ...(fix?.edits.map((edit) => edit.range) ?? [])])
      if (!(start >= 0 && start <= end && end <= text.length))
        wrong.push(`${code}: ${start}–${end} is outside`);
  for (const { fix, code } of reading.problems) {
    if (!fix) continue;
    timed('fix', () => {
      if (applied(text, fix.edits) === text) wrong.push(`${code}: the fix changes nothing`);
      // What the server does not list is no fix.
      leavesMoreErrors(text, reading, fix.edits);
    });
  }
  const analysis = analysed(reading, timed);
  const found = timed('findings', () => findings(reading, analysis)) ?? [];
  for (const { range } of found)
    if (!(range.start >= 0 && range.start <= range.end && range.end <= text.length))
      wrong.push('a finding is outside');

  const document = TextDocument.create('file:///fuzz.linspg', 'linspg', 1, text);
  const position = document.positionAt(random.whole(0, text.length));
  const meaning = timed('meaning', () => meaningOfWord(text, document.offsetAt(position))) ?? null;
  const known = { document, reading, analysis, policies: null, found, subject: null, complete: true };
  const hover = timed('hover', () => hoverAt(document, known, position, meaning));
  const list = timed('completion', () => completionAt(document, position));
  for (const { textEdit } of list?.items ?? [])
    if (!textEdit || !('range' in textEdit) || textEdit.range.start.line !== textEdit.range.end.line)
      wrong.push('a proposal is not for one line');
  const symbols = timed('outline', () => outlineOf(document));
  return {
    wrong,
    steps,
    answer: JSON.stringify([reading.problems, analysis?.verdict, found, hover, list, symbols]),
  };
}

/**
 * The quick fixes of a text as the server lists them, those of repairs with the rest: none throws, changes nothing, or leaves more errors than there
 * were; and the steps of the search for repairs.
 */
export async function probeFixes(text: string, clock: () => number = () => 0): Promise<Mended> {
  const [wrong, steps]: [string[], Step[]] = [[], []];
  const reading = readSpec(text);
  let analysis: Analysis | null = null;
  const work = reading.bandit && examining(reading.bandit, reading.run);
  for (let n = 0; work && n < MOST_STEPS && !analysis; n++) {
    const step = work.next();
    if (step.done) analysis = step.value;
  }
  const document = TextDocument.create('file:///fuzz.linspg', 'linspg', 1, text);
  const found = findings(reading, analysis);
  const known: DocumentAnalysis = {
    document,
    reading,
    analysis,
    policies: null,
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
  const errors = (of: Reading) => of.problems.filter(({ severity }) => severity === 'error').length;
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
    for (const goal of reading.bandit && analysis ? missedGoals(analysis) : []) {
      const search = repairing(reading.bandit!, analysis!, goal, MARGIN);
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

function analysed({ bandit, run }: Reading, timed: <T>(name: string, work: () => T) => T | undefined) {
  if (bandit === null) return null;
  const work = examining(bandit, run);
  let latest = null;
  for (let n = 0; n < MOST_STEPS; n++) {
    const step = timed('analysis', () => work.next());
    if (step === undefined) return null;
    if (step.done) return step.value;
    latest = step.value;
  }
  return latest && (timed('analysis', latest) ?? null);
}
