/** What the language server tells its client beyond the language server protocol. */
import type { CannotRun } from '../model/runnable.js';
import type { PinnedFile } from '../spec/files/port.js';
import type { AnalysisView, Subject } from './messages.js';

/** Notification `linspg/analysis`: sent after each (stage of an) analysis of a document. */
export const ANALYSIS_NOTIFICATION = 'linspg/analysis';

/** Request `linspg/alive`: answered at once, with null, by a server that is neither stopped nor stuck. */
export const ALIVE_REQUEST = 'linspg/alive';

/** Notification `linspg/trust`: the client says whether the workspace is trusted now. At first its `initializationOptions` say it: `{ "trusted": false }`. */
export const TRUST_NOTIFICATION = 'linspg/trust';

/**
 * Notification `linspg/outcome`: a client that runs experiments says how the last run of a document ended, which hints then show. Nothing else depends on
 * it.
 */
export const OUTCOME_NOTIFICATION = 'linspg/outcome';

export interface OutcomeParams {
  readonly uri: string;
  /** The version of the text that was run. */
  readonly version: number;
  /** How many runs it was. */
  readonly runs: number;
  /** Over the runs, for each action or pair in the order of the text: its least and its greatest probability at the end. */
  readonly least: readonly number[];
  readonly greatest: readonly number[];
}

/** The command of a client that opens a page of the documentation, given its name, to be read. */
export const PAGE_COMMAND = 'linspg.openPage';

/** The command of a client that runs the experiment of a document, given its URI. */
export const RUN_COMMAND = 'linspg.run';

/** The command of a client that shows the plane of parameters of a document, given its URI. */
export const PLANE_COMMAND = 'linspg.showPlane';

/** The command of a client that leads to places of a document, given its URI and their ranges, as the protocol has them. */
export const TRAPS_COMMAND = 'linspg.showTraps';

/** The command of a client that opens a copy of a document, given its URI, with learning rates to compare. */
export const RATES_COMMAND = 'linspg.compareRates';

/** Those that stand above lines of the text. */
export const LENS_COMMANDS = [RUN_COMMAND, PLANE_COMMAND, TRAPS_COMMAND, RATES_COMMAND] as const;

export interface AnalysisParams {
  readonly uri: string;
  /** The document version that was analysed. */
  readonly version: number;
  /** null: there is no bandit, contextual bandit or process, or it could not be read. */
  readonly analysis: AnalysisView | null;
  readonly subject: Subject | null;
  /** false: cheap stages only so far, more will follow for the same version. */
  readonly complete: boolean;
  /** How many errors the text has. */
  readonly errors: number;
  /** The files of numbers that the text names, and that were read. */
  readonly files: readonly PinnedFile[];
  /** Why the experiment cannot be run; null: it can. */
  readonly cannotRun: CannotRun | null;
}
