/** What the language server tells its client beyond the language server protocol. */
import type { Analysis } from '../conditions/types.js';
import type { Subject } from './messages.js';

/** Notification `linspg/analysis`: sent after each (stage of an) analysis of a document. */
export const ANALYSIS_NOTIFICATION = 'linspg/analysis';

export interface AnalysisParams {
  readonly uri: string;
  /** The document version that was analysed. */
  readonly version: number;
  /** null: the bandit could not be read. */
  readonly analysis: Analysis | null;
  readonly subject: Subject | null;
  /** false: cheap stages only so far, more will follow for the same version. */
  readonly complete: boolean;
  /** How many errors the text has. */
  readonly errors: number;
  /** Is there a `run` section that could be run? */
  readonly runnable: boolean;
}
