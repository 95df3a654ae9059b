/**
 * All messages between the extension host and the panel. The panel is a pure function of `ToPanel` messages: it can be
 * closed, reloaded or moved at any time; it then asks for everything with `ready`, and receives one `state`.
 */
import type { LocalBandits } from '../conditions/policies/local.js';
import type { Condition, Verdict } from '../conditions/types.js';
import type { SaidConditions } from '../diagnostics/policyConditions.js';
import type { VerdictWords } from '../diagnostics/verdictWords.js';
import type { FamilyNews, InstanceNumbers, InstanceVerdict } from '../experiment/instanceVerdicts.js';
import type { PhaseNews } from '../experiment/textPhases.js';
import type { ExperimentEvent, OpenRun } from '../experiment/types.js';
import type { BasinMap } from '../flow/basins.js';
import type { ProblemNumbers } from '../model/problem.js';
import type { OptimumNumbers, ProcessNumbers } from '../model/processNumbers.js';
import type { Unwritten } from '../model/written.js';
import type { Phases } from '../phase/rows.js';
import type { PinnedFile } from '../spec/files/port.js';
import type { PictureOrder } from './pictures.js';

export type { FromPanel, PersistedPanel } from './fromPanel.js';

/** The identity of a run, never reused while the window lives, and the version of its text. */
export interface RunStamp {
  readonly run: number;
  readonly textVersion: number;
}

/**
 * What the panel draws besides curves: the problem, with its names. A family has no rewards and features of its own, and too many features
 * are left out.
 */
export interface Subject extends ProblemNumbers {
  readonly fileName: string;
  readonly title: string | null;
  /** The names of the rows; for a process such as `s3: a2`. */
  readonly actions: readonly string[];
  /** For a problem with too many features, which are left out: d, and the most numbers that are drawn. */
  readonly undrawn?: { readonly dimensions: number; readonly most: number };
  /** θ_0 of the first start, if the text gives it number by number; null: it is drawn at random, it is in a trap, or there is no start. */
  readonly start: readonly number[] | null;
  /** For a contextual bandit or a Markov decision process: what its rows (the pairs of a state and an action) do not say. */
  readonly process?: ProcessNumbers;
  /** If the numbers of the features are not in the text: their source. */
  readonly unwritten?: Unwritten;
  /** For a bandit: its rewards are in a file. */
  readonly areRewardsInFile?: true;
  /** The rows of which a number is computed from parameters, so that no other number can be written there. */
  readonly computed?: readonly ComputedRow[];
  /** The parameters of which the text says where a phase diagram begins and ends, by name. */
  readonly ranged?: readonly string[];
  /** For a family, which has no numbers of its own: the seed and the number of its instances. */
  readonly family?: { readonly seed: number; readonly count: number };
}

export interface ComputedRow {
  readonly row: number;
  /** As it is written: `1 - t`. */
  readonly expression: string;
  /** null: it is the reward. */
  readonly feature: number | null;
}

export interface AnalysisView {
  readonly verdict: Pick<Verdict, 'kind' | 'traps'>;
  readonly words: VerdictWords;
  /** For a bandit; otherwise empty. */
  readonly conditions: readonly Condition[];
  /** For a contextual bandit or a Markov decision process. */
  readonly policies?: SaidConditions;
  /** Also for these: the bandits of the states, once their values are known. */
  readonly local?: LocalBandits;
}

/** How the text relates to what is charted. */
export type Freshness =
  | { readonly kind: 'current' }
  /** Edited since, and its own charts are being computed. */
  | { readonly kind: 'following' }
  /** Edited since. */
  | { readonly kind: 'edited'; readonly saved: boolean }
  /** The text is the same, but a file of numbers that it names has changed. */
  | { readonly kind: 'other-data' }
  /** The text has errors; the charts are the last good ones. */
  | { readonly kind: 'broken'; readonly errors: number };

export type RunState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running';
      readonly doneIterations: number;
      readonly totalIterations: number;
      /** The time since it began. */
      readonly milliseconds: number;
    }
  | { readonly kind: 'finished'; readonly milliseconds: number }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly message: string }
  /** The run was in progress when the host stopped answering. The panel concludes this itself. */
  | { readonly kind: 'unknown' };

/** One run of the chart, which may be in progress. */
export type ChartedRun = OpenRun;

/** The instances of the charted family. Those that are not known yet are missing at the end. */
export interface ChartedFamily {
  readonly seed: number;
  /** How many instances there are. */
  readonly count: number;
  readonly instances: readonly InstanceNumbers[];
  readonly verdicts: readonly InstanceVerdict[];
  /** Why no more will become known. */
  readonly failure: string | null;
}

