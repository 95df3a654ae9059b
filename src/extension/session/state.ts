/**
 * What is known of one document, as plain data: its text, its latest analysis, the charted experiment, and what is going on. Transitions return
 * a new state and change nothing; only the recordings of a run grow in place, because they are large.
 */
import type { OptimumNumbers } from '../../model/processNumbers.js';
import type {
  ChartedExperiment,
  Freshness,
  PanelState,
  RunStamp,
  RunState,
  Subject,
} from '../../shared/messages.js';
import type { AnalysisParams } from '../../shared/protocol.js';
import { areSameFiles, type PinnedFile } from '../../spec/files/port.js';
import { History } from './history.js';

/** A document at one moment. */
export interface TextSnapshot {
  readonly version: number;
  readonly text: string;
  /** Does the text equal what is on disk? */
  readonly saved: boolean;
}

/** A text with the name that its content has. */
export interface HashedText extends TextSnapshot {
  readonly hash: string;
}

/** A run that nobody asked for: it follows the text. `stroke` names the drag that it belongs to, null: none. */
export interface LiveRun {
  readonly stroke: number | null;
}

/** A run that is to begin as soon as its text is known to be free of errors. */
export interface RunRequest {
  readonly text: HashedText;
  /** null: it was asked for. */
  readonly live: LiveRun | null;
  /** Is nobody told when it cannot run? A save and a live run go ahead only with what can. */
  readonly quiet: boolean;
}

/** A run that the workers compute. */
export interface ActiveRun {
  readonly stamp: RunStamp;
  /** When it began, milliseconds since 1970. */
  readonly ranAt: number;
  readonly subject: Subject;
  readonly optimum?: OptimumNumbers;
  readonly text: string;
  readonly textHash: string;
  readonly files: readonly PinnedFile[];
  readonly live: LiveRun | null;
  /** 0 until it is planned. */
  readonly totalIterations: number;
}

/** What is going on. At most one run is. */
export type Activity =
  | { readonly kind: 'resting' }
  /** The text is not analysed yet. */
  | { readonly kind: 'waiting'; readonly request: RunRequest }
  /** May run. The session gives it a number and begins it at once: nobody else sees this state. */
  | {
      readonly kind: 'starting';
      readonly text: HashedText;
      readonly subject: Subject;
      readonly files: readonly PinnedFile[];
      readonly live: LiveRun | null;
    }
  /** Runs, and is not shown yet: an asked run until it is planned, a live run until it has finished or had its time. */
  | { readonly kind: 'hidden'; readonly run: ActiveRun; readonly next: RunRequest | null }
  /** Runs, and is the charted experiment. A live run may be replaced now. */
  | { readonly kind: 'charted'; readonly run: ActiveRun; readonly next: RunRequest | null };

export interface SessionState {
  /** The URI of the document; another after it was renamed. */
  readonly document: string;
  /** null: the document is not open. */
  readonly text: HashedText | null;
  readonly serverAnswers: boolean;
  readonly analysis: AnalysisParams | null;
  /** The last analysis before the server fell silent: valid again for the same text when it answers. */
  readonly withheld: AnalysisParams | null;
  readonly activity: Activity;
  /** How the last run stands that was shown, and the run that began last. */
  readonly run: RunState;
  readonly stamp: RunStamp | null;
  readonly charted: ChartedExperiment | null;
  /** null: the charted experiment was asked for, or was charted before. */
  readonly chartedLive: LiveRun | null;
  readonly history: History;
  readonly freshness: Freshness;
}

export function initialState(document: string): SessionState {
  return {
    document,
    text: null,
    serverAnswers: true,
    analysis: null,
    withheld: null,
    activity: { kind: 'resting' },
    run: { kind: 'idle' },
    stamp: null,
    charted: null,
    chartedLive: null,
    history: History.empty,
    freshness: { kind: 'current' },
  };
}

/** The run that the workers compute. */
export function activeRun({ activity }: SessionState): ActiveRun | null {
  return activity.kind === 'hidden' || activity.kind === 'charted' ? activity.run : null;
}

/** The run that is to begin next. */
export function pendingRequest({ activity }: SessionState): RunRequest | null {
  switch (activity.kind) {
    case 'waiting':
      return activity.request;
    case 'hidden':
    case 'charted':
      return activity.next;
    case 'resting':
    case 'starting':
      return null;
  }
}

/** Is a run going on, or about to begin, that somebody asked for? */
export function isBusy(state: SessionState): boolean {
  return activeRun(state)?.live === null || pendingRequest(state)?.live === null;
}

/** Has every run of it ended? */
export function isWhole({ results }: ChartedExperiment): boolean {
  return results.every(({ ending }) => ending !== null);
}

/** Until the text has been analysed, the errors of the version before it stand, unless it is the charted text again. */
export function freshnessOf(state: SessionState): Freshness {
  const { text, charted, analysis } = state;
  if (text === null) return charted === null ? { kind: 'current' } : { kind: 'edited', saved: true };
  const isSameText = text.hash === charted?.textHash;
  // What the files hold is known of an analysed text.
  const read = analysis?.version === text.version ? analysis.files : null;
  if (isSameText && (read === null || areSameFiles(charted?.files, read))) return { kind: 'current' };
  const errors = analysis?.errors ?? 0;
  if (errors > 0) return { kind: 'broken', errors };
  if (isSameText) return { kind: 'other-data' };
  if (charted === null) return { kind: 'current' };
  return areChartsComing(state) ? { kind: 'following' } : { kind: 'edited', saved: text.saved };
}

/** Will the charts of the text appear without being asked for? */
function areChartsComing(state: SessionState): boolean {
  if (activeRun(state)?.live === null) return false;
  const request = pendingRequest(state);
  return request === null ? state.activity.kind === 'hidden' : request.live !== null;
}

export function isSameFreshness(a: Freshness, b: Freshness): boolean {
  if (a.kind === 'edited' && b.kind === 'edited') return a.saved === b.saved;
  if (a.kind === 'broken' && b.kind === 'broken') return a.errors === b.errors;
  return a.kind === b.kind;
}

/** Everything, for a panel that knows nothing. Shares its arrays with the session: to be sent, not kept. */
export function panelState(state: SessionState): PanelState {
  const { document, analysis, charted, run, freshness, history } = state;
  return {
    document,
    subject: analysis?.subject ?? null,
    analysis: analysis?.analysis ?? null,
    textVersion: analysis?.version ?? 0,
    experiment: charted,
    run,
    freshness,
    comparison: history.against(charted),
  };
}
