/** `linspg certify`: what the verdicts on files and on families rest on, as exact numbers that another program can check. */
import { createHash } from 'node:crypto';
import { version } from '../../package.json';
import { below, type TerminalText, terminal } from '../borders/terminal.js';
import { isClaim } from '../certificates/claim.js';
import { coqText } from '../certificates/coq.js';
import { type Certified, certificateText } from '../certificates/file.js';
import { certificatesOf } from '../experiment/certify.js';
import { PlanError } from '../experiment/planError.js';
import { readSpec } from '../spec/read.js';
import { diagnosticLines, diagnosticsOf, hasErrors } from './diagnostics.js';
import type { CertifyFormat } from './help.js';
import { filesOf, read, UnreadableFile } from './input.js';
import { complain, forProgram, print } from './output.js';
import { styleFor } from './style.js';
import { writeWhole } from './wholeFile.js';

/**
 * @param out the file for the certificates; without it, the standard output
 * @returns the exit status. @throws OutputError
 */
export async function certify(
  files: readonly string[],
  format: CertifyFormat,
  out: string | undefined,
): Promise<number> {
  const certified: Certified[] = [];
  let status = 0;
  for (const file of files) {
    try {
      const found = await certifiedOf(file);
      if (found === null) status = Math.max(status, 1);
      else certified.push(...found);
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      complain(terminal`linspg: ${error.message}`);
      status = 2;
    }
  }
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const text = format === 'coq' ? coqText(certified) : certificateText(certified, version, sha256);
  if (out === undefined) {
    await print(forProgram(text));
    return status;
  }
  writeWhole(out, text);
  await print(below(certified.map(line)));
  return status;
}

/** null: the text has errors, which are reported. @throws UnreadableFile */
async function certifiedOf(file: string): Promise<Certified[] | null> {
  const input = await read(file);
  const reading = readSpec(input.text, filesOf(input));
  const diagnostics = diagnosticsOf(input, [...input.issues, ...reading.issues]);
  if (hasErrors(diagnostics)) {
    for (const one of diagnosticLines(file, diagnostics, styleFor(process.stderr))) complain(one);
    return null;
  }
  try {
    return [...certificatesOf(reading, file)];
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    complain(terminal`${file}: ${error.message}`);
    return null;
  }
}

function line({ source, instance, certificate }: Certified): TerminalText {
  const { claims, verdict, said } = certificate;
  const proved = claims.filter(isClaim).length;
  const name = instance === undefined ? source : `${source}, instance ${instance}`;
  const questions = `${proved} of ${claims.length} questions proved`;
  if (said.kind === verdict) return terminal`${name}: ${verdict} (${questions})`;
  if (said.basis !== 'proved')
    return terminal`${name}: the verdict ${said.kind} is numerical, and the certificate claims only what is proved (${questions})`;
  const left = [...new Set(claims.flatMap((each) => (isClaim(each) ? [] : [each.because])))].join(', ');
  return terminal`${name}: the verdict ${said.kind} is proved, but the certificate leaves open what it rests on: ${left} (${questions})`;
}