/** One charted experiment: everything recorded so far; `results[i].facts.index === i`. */
export interface ChartedExperiment {
  readonly stamp: RunStamp;
  readonly subject: Subject;
  /** Identifies the text it came from by its content, so that the text is recognized after a reload of the window. */
  readonly textHash: string;
  /** The text itself: exports contain it, and runs are distinguished by it. */
  readonly text: string;
  /** The files of numbers that the text names. */
  readonly files?: readonly PinnedFile[];
  /** When it began, in milliseconds since 1970; null: not known. */
  readonly ranAt: number | null;
  /** For a run that is charted again: its name in the list of runs. */
  readonly recalled?: { readonly run: number; readonly name: string };
  /** null: a bandit that is written out. Run n is on instance `facts.instance`. */
  readonly family: ChartedFamily | null;
  /** For a contextual bandit or a process: its optimum. It is known once the runs are planned, and so are the optimal rows of the subject. */
  readonly optimum?: OptimumNumbers;
  readonly results: readonly ChartedRun[];
}

/** An experiment that was charted earlier. */
export interface PastExperiment {
  readonly run: number;
  /** How its text differs from the charted one. */
  readonly name: string;
  /** How many runs it has. */
  readonly runs: number;
  readonly ranAt: number | null;
  readonly pinned: boolean;
}

/** What was charted earlier in this session, and which of it stays visible. */
export interface Comparison {
  /** The newest first. */
  readonly past: readonly PastExperiment[];
  readonly pinned: readonly { readonly experiment: ChartedExperiment; readonly name: string }[];
  readonly chartedIsPinned: boolean;
}

export interface PanelState {
  /** The document's URI as a string; it identifies the document and is never opened as a path. */
  readonly document: string;
  readonly subject: Subject | null;
  readonly analysis: AnalysisView | null;
  /** The version of the text to which subject and analysis belong; 0: none yet. */
  readonly textVersion: number;
  readonly experiment: ChartedExperiment | null;
  readonly run: RunState;
  readonly freshness: Freshness;
  readonly comparison: Comparison;
}

export interface FamilyFailure {
  readonly kind: 'failed';
  readonly message: string;
}

/** Additions to the charted runs. Planning is reported by `started`; progress, and the end of everything, by `run`. */
export type ChartEvent = Extract<ExperimentEvent, { readonly kind: 'recorded' | 'ended' }>;

/**
 * Messages are sent as JSON: a number that is not finite arrives as null, whatever its type says.
 * `state` answers `ready`, and is also sent when the panel turns to another document; all following messages are about that document.
 */
export type ToPanel =
  | { readonly type: 'state'; readonly state: PanelState }
  /** A new experiment replaces the charted one. Sent once its runs are planned: a run that does not get that far replaces nothing. */
  | { readonly type: 'started'; readonly experiment: ChartedExperiment }
  /** In order, several at a time. Ignored if the stamp is not that of the charted experiment. */
  | { readonly type: 'events'; readonly stamp: RunStamp; readonly events: readonly ChartEvent[] }
  /** The run state, whenever it changes, with the stamp of its run. */
  | { readonly type: 'run'; readonly stamp: RunStamp | null; readonly run: RunState }
  | {
      readonly type: 'analysis';
      readonly analysis: AnalysisView | null;
      readonly subject: Subject | null;
      readonly textVersion: number;
    }
  /** More is known of the instances of the charted family. Ignored if the stamp is not that of the charted experiment. */
  | { readonly type: 'family'; readonly stamp: RunStamp; readonly family: FamilyNews | FamilyFailure }
  /** Answers `basins`: a level of the map. */
  | { readonly type: 'basins'; readonly request: number; readonly map: BasinMap }
  /** Answers `phases`: how far it is, and last the diagram, or why there is none. */
  | { readonly type: 'phases'; readonly request: number; readonly answer: PhaseReply }
  /** The phase diagram of a number is asked for, by the words that name it. */
  | { readonly type: 'numberPicked'; readonly words: string }
  /** Answers `edit`: the version of the text that contains the change; null: the text had changed before, and the edit was not made. */
  | { readonly type: 'edited'; readonly request: number; readonly textVersion: number | null }
  /** The host is alive. Sent at intervals, since a host that has died cannot report it. */
  | { readonly type: 'alive'; readonly serverAnswers: boolean }
  /** Does the panel stay with its document, or follow the active editor? */
  | { readonly type: 'lock'; readonly locked: boolean }
  | { readonly type: 'freshness'; readonly freshness: Freshness }
  | { readonly type: 'comparison'; readonly comparison: Comparison };

/** What is known of the phase diagram of a text. */
export type PhaseReply =
  | ({ readonly kind: 'working' } & PhaseNews)
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'known'; readonly phases: Phases };

/** Asks for a picture, which only the panel can make, since it knows the present view; answered by `drawn` with the same number. */
export interface DrawRequest extends PictureOrder {
  readonly type: 'draw';
  readonly request: number;
  /** The provenance, line by line. */
  readonly provenance: readonly string[];
}

/** Asks the page to copy a picture of the chart that was last under the pointer; a page may use the clipboard only while it has the focus. */
export interface CopyRequest {
  readonly type: 'copy';
}

/** Asks to scroll a part of the page into view. */
export interface RevealRequest {
  readonly type: 'reveal';
  readonly part: 'features' | 'plane' | 'phase';
}

/** Asks for the answer `caughtUp` once everything sent before is drawn. */
export interface CatchUpRequest {
  readonly type: 'catchUp';
}

/** The time between two `alive`. */
export const MILLISECONDS_OF_A_BEAT = 2000;
