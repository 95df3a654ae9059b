/** Parquet holds what CSV holds, with types, as a reader of its own reads it. */
import { parquetMetadata, parquetReadObjects, parquetSchema } from 'hyparquet';
import { expect, test } from 'vitest';
import { toCsv } from '../../../src/experiment/csv.js';
import { toParquet } from '../../../src/experiment/parquet.js';
import { provenanceOf } from '../../../src/experiment/provenance.js';
import type { RunResult } from '../../../src/experiment/types.js';
import { result } from './recordings.js';

const NAMES = ['left', 'a "b", c'];
const results = [
  result({ 0: 0.25, 10: 0.1 + 0.2 }, { index: 0, seed: 2 ** 53 - 1, label: 'η = 1' }),
  result({ 0: 1, 4: Number.POSITIVE_INFINITY }, { index: 1, instance: 3, repeat: 2, learningRate: null }),
];

const written = (runs: readonly RunResult[] = results, only?: ReadonlySet<number>) =>
  toParquet(provenanceOf('1.2.3', 'x.linspg', 'title: x\n', runs), NAMES, runs, only);

const fileOf = (bytes: Uint8Array) => bytes.slice().buffer;

async function read(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: fileOf(bytes) });
}

test('every row and column is that of the CSV, every number to the last bit', async () => {
  const [header, ...lines] = toCsv(NAMES, results).trim().split('\n');
  const rows = await read(written());
  expect(rows).toHaveLength(lines.length);
  const columns = header!.replace('"policy a ""b"", c"', 'policy a "b"; c').split(',');
  const names = columns.map((name) => name.replace(';', ','));
  rows.forEach((row, n) => {
    expect(Object.keys(row)).toEqual(names);
    const fields = lines[n]!.split(',');
    names.forEach((name, column) => {
      expect(String(row[name] ?? '')).toBe(fields[column]);
    });
  });
});

test('columns have the types that are documented', () => {
  const { children } = parquetSchema(parquetMetadata(fileOf(written())));
  const types = Object.fromEntries(
    children.map(({ element: { name, type, repetition_type } }) => [name, `${type} ${repetition_type}`]),
  );
  expect(types).toMatchObject({
    run: 'INT32 REQUIRED',
    label: 'BYTE_ARRAY REQUIRED',
    learningRate: 'DOUBLE OPTIONAL',
    seed: 'INT64 REQUIRED',
    iteration: 'INT32 REQUIRED',
    gap: 'DOUBLE OPTIONAL',
    'policy left': 'DOUBLE OPTIONAL',
    'theta 2': 'DOUBLE OPTIONAL',
  });
});

test('what is not finite is null, and a seed is exact up to 2⁵³ − 1', async () => {
  const rows = await read(written());
  expect(rows.map(({ gap }) => gap)).toEqual([0.25, 0.1 + 0.2, 1, null]);
  expect(rows.map(({ learningRate }) => learningRate)).toEqual([0.5, 0.5, null, null]);
  expect(rows[0]!.seed).toBe(9007199254740991n);
});

test('it says what it came from', () => {
  const { created_by, key_value_metadata } = parquetMetadata(fileOf(written()));
  expect(created_by).toBe('linspg version 1.2.3');
  expect(key_value_metadata).toContainEqual({ key: 'linspg.spec', value: 'title: x\n' });
});

test('chosen iterations are written alone', async () => {
  expect((await read(written(results, new Set([10])))).map(({ iteration }) => iteration)).toEqual([10]);
});

test('more than one row group reads back whole', async () => {
  const many = Array.from({ length: 1500 }, (_, index) => result({ 0: 1 / (index + 1), 10: 0 }, { index }));
  const rows = await read(written(many));
  expect(rows.map(({ gap }) => gap)).toEqual(many.flatMap(({ recording }) => recording.gap));
});

test('without a row it is a table all the same', async () => {
  expect(await read(written([]))).toEqual([]);
});
