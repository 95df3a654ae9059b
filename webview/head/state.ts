/** The texts of the panel's head: the verdict, the activity, and what the charted runs did, each in one line. Pure. */
import type { VerdictKind } from '../../src/conditions/types.js';
import { capital } from '../../src/diagnostics/verdictWords.js';
import type { PanelState } from '../../src/shared/messages.js';
import { fileNameOf } from '../../src/shared/names.js';
import { verdictsInWords } from '../instances/sentences.js';
import { inShort } from '../sections/thisRun.js';
import { isStale, progressLine, runLine, staleLine } from '../sentences.js';

export interface Head {
  readonly title: string;
  /** The name of the file; empty if it is the title. */
  readonly file: string;
  /** null: none yet. */
  readonly verdict: HeadVerdict | null;
  readonly run: PanelState['run']['kind'];
  /** The present activity. */
  readonly line: string;
  /** The progress of a run; null: none is in progress, or its runs are still being planned. */
  readonly progress: { readonly done: number; readonly total: number; readonly words: string } | null;
  /** What the charted runs did; empty: none is charted, or they are still in progress. */
  readonly outcome: string;
  /** Why the charts are not those of the text; null: they are. */
  readonly stale: string | null;
  readonly isCharted: boolean;
}

export interface HeadVerdict {
  /** null: several kinds. */
  readonly kind: VerdictKind | null;
  readonly words: string;
}

/** @param now in milliseconds since 1970 */
export function headOf(state: PanelState, now: number): Head {
  const { subject: current, experiment, run, freshness, document } = state;
  const subject = current ?? experiment?.subject ?? null;
  const name = subject?.fileName ?? fileNameOf(document);
  const isRunning = run.kind === 'running';
  const outcome = experiment === null ? '' : inShort(experiment);
  return {
    title: subject?.title ?? name,
    file: subject?.title ? name : '',
    verdict: verdictOf(state),
    run: run.kind,
    line: runLine(run),
    progress:
      isRunning && run.totalIterations > 0
        ? { done: run.doneIterations, total: run.totalIterations, words: progressLine(run) }
        : null,
    outcome: isRunning || outcome === '' ? '' : isStale(freshness) ? `${OF_OTHER}${outcome}` : outcome,
    stale: staleLine(freshness, experiment && { ...experiment, outcome }, now),
    isCharted: experiment !== null,
  };
}

const OF_OTHER = 'Of another text: ';

/** The verdict of the text; for a family, which has none of its own, how many of its charted instances have which. */
function verdictOf({ analysis, subject, experiment }: PanelState): HeadVerdict | null {
  if (analysis !== null) return { kind: analysis.verdict.kind, words: capital(analysis.words.status) };
  const family = subject?.family && experiment?.family;
  return family && family.verdicts.length > 0
    ? { kind: null, words: verdictsInWords(family.verdicts) }
    : null;
}
