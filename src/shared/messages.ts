/**
 * The only words between the extension host and the panel. The panel is a pure function of `ToPanel` messages: it can be
 * closed, reloaded or moved at any time, asks for everything with `ready`, and is then sent one `state`.
 */
import type { LocalBandits } from '../conditions/policies/local.js';
import type { Condition, Verdict } from '../conditions/types.js';
import type { SaidConditions } from '../diagnostics/policyConditions.js';
import type { VerdictWords } from '../diagnostics/verdictWords.js';
import type { FamilyNews, InstanceNumbers, InstanceVerdict } from '../experiment/instanceVerdicts.js';
import type { ExperimentEvent, OpenRun } from '../experiment/types.js';
import type { BasinMap } from '../flow/basins.js';
import type { ProblemNumbers } from '../model/problem.js';
import type { OptimumNumbers, ProcessNumbers } from '../model/processNumbers.js';
import type { Unwritten } from '../model/written.js';
import type { PinnedFile } from '../spec/files/port.js';
import type { PictureOrder } from './pictures.js';

export type { FromPanel, PersistedPanel } from './fromPanel.js';

/** Identity of a run: never reused while the window lives, and the version of the text it came from. */
export interface RunStamp {
  readonly run: number;
  readonly textVersion: number;
}

/**
 * What the panel draws besides curves: the problem, with its names. No rewards and features of a family, which has none of its own, and no
 * features where there are too many to be drawn.
 */
export interface Subject extends ProblemNumbers {
  readonly fileName: string;
  readonly title: string | null;
  /** The names of the rows; of a process as `s3: a2`. */
  readonly actions: readonly string[];
  /** Of a problem with more features than are drawn, which are left out: d, and how many numbers are drawn at most. */
  readonly undrawn?: { readonly dimensions: number; readonly most: number };
  /** θ_0 of the first start where the text gives one number by number; null: drawn at random, inside a trap, or no start at all. */
  readonly start: readonly number[] | null;
  /** Of a contextual bandit or a Markov decision process: what its rows, the pairs of a state and an action, do not say. */
  readonly process?: ProcessNumbers;
  /** Of features that do not stand in the text number by number: where they come from. */
  readonly unwritten?: Unwritten;
  /** Of a bandit: its rewards stand in a file. */
  readonly areRewardsInFile?: true;
  /** Of a family, which has no numbers of its own: the seed and the number of its instances. */
  readonly family?: { readonly seed: number; readonly count: number };
}

export interface AnalysisView {
  readonly verdict: Pick<Verdict, 'kind' | 'traps'>;
  readonly words: VerdictWords;
  /** Of a bandit; else none. */
  readonly conditions: readonly Condition[];
  /** Of a contextual bandit or a Markov decision process. */
  readonly policies?: SaidConditions;
  /** The same: the bandits of its states, once their values are known. */
  readonly local?: LocalBandits;
}

/** Where the text stands against what is charted. */
export type Freshness =
  | { readonly kind: 'current' }
  /** Edited since, and its own charts are on their way. */
  | { readonly kind: 'following' }
  /** Edited since. */
  | { readonly kind: 'edited'; readonly saved: boolean }
  /** The text is what it was; a file of numbers that it names is not. */
  | { readonly kind: 'other-data' }
  /** The text has errors; the charts are the last good ones. */
  | { readonly kind: 'broken'; readonly errors: number };

export type RunState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running';
      readonly doneIterations: number;
      readonly totalIterations: number;
      /** Since it began. */
      readonly milliseconds: number;
    }
  | { readonly kind: 'finished'; readonly milliseconds: number }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly message: string }
  /** It was going on when the host stopped answering: concluded by the panel. */
  | { readonly kind: 'unknown' };

/** One run of the chart, which may still be going on. */
export type ChartedRun = OpenRun;

/** The instances that a charted family's runs are of. What is not known yet is missing at the end. */
export interface ChartedFamily {
  readonly seed: number;
  /** How many there are. */
  readonly count: number;
  readonly instances: readonly InstanceNumbers[];
  readonly verdicts: readonly InstanceVerdict[];
  /** Why no more will be known. */
  readonly failure: string | null;
}

