import type { ConditionId } from '../conditions/catalogue.js';
import type { SpecIssue, TextRange } from '../spec/types.js';

/** A diagnostic before it is sent: the message, its place, and the fixes. */
export interface Finding extends SpecIssue {
  /** Other places that belong to it. */
  readonly related: readonly { readonly range: TextRange; readonly message: string }[];
  /** The condition it comes from; absent for an issue of the text itself, and for the verdict. */
  readonly condition?: ConditionId;
  /** The action at which it is reported. */
  readonly action?: number;
}
