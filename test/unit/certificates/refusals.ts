import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Certified, certificateLines } from '../../../src/certificates/file.js';

const script = path.resolve(import.meta.dirname, '../../../checker/check.py');

export const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export function linesOf(certified: readonly Certified[]): string[] {
  return certificateLines(certified, '0', sha256);
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
