/** A new file beside a text. */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pathOf } from '../dataFiles.js';

/** Why no file can be put beside a text, as a sentence; null: one can. */
export function whyNoFile(uri: string): string | null {
  return pathOf(uri) === null ? 'Save this text first: the file is put into its folder.' : null;
}

/**
 * The name of a file beside a text that does not exist yet, made of the text's name and a suffix: `fails-features.csv`, otherwise `fails-features-2.csv` and so on.
 *
 * @param uri that of a text that is a file.
 */
export function freeFile(
  uri: string,
  behind: string,
  ending: string,
): { readonly name: string; readonly uri: string } {
  const path = pathOf(uri)!;
  const stem = basename(path).replace(/\.linspg$/, '') + behind;
  for (let n = 1; ; n++) {
    const name = `${stem}${n === 1 ? '' : `-${n}`}.${ending}`;
    const location = join(dirname(path), name);
    if (!existsSync(location)) return { name, uri: pathToFileURL(location).href };
  }
}
