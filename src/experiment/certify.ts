/** The certificates of a text: for its bandit, for its process, or for every instance of its family. */
import { certifyBandit } from '../certificates/bandits.js';
import { type Certified, certificateText } from '../certificates/file.js';
import { certifyProcess } from '../certificates/processes.js';
import { hasStates } from '../model/written.js';
import { type Files, NO_FILES, type PinnedFile } from '../spec/files/port.js';
import { readSpec } from '../spec/read.js';
import type { Reading } from '../spec/types.js';
import { generate } from './generate/family.js';

/**
 * One after the other; none if the text has no problem.
 *
 * @param source the name of the file. @throws PlanError if a family cannot be generated
 */
export function* certificatesOf(
  { bandit, mdp, family }: Pick<Reading, 'bandit' | 'mdp' | 'family'>,
  source: string,
): Generator<Certified> {
  if (bandit) yield { source, certificate: certifyBandit(bandit) };
  else if (mdp) yield { source, certificate: certifyProcess(mdp) };
  else if (family) {
    for (const [n, each] of generate(family).instances.entries()) {
      const certificate = hasStates(each) ? certifyProcess(each) : certifyBandit(each);
      yield { source, instance: n + 1, certificate };
    }
  }
}

/** The order for certificates. Survives `structuredClone`. */
export interface ProofOrder {
  /** The version of the program. */
  readonly version: string;
  /** The name of the spec's file. */
  readonly file: string;
  readonly text: string;
  /** The files that the text names. */
  readonly files?: readonly PinnedFile[];
}

/**
 * The bytes of a file of certificates.
 *
 * @param sha256 the hash of a text, in hexadecimal digits
 * @throws PlanError if a family cannot be generated; Error if the text has errors or no problem.
 */
export function proofFile(
  { version, file, text }: ProofOrder,
  sha256: (text: string) => string,
  files: Files = NO_FILES,
): Uint8Array {
  const reading = readSpec(text, files);
  const error = reading.issues.find(({ severity }) => severity === 'error');
  if (error) throw new Error(error.message);
  const certified = [...certificatesOf(reading, file)];
  if (certified.length === 0)
    throw new Error('There is nothing to prove: no `bandit`, `contexts`, `mdp` or `generate`.');
  return new TextEncoder().encode(certificateText(certified, version, sha256));
}
