/** Data of an experiment as text, each format with what it came from. */
import { csvComment } from '../borders/csv.js';
import { toCsv } from '../experiment/csv.js';
import { problemsOf } from '../experiment/generate/problems.js';
import { toJson } from '../experiment/json.js';
import { type Provenance, provenanceLines } from '../experiment/provenance.js';
import type { RunResult } from '../experiment/types.js';
import type { ChartedExperiment } from '../shared/messages.js';
import { readSpec } from '../spec/read.js';

/** Comments, then the table: pandas and DuckDB read it with `comment="#"`, R with `comment.char="#"`. */
export function csvFile({ subject, results }: ChartedExperiment, provenance: Provenance): string {
  const head = provenanceLines(provenance).map((line) => `${csvComment(line)}\n`);
  return head.join('') + toCsv(subject.actions, results);
}

export function jsonFile({ subject, text, results }: ChartedExperiment, provenance: Provenance): string {
  const { title, bandit, mdp, family } = readSpec(text);
  const ended = results.filter((run): run is RunResult => run.ending !== null && run.milliseconds !== null);
  const isThere = bandit !== null || mdp !== null || family !== null;
  const problems = isThere ? problemsOf({ bandit, mdp, family }) : null;
  const value = problems ? toJson({ file: subject.fileName, title, problems, family }, ended) : {};
  return `${JSON.stringify({ provenance, ...value }, null, 1)}\n`;
}
