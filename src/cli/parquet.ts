import { version } from '../../package.json';
import { toParquet } from '../experiment/parquet.js';
import { provenanceOf } from '../experiment/provenance.js';
import type { RunResult } from '../experiment/types.js';
import { rowNames } from '../model/written.js';
import type { Experiment } from './experiment.js';

/** The recorded points of an experiment as Parquet, with their provenance. */
export function parquetOf(
  { input, problems, files }: Experiment,
  results: readonly RunResult[],
  only?: ReadonlySet<number>,
): Uint8Array {
  const named = files.flatMap(({ path, hash }) => (hash === null ? [] : [{ written: path, hash }]));
  const provenance = provenanceOf(version, input.file, input.text, results, named);
  return toParquet(provenance, rowNames(problems[0]!), results, only);
}
