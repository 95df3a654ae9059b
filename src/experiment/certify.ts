/** The certificates of a text: of its bandit, of its process, or of every instance of its family. */
import { certifyBandit } from '../certificates/bandits.js';
import { type Certified, certificateLines } from '../certificates/file.js';
import { certifyProcess } from '../certificates/processes.js';
import { hasStates } from '../model/written.js';
import { type Files, NO_FILES, type PinnedFile } from '../spec/files/port.js';
import { readSpec } from '../spec/read.js';
import type { Reading } from '../spec/types.js';
import { generate } from './generate/family.js';

/**
 * None where the text has no problem.
 * @param source the name of the file. @throws PlanError when a family cannot be generated
 */
export function certifiedOf(
  { bandit, mdp, family }: Pick<Reading, 'bandit' | 'mdp' | 'family'>,
  source: string,
): Certified[] {
  if (bandit) return [{ source, certificate: certifyBandit(bandit) }];
  if (mdp) return [{ source, certificate: certifyProcess(mdp) }];
  if (!family) return [];
  const { instances } = generate(family);
  return instances.map((each, n) => ({
    source,
    instance: n + 1,
    certificate: hasStates(each) ? certifyProcess(each) : certifyBandit(each),
  }));
}

/** What is to be certified. It survives `structuredClone`. */
export interface ProofOrder {
  /** Version of the program. */
  readonly version: string;
  /** Name of the spec's file. */
  readonly file: string;
  readonly text: string;
  /** The files that it names. */
  readonly files?: readonly PinnedFile[];
}

/**
 * The bytes of a file of certificates.
 *
 * @param sha256 of a text, in hexadecimal digits
 * @throws PlanError when a family cannot be generated; Error where the text has errors, or no problem.
 */
export function proofFile(
  { version, file, text }: ProofOrder,
  sha256: (text: string) => string,
  files: Files = NO_FILES,
): Uint8Array {
  const reading = readSpec(text, files);
  const error = reading.issues.find(({ severity }) => severity === 'error');
  if (error) throw new Error(error.message);
  const certified = certifiedOf(reading, file);
  if (certified.length === 0)
    throw new Error('There is nothing to prove: no `bandit`, `contexts`, `mdp` or `generate`.');
  return new TextEncoder().encode(`${certificateLines(certified, version, sha256).join('\n')}\n`);
}
