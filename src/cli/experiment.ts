import { terminal } from '../borders/terminal.js';
import { refusalText } from '../diagnostics/refusal.js';
import { problemsOf } from '../experiment/generate/problems.js';
import { PlanError } from '../experiment/planError.js';
import type { Family } from '../model/family.js';
import type { RunSection } from '../model/run.js';
import { cannotRun } from '../model/runnable.js';
import type { WrittenProblem } from '../model/written.js';
import { readSpec } from '../spec/read.js';
import type { NamedFile, SpecIssue } from '../spec/types.js';
import { diagnosticLines, diagnosticsOf } from './diagnostics.js';
import { filesOf, type Input } from './input.js';
import { complain } from './output.js';
import { styleFor } from './style.js';

/** A text that can run. */
export interface Experiment {
  readonly input: Input;
  readonly title: string | null;
  /** The problem that is written out, or the instances of `family`. */
  readonly problems: readonly WrittenProblem[];
  readonly family: Family | null;
  /** The files that the text names. */
  readonly files: readonly NamedFile[];
  readonly run: RunSection;
}

/** Reads the text. If it cannot run, reports why on the standard error and returns null. @throws a fault of this program. */
export function understand(input: Input): Experiment | null {
  const {
    title,
    bandit,
    mdp,
    family,
    run,
    namedFiles: files,
    issues,
    fault,
  } = readSpec(input.text, filesOf(input));
  if (fault) throw fault;
  const reason = cannotRun(sayErrors(input, issues), { bandit, mdp, family, run });
  if (reason !== null) {
    // The errors have been reported already.
    if (reason !== 'errors') complain(terminal`${input.file}: ${refusalText(reason, 0)}`);
    return null;
  }
  try {
    return { input, title, files, family, run: run!, problems: problemsOf({ bandit, mdp, family }) };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    complain(terminal`${input.file}: ${error.message}`);
    return null;
  }
}

/** Reports the errors of a text on the standard error. @returns how many there are. */
export function sayErrors(input: Input, issues: readonly SpecIssue[]): number {
  const errors = diagnosticsOf(input, [...input.issues, ...issues]).filter(
    ({ severity }) => severity === 'error',
  );
  for (const line of diagnosticLines(input.file, errors, styleFor(process.stderr))) complain(line);
  return errors.length;
}
