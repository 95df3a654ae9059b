/** The run by which a search observes an algorithm: exact gradients from θ₀ = 0 with the learning rate of the theory. */
import { runBatch } from '../engine/batch.js';
import { emptyRecording, extend } from '../engine/recording.js';
import type { Ending } from '../engine/types.js';
import type { Bandit } from '../model/bandit.js';
import { arraysOf } from '../model/problem.js';
import type { RunSection } from '../model/run.js';
import type { Runs } from '../search/facts.js';
import { readSpec } from '../spec/read.js';
import { plan } from './plan.js';
import { PlanError } from './planError.js';
import { SIGNATURE_KINDS, signatureOf } from './signature.js';

const ITERATIONS = '1e5';

/** The section `run` of a spec that makes these runs. @param init the value of its key; null: θ₀ = 0 */
export function runLines(algorithms: readonly string[], init: string | null = null): string {
  const list = algorithms.length === 1 ? algorithms[0] : `[${algorithms.join(', ')}]`;
  return `run:\n  algorithm: ${list}\n  learning-rate: theory\n  iterations: ${ITERATIONS}\n${init === null ? '' : `  init: ${init}\n`}`;
}

export const OBSERVED: Runs = { outcomes: SIGNATURE_KINDS, outcomeOf: observe };

const sections = new Map<string, RunSection>();

function sectionOf(algorithm: string): RunSection {
  const section = sections.get(algorithm) ?? readSpec(runLines([algorithm])).run!;
  sections.set(algorithm, section);
  return section;
}

/** null: the theory has no rate for it. */
function observe(bandit: Bandit, algorithm: string): string | null {
  try {
    const { cells } = plan([bandit], sectionOf(algorithm));
    const recording = emptyRecording();
    let ending: Ending | null = null as Ending | null;
    runBatch(cells, {
      recorded: (_, __, piece) => extend(recording, piece),
      progress() {},
      ended(_, how) {
        ending = how;
      },
    });
    return signatureOf({ recording, ending }, arraysOf(cells[0]!.problem))?.kind ?? null;
  } catch (error) {
    if (error instanceof PlanError) return null;
    throw error;
  }
}
