/** Sentences about why the experiment of a text does not run: for the extension, the lens above `run`, the workers and the command line. */
import type { CannotRun } from '../model/runnable.js';

/** A few words, for a title. */
const SHORT: Readonly<Record<CannotRun, string>> = {
  errors: 'the text has errors',
  'no-problem': 'there is no problem',
  'no-run': 'there is no experiment',
};

/** `Cannot run: the text has errors` */
export function refusalTitle(reason: CannotRun): string {
  return `Cannot run: ${SHORT[reason]}`;
}

/**
 * `Nothing was run: the text has 2 errors.` Says why, and how to mend it.
 *
 * @param errors how many errors the text has.
 */
export function refusalText(reason: CannotRun, errors: number): string {
  return `Nothing was run: ${because(reason, errors)}`;
}

function because(reason: CannotRun, errors: number): string {
  switch (reason) {
    case 'errors':
      return `the text has ${errors === 1 ? '1 error' : `${errors} errors`}.`;
    case 'no-problem':
      return 'the text describes no problem. Add `bandit:`, `contexts:`, `mdp:` or `generate:`.';
    case 'no-run':
      return 'the text has no `run` section. Add `run:` to describe an experiment.';
  }
}
