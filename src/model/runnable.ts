/**
 * Whether the experiment of a text may run. It is decided here for the server and its lens, the session, its status, the workers and the command
 * line.
 */
import type { Bandit } from './bandit.js';
import type { Family } from './family.js';
import type { Mdp } from './mdp.js';
import type { RunSection } from './run.js';

/** What was read of a text; null where a part is missing or has errors. */
interface Reading {
  readonly bandit: Bandit | null;
  readonly mdp: Mdp | null;
  readonly family: Family | null;
  readonly run: RunSection | null;
}

/** How many of the issues of a text are errors. */
export function errorCount(issues: readonly { readonly severity: string }[]): number {
  return issues.filter(({ severity }) => severity === 'error').length;
}

/** Why not: the text has errors, it describes no problem, or it has no section `run`. */
export type CannotRun = 'errors' | 'no-problem' | 'no-run';

/**
 * @param errors how many errors the text has.
 * @returns null: it may run.
 */
export function cannotRun(errors: number, { bandit, mdp, family, run }: Reading): CannotRun | null {
  if (errors > 0) return 'errors';
  if (bandit === null && mdp === null && family === null) return 'no-problem';
  return run === null ? 'no-run' : null;
}
