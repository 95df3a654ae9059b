/** Results as Apache Parquet: the table of `pointsOf`, for pandas, Polars, DuckDB, R and Spark. A value that is not finite is null. */
import { type BasicType, type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { type Column, pointsOf } from './points.js';
import type { Provenance } from './provenance.js';

const TYPES: Record<Column['kind'], BasicType> = {
  count: 'INT32',
  seed: 'INT64',
  number: 'DOUBLE',
  text: 'STRING',
};

/** The provenance is the key-value metadata of the file. The same arguments give the same bytes. */
export function toParquet(
  { version, file, seeds, text, numbers }: Provenance,
  ...points: Parameters<typeof pointsOf>
): Uint8Array {
  const buffer = parquetWriteBuffer({
    columnData: pointsOf(...points).map(sourceOf),
    kvMetadata: [
      { key: 'linspg.file', value: file },
      { key: 'linspg.seeds', value: seeds.join(', ') },
      { key: 'linspg.spec', value: text },
      ...(numbers ? [{ key: 'linspg.numbers', value: JSON.stringify(numbers) }] : []),
    ],
    createdBy: `linspg version ${version}`,
  });
  return new Uint8Array(buffer);
}

function sourceOf({ name, kind, values }: Column): ColumnSource {
  const data = values.map((value) => {
    if (typeof value === 'string') return value;
    if (kind === 'seed') return BigInt(value);
    return Number.isFinite(value) ? value : null;
  });
  return { name, type: TYPES[kind], nullable: kind === 'number', data };
}
