/** What the language server tells its client in addition to the Language Server Protocol. */
import type { CannotRun } from '../model/runnable.js';
import type { PinnedFile } from '../spec/files/port.js';
import type { AnalysisView, Subject } from './messages.js';

/**
 * The notification `linspg/analysis`: sent after each stage of an analysis of a document, to a client with `{ "analyses": true }` in its
 * `initializationOptions`.
 */
export const ANALYSIS_NOTIFICATION = 'linspg/analysis';

/** The request `linspg/alive`: a server that is neither stopped nor stuck answers it at once, with null. */
export const ALIVE_REQUEST = 'linspg/alive';

/**
 * The notification `linspg/trust`: the client says whether the workspace is trusted now. The initial value is in its `initializationOptions`: `{
 * "trusted": false }`.
 */
export const TRUST_NOTIFICATION = 'linspg/trust';

/**
 * The notification `linspg/outcome`: a client that runs experiments says how the last run of a document ended, and inlay hints show it. Nothing else depends on
 * it.
 */
export const OUTCOME_NOTIFICATION = 'linspg/outcome';

export interface OutcomeParams {
  readonly uri: string;
  /** The version of the text that was run. */
  readonly version: number;
  /** The number of runs. */
  readonly runs: number;
  /** Over these runs, for each action or pair in the order of the text: its least and its greatest final probability. */
  readonly least: readonly number[];
  readonly greatest: readonly number[];
}

/** The client's command that opens a page of the documentation for reading. Argument: the page's name. */
export const PAGE_COMMAND = 'linspg.openPage';

/** The client's command that runs the experiment of a document. Argument: its URI. */
export const RUN_COMMAND = 'linspg.run';

/** The client's command that shows the plane of parameters of a document. Argument: its URI. */
export const PLANE_COMMAND = 'linspg.showPlane';

/** The client's command that goes to places of a document. Arguments: its URI and the ranges, as in the protocol. */
export const TRAPS_COMMAND = 'linspg.showTraps';

/** The client's command that opens a copy of a document with learning rates to compare. Argument: its URI. */
export const RATES_COMMAND = 'linspg.compareRates';

/** The client's command that shows the verdict as a number changes. Arguments: the URI of a document and the words that name the number. */
export const PHASES_COMMAND = 'linspg.showPhases';

/** The client's command that asks for a file and moves numbers of a document into it. Arguments: its URI and which numbers, `features` or `rewards`. */
export const EXTRACT_COMMAND = 'linspg.extract';

/** The commands that are offered as code lenses. */
export const LENS_COMMANDS = [RUN_COMMAND, PLANE_COMMAND, TRAPS_COMMAND, RATES_COMMAND] as const;

export interface AnalysisParams {
  readonly uri: string;
  /** The document version that was analysed. */
  readonly version: number;
  /** null: there is no bandit, contextual bandit or process, or it could not be read. */
  readonly analysis: AnalysisView | null;
  readonly subject: Subject | null;
  /** false: only cheap stages so far; more will follow for the same version. */
  readonly complete: boolean;
  /** How many errors the text has. */
  readonly errors: number;
  /** The files of numbers that the text names and that were read. */
  readonly files: readonly PinnedFile[];
  /** Why the experiment cannot be run; null: it can. */
  readonly cannotRun: CannotRun | null;
}
