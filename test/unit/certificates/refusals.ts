import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { json } from '../../../src/borders/json.js';
import { type Certified, certificateLines, digestedText } from '../../../src/certificates/file.js';

const script = path.resolve(import.meta.dirname, '../../../checker/check.py');

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export function linesOf(certified: readonly Certified[]): string[] {
  return certificateLines(certified, '0', sha256);
}

/** The same file with the digests that its lines have now, as somebody makes it who changes a certificate on purpose. */
export function redigested(lines: readonly string[]): string[] {
  const records = lines.slice(1, -1).map((line) => line.replace(/,$/, ''));
  let since = 0;
  for (const [n, record] of records.entries()) {
    const parsed: Record<string, unknown> = JSON.parse(record);
    if (parsed.verdict === undefined) continue;
    records[n] = json({ ...parsed, digest: sha256(digestedText(records.slice(since, n))) });
    since = n;
  }
  return ['[', ...records.map((record, n) => record + (n < records.length - 1 ? ',' : '')), ']'];
}

/**
 * What the checker says of each of these certificates, which are written into `folder`: null where all is accepted, else the line and why.
 * @throws Error where it says nothing of one, or fails itself
 */
export async function refusals(
  folder: string,
  files: readonly (readonly string[])[],
): Promise<(string | null)[]> {
  const names = files.map((lines, n) => {
    const name = path.join(folder, `${n}.json`);
    writeFileSync(name, `${lines.join('\n')}\n`);
    return name;
  });
  const printed = await new Promise<string>((resolve, reject) => {
    execFile('python3', [script, ...names], { maxBuffer: 1e9 }, (error, out, said) => {
      if (said || (error && error.code !== 1)) reject(new Error(said || error?.message));
      else resolve(out);
    });
  });
  const refused = new Map(
    printed
      .split('\n')
      .filter((line) => line.includes(': REFUSED, '))
      .map((line) => line.split(': REFUSED, ') as [string, string]),
  );
  const accepted = new Set(
    printed
      .split('\n')
      .filter((line) => line.includes(': accepted: '))
      .map((line) => line.split('.json: ')[0]),
  );
  return names.map((name) => {
    const why = refused.get(name) ?? null;
    if (why === null && !accepted.has(name.replace(/\.json$/, '')))
      throw new Error(`nothing is said of ${name}`);
    return why;
  });
}