/** One charted experiment: everything recorded so far; `results[i].facts.index === i`. */
export interface ChartedExperiment {
  readonly stamp: RunStamp;
  readonly subject: Subject;
  /** Names the text it came from by its content, so that it is known again after a reload of the window. */
  readonly textHash: string;
  /** The text itself: exports hold it, and runs are told apart by it. */
  readonly text: string;
  /** The files of numbers that it names. */
  readonly files?: readonly PinnedFile[];
  /** When it began, milliseconds since 1970; null: not known. */
  readonly ranAt: number | null;
  /** Of a run that is charted again: what it was called in the list of runs. */
  readonly recalled?: { readonly run: number; readonly name: string };
  /** null: a bandit that is written out. Run n is about instance `facts.instance`. */
  readonly family: ChartedFamily | null;
  /** Of a contextual bandit or a process: how good it can be. Known once its runs are planned, and with it the optimal rows of the subject. */
  readonly optimum?: OptimumNumbers;
  readonly results: readonly ChartedRun[];
}

/** An experiment that was charted before. */
export interface PastExperiment {
  readonly run: number;
  /** What differs in its text from the charted one. */
  readonly name: string;
  /** How many runs it has. */
  readonly runs: number;
  readonly ranAt: number | null;
  readonly pinned: boolean;
}

/** What was charted before in this session, and what of it stays in sight. */
export interface Comparison {
  /** Newest first. */
  readonly past: readonly PastExperiment[];
  readonly pinned: readonly { readonly experiment: ChartedExperiment; readonly name: string }[];
  readonly chartedIsPinned: boolean;
}

export interface PanelState {
  /** The document's URI as a string: an identity only, never a path to open. */
  readonly document: string;
  readonly subject: Subject | null;
  readonly analysis: AnalysisView | null;
  /** The version of the text that subject and analysis are about; 0: none yet. */
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

/** What is added to the charted runs; planning is told by `started`, progress and the end of all by `run`. */
export type ChartEvent = Extract<ExperimentEvent, { readonly kind: 'recorded' | 'ended' }>;

/**
 * What crosses is JSON: a number that is not finite arrives as null, whatever the type says.
 * `state` answers `ready` and tells that the panel turns to another document; all that follows is about that document.
 */
export type ToPanel =
  | { readonly type: 'state'; readonly state: PanelState }
  /** A new experiment replaces the charted one. Sent once its runs are planned: a run that never gets so far replaces nothing. */
  | { readonly type: 'started'; readonly experiment: ChartedExperiment }
  /** In order, several at a time. To be dropped if the stamp is not that of the charted experiment. */
  | { readonly type: 'events'; readonly stamp: RunStamp; readonly events: readonly ChartEvent[] }
  /** The run state, whenever it changes, with the stamp of the run it is about. */
  | { readonly type: 'run'; readonly stamp: RunStamp | null; readonly run: RunState }
  | {
      readonly type: 'analysis';
      readonly analysis: AnalysisView | null;
      readonly subject: Subject | null;
      readonly textVersion: number;
    }
  /** More is known of the instances of the charted family. To be dropped if the stamp is not that of the charted experiment. */
  | { readonly type: 'family'; readonly stamp: RunStamp; readonly family: FamilyNews | FamilyFailure }
  /** Answers `basins`: a level of the map. */
  | { readonly type: 'basins'; readonly request: number; readonly map: BasinMap }
  /** Answers `edit`: the version of the text with the change in it; null: the text had moved on, and nothing was changed. */
  | { readonly type: 'edited'; readonly request: number; readonly textVersion: number | null }
  /** The host is there; sent at intervals, since a host that has died cannot say so. */
  | { readonly type: 'alive'; readonly serverAnswers: boolean }
  /** About the panel itself: does it stay with its document, or follow the editor in front? */
  | { readonly type: 'lock'; readonly locked: boolean }
  | { readonly type: 'freshness'; readonly freshness: Freshness }
  | { readonly type: 'comparison'; readonly comparison: Comparison };

/** Asks for a picture, which the panel alone can make, for it knows how it is looked at; answered by `drawn` of the same number. */
export interface DrawRequest extends PictureOrder {
  readonly type: 'draw';
  readonly request: number;
  /** What it came from, line by line. */
  readonly provenance: readonly string[];
}

/** Asks to put a picture of the chart that was last pointed at on the clipboard, which a page may do only while it has the focus. */
export interface CopyRequest {
  readonly type: 'copy';
}

/** Asks to bring a part of the page into sight. */
export interface RevealRequest {
  readonly type: 'reveal';
  readonly part: 'plane';
}

/** Asks to be answered by `caughtUp` once all that was sent before is drawn. */
export interface CatchUpRequest {
  readonly type: 'catchUp';
}

/** Between two `alive`. */
export const MILLISECONDS_OF_A_BEAT = 2000;
