/** What is known of a text, before or after its experiment has run. */
import { basename } from 'node:path';
import { terminal } from '../borders/terminal.js';
import { problemsOf } from '../experiment/generate/problems.js';
import { PlanError } from '../experiment/planError.js';
import type { KnownText } from '../shared/unseen.js';
import { readSpec } from '../spec/read.js';
import { chartedOf } from './charted.js';
import { ran } from './execute.js';
import { sayErrors, understand } from './experiment.js';
import { filesOf, type Input } from './input.js';
import { knownProblem } from './known.js';
import { complain } from './output.js';

/**
 * @param runs is its experiment run? @param judges are the instances of a family analysed?
 * @returns null if it has errors or no problem, or cannot run, which is reported on the standard error. @throws a fault of this program.
 */
export async function knownText(
  input: Input,
  { runs, judges }: { readonly runs: boolean; readonly judges: boolean },
): Promise<KnownText | null> {
  const reading = readSpec(input.text, filesOf(input));
  if (reading.fault) throw reading.fault;
  if (sayErrors(input, reading.issues) > 0) return null;
  const known = knownProblem(basename(input.file), reading);
  if (known === null) {
    complain(terminal`${input.file}: there is no problem in it, so there is nothing to be drawn`);
    return null;
  }
  const { subject } = known;
  if (runs) {
    const experiment = understand(input);
    const results = experiment && (await ran(experiment));
    return results && { ...known, experiment: chartedOf(experiment, subject, results) };
  }
  const { family } = reading;
  if (!judges || family === null) return { ...known, experiment: null };
  try {
    return { ...known, experiment: chartedOf({ input, problems: problemsOf(reading), family }, subject, []) };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    complain(terminal`${input.file}: ${error.message}`);
    return null;
  }
}
