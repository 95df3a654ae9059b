/** Writes `syntaxes/linspg.tmLanguage.json`, from which VS Code takes the colours of the language. A part of the build. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { grammar } from '../../src/spec/grammar.js';

export const grammarFile = path.resolve(import.meta.dirname, '../../syntaxes/linspg.tmLanguage.json');

export async function writeGrammar(): Promise<void> {
  await writeFile(grammarFile, `${JSON.stringify(grammar(), null, 2)}\n`);
}
