import type { ConditionId } from '../conditions/catalogue.js';
import type { SpecIssue, TextRange } from '../spec/types.js';

/** A diagnostic before it is sent: what is to be said, where, and what mends it. */
export interface Finding extends SpecIssue {
  /** The other places that have a part in it. */
  readonly related: readonly { readonly range: TextRange; readonly message: string }[];
  /** The condition it comes from; absent for what is wrong with the text itself, and for the verdict. */
  readonly condition?: ConditionId;
  /** The action it stands at. */
  readonly action?: number;
}
