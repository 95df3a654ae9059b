/** The origin of exported numbers: enough to make them again. */
import { visible } from '../borders/visible.js';
import type { PinnedFile } from '../spec/files/port.js';
import type { RunFacts } from './types.js';

export interface Provenance {
  /** The version of the program. */
  readonly version: string;
  /** The name of the spec's file. */
  readonly file: string;
  /** The seeds of the runs, ascending, each once. */
  readonly seeds: readonly number[];
  /** The spec, as it was run. */
  readonly text: string;
  /** The files of numbers that the text names; absent if there are none. */
  readonly numbers?: readonly { readonly path: string; readonly sha256: string }[];
}

export function provenanceOf(
  version: string,
  file: string,
  text: string,
  results: readonly { readonly facts: RunFacts }[],
  files: readonly Pick<PinnedFile, 'written' | 'hash'>[] = [],
): Provenance {
  const seeds = [...new Set(results.map(({ facts }) => facts.seed))].sort((a, b) => a - b);
  const numbers = files.map(({ written, hash }) => ({ path: written, sha256: hash }));
  return { version, file, seeds, text, ...(numbers.length > 0 && { numbers }) };
}

/** Lines for the comments of any format: one entry a line, and no line with a line break. */
export function provenanceLines({ version, file, seeds, text, numbers = [] }: Provenance): string[] {
  const shown = seeds.slice(0, 20).join(', ') + (seeds.length > 20 ? ', …' : '');
  return [
    `Made by Lin-SPG ${version}`,
    `file: ${visible(file)}`,
    ...(shown === '' ? [] : [`seed: ${shown}`]),
    ...numbers.map(({ path, sha256 }) => `numbers: ${visible(path)}, SHA-256 ${sha256}`),
    'spec:',
    ...text.trimEnd().split(/\r\n|\r|\n/),
  ];
}
