/**
 * What is known of one document, as plain data: its text, its latest analysis, the charted experiment, and the activity. Transitions return
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
  /** Is the text the same as on disk? */
  readonly saved: boolean;
}

/** A text with the hash of its content. */
export interface HashedText extends TextSnapshot {
  readonly hash: string;
}

/** A run that was not asked for and follows the text. `stroke` identifies the drag that it belongs to; null: none. */
export interface LiveRun {
  readonly stroke: number | null;
}

/** A run that begins as soon as its text is known to be free of errors. */
export interface RunRequest {
  readonly text: HashedText;
  /** null: it was asked for. */
  readonly live: LiveRun | null;
  /** Does nobody have to be told if it cannot run? Saves and live runs only start what can run. */
  readonly quiet: boolean;
}

/** A run that the workers compute. */
export interface ActiveRun {
  readonly stamp: RunStamp;
  /** When it began, in milliseconds since 1970. */
  readonly ranAt: number;
  readonly subject: Subject;
  readonly optimum?: OptimumNumbers;
  readonly text: string;
  readonly textHash: string;
  readonly files: readonly PinnedFile[];
  readonly live: LiveRun | null;
  /** 0 until the run is planned. */
  readonly totalIterations: number;
}

/** The present activity. There is at most one run. */
export type Activity =
  | { readonly kind: 'resting' }
  /** The text is not analysed yet. */
  | { readonly kind: 'waiting'; readonly request: RunRequest }
  /** The run may begin. The session gives it a number and starts it at once, so nobody else sees this state. */
  | {
      readonly kind: 'starting';
      readonly text: HashedText;
      readonly subject: Subject;
      readonly files: readonly PinnedFile[];
      readonly live: LiveRun | null;
    }
  /**
   * The run is in progress and not shown yet: one that was asked for until it is planned, a live one until it has finished or has run for
   * `PATIENCE`.
   */
  | { readonly kind: 'hidden'; readonly run: ActiveRun; readonly next: RunRequest | null }
  /** The run is in progress, and is the charted experiment. A live run may be replaced now. */
  | { readonly kind: 'charted'; readonly run: ActiveRun; readonly next: RunRequest | null };

export interface SessionState {
  /** The URI of the document; it changes when the document is renamed. */
  readonly document: string;
  /** null: the document is not open. */
  readonly text: HashedText | null;
  readonly serverAnswers: boolean;
  readonly analysis: AnalysisParams | null;
  /** The last analysis before the server stopped answering: valid again for the same text when the server answers. */
  readonly withheld: AnalysisParams | null;
  readonly activity: Activity;
  /** The state of the run that was shown last; `lastRun` is the number of the run that began last. */
  readonly run: RunState;
  readonly stamp: RunStamp | null;
  readonly charted: ChartedExperiment | null;
  /** null: the charted experiment was asked for, or was charted earlier. */
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

/** The run that begins next. */
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

/** Is a run in progress, or about to begin, that was asked for? */
export function isBusy(state: SessionState): boolean {
  return activeRun(state)?.live === null || pendingRequest(state)?.live === null;
}

/** Has every run of it ended? */
export function isWhole({ results }: ChartedExperiment): boolean {
  return results.every(({ ending }) => ending !== null);
}

/** Until the text is analysed, the errors of the version before it remain, unless it is the charted text again. */
export function freshnessOf(state: SessionState): Freshness {
  const { text, charted, analysis } = state;
  if (text === null) return charted === null ? { kind: 'current' } : { kind: 'edited', saved: true };
  const isSameText = text.hash === charted?.textHash;
  // The content of the files is known only for an analysed text.
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

/** Everything, for a panel that knows nothing. Shares its arrays with the session, so it may be sent but not kept. */
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
