/** The data of an experiment as a file; each format includes the provenance of the data. */
import { csvComment } from '../borders/csv.js';
import { type Files, NO_FILES, type PinnedFile } from '../spec/files/port.js';
import { readSpec } from '../spec/read.js';
import { toCsv } from './csv.js';
import { problemsOf } from './generate/problems.js';
import { toJson } from './json.js';
import { toParquet } from './parquet.js';
import { type Provenance, provenanceLines, provenanceOf } from './provenance.js';
import type { OpenRun, RunResult } from './types.js';

export type DataFormat = 'csv' | 'json' | 'parquet';

/** The order for a file. Survives `structuredClone`. */
export interface DataOrder {
  readonly format: DataFormat;
  /** The version of the program. */
  readonly version: string;
  /** The name of the spec's file. */
  readonly file: string;
  /** The spec, as it was run. */
  readonly text: string;
  /** The files that the text names. */
  readonly files?: readonly PinnedFile[];
  /** Names of the K actions. */
  readonly actions: readonly string[];
  readonly results: readonly OpenRun[];
}

/**
 * The bytes of the file. CSV and Parquet have every recorded iteration, JSON only the runs that have ended.
 *
 * @throws PlanError if the family of the text cannot be generated; Error if a file of numbers that JSON repeats has changed.
 */
export function dataFile(
  { format, version, file, text, files: named, actions, results }: DataOrder,
  files: Files = NO_FILES,
): Uint8Array {
  const provenance = provenanceOf(version, file, text, results, named);
  switch (format) {
    case 'csv':
      return bytes(csvFile(provenance, actions, results));
    case 'json':
      return bytes(jsonFile(provenance, results, files));
    case 'parquet':
      return toParquet(provenance, actions, results);
  }
}

/** Comments, then the table: pandas and DuckDB read it with `comment="#"`, R with `comment.char="#"`. */
function csvFile(provenance: Provenance, actions: readonly string[], results: readonly OpenRun[]): string {
  const head = provenanceLines(provenance).map((line) => `${csvComment(line)}\n`);
  return head.join('') + toCsv(actions, results);
}

function jsonFile(provenance: Provenance, results: readonly OpenRun[], files: Files): string {
  const { file, text } = provenance;
  const { title, bandit, mdp, family, issues: found } = readSpec(text, files);
  const unread = found.find(({ code }) => code === 'file');
  if (unread) throw new Error(unread.message);
  const ended = results.filter((run): run is RunResult => run.ending !== null && run.milliseconds !== null);
  const isThere = bandit !== null || mdp !== null || family !== null;
  const problems = isThere ? problemsOf({ bandit, mdp, family }) : null;
  const value = problems ? toJson({ file, title, problems, family }, ended) : {};
  return `${JSON.stringify({ provenance, ...value }, null, 1)}\n`;
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
