/** `linspg extract`: the features or rewards of a spec as a file of numbers; the spec that names the file, on the standard output. */
import { writeFile } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { terminal } from '../borders/terminal.js';
import { reasonNotWritten } from '../disk/systemErrors.js';
import { extraction } from '../experiment/extraction.js';
import { applied } from '../spec/applied.js';
import type { Extracted } from '../spec/rewrites/toFile.js';
import { filesOf, folderOf, read } from './input.js';
import { complain, forProgram, print } from './output.js';

/**
 * @param file the spec, which stays as it is.
 * @param path where the numbers go: a new file. The spec names it relative to its own folder.
 * @returns the exit status. @throws OutputError @throws UnreadableFile
 */
export async function extract(file: string, what: Extracted, path: string): Promise<number> {
  const input = await read(file);
  const { text } = input;
  const named = relative(folderOf(input), resolve(path)).split(sep).join('/');
  const answer = extraction({ text, what, path: named, files: [] }, filesOf(input));
  if ('refused' in answer) return refuse(answer.refused);
  try {
    // A file that is there may be named by other texts.
    await writeFile(path, answer.content, { flag: 'wx' });
  } catch (error) {
    return refuse(`cannot write ${path}: ${reasonNotWritten(error)}`);
  }
  for (const note of answer.notes) complain(terminal`linspg: ${path}: ${note}`);
  await print(forProgram(applied(text, answer.edits)));
  return 0;
}

function refuse(reason: string): number {
  complain(terminal`linspg: ${reason}`);
  return 2;
}
