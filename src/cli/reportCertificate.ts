/** The certificates of a report: of its problem, or of every instance of its family, as a file inside the page. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { version } from '../../package.json';
import { type Html, html, htmlLines } from '../borders/html.js';
import { terminal } from '../borders/terminal.js';
import { type Certified, certificateText } from '../certificates/file.js';
import { VERDICT_KINDS } from '../conditions/types.js';
import { certificatesOf } from '../experiment/certify.js';
import { PlanError } from '../experiment/planError.js';
import type { Reading } from '../spec/types.js';
import { complain } from './output.js';

/** In characters: what is longer can be saved from the page, but is not shown in it. */
const MOST_SHOWN = 2e5;
/** In characters: what is longer is not in the page. */
const MOST_KEPT = 2e7;

/** @param file the path of the spec. @returns null: a family cannot be generated, which is reported on the standard error */
export function reportCertificate(reading: Reading, file: string): Html | null {
  try {
    return certificateHtml(reading, basename(file));
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    complain(terminal`${file}: ${error.message}`);
    return null;
  }
}

/** @param name of the spec's file. @throws PlanError if a family cannot be generated */
function certificateHtml(reading: Reading, name: string): Html {
  const certified: Certified[] = [];
  let length = 0;
  for (const one of certificatesOf(reading, name)) {
    certified.push(one);
    length += JSON.stringify(one.certificate).length;
    if (length > MOST_KEPT)
      return html`<p>The certificates have more than ${MOST_KEPT / 1e6} MB, too much for a page: linspg certify FILE writes them.</p>`;
  }
  const text = certificateText(certified, version, (part) => createHash('sha256').update(part).digest('hex'));
  const file = `${name.replace(/\.linspg$/, '')}.proof.json`;
  const bytes = Buffer.from(text);
  const shown = html`<details><summary>Show it here</summary><pre class="data">${htmlLines(text.trimEnd())}</pre></details>`;
  return html`<p>What each verdict rests on as exact numbers: ${counted(certified)}, ${Math.ceil(bytes.length / 1000)} kB.
<a download="${file}" href="data:application/json;base64,${bytes.toString('base64')}">Save ${file}</a>; then <code>python3 checker/check.py</code> checks it.</p>
${text.length > MOST_SHOWN ? [] : shown}`;
}

/** Such as `60 certificates (depends 58, always 2)`. */
function counted(certified: readonly Certified[]): string {
  const kinds = VERDICT_KINDS.flatMap((kind) => {
    const count = certified.filter(({ certificate }) => certificate.verdict === kind).length;
    return count === 0 ? [] : [`${kind} ${count}`];
  });
  return certified.length === 1
    ? `one certificate (${certified[0]!.certificate.verdict})`
    : `${certified.length} certificates (${kinds.join(', ')})`;
}
