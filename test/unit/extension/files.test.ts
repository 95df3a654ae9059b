import { execFileSync } from 'node:child_process';
import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { provenanceOf } from '../../../src/experiment/provenance.js';
import { csvFile, jsonFile } from '../../../src/extension/files.js';
import { withText } from '../../../src/extension/png.js';
import { charted, chartedRun } from '../charted.js';

const text = `title: "Two, and # more"
bandit:
  actions:
    a1: { reward: 1, features: [1, 0] }
    "a,2": { reward: 0, features: [0, 1] }
run: { seed: 5 }
`;
const experiment = charted(1, [chartedRun({ 0: 0.5, 1: 0.25 }, { seed: 5 }), chartedRun({}, {}, null)], {
  text,
});
const provenance = provenanceOf('1.2.3', 'two.linspg', text, experiment.results);

/** Python's own reader, where the machine has one. */
function python(script: string, input: string): string | null {
  try {
    return execFileSync('python3', ['-c', script], {
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

test('CSV begins with the spec in comments, and another reader reads the rest', () => {
  const csv = csvFile(experiment, provenance);
  const head = csv.split('\n').filter((line) => line.startsWith('#'));
  expect(head).toContain('# seed: 0, 5');
  for (const line of text.trimEnd().split('\n')) expect(head).toContain(`# ${line}`);
  const read = python(
    'import csv, json, sys; print(json.dumps(list(csv.DictReader(l for l in sys.stdin if not l.startswith("#")))))',
    csv,
  );
  if (read === null) return;
  const rows = JSON.parse(read) as Record<string, string>[];
  expect(rows.map((row) => [row.iteration, row.gap, row.seed])).toEqual([
    ['0', '0.5', '5'],
    ['1', '0.25', '5'],
  ]);
});

test('JSON holds the runs that have ended, and the spec as it was written', () => {
  const json = JSON.parse(jsonFile(experiment, provenance));
  expect(json.provenance).toEqual({ version: '1.2.3', file: 'two.linspg', seeds: [0, 5], text });
  expect(json.runs).toHaveLength(1);
  expect(json.runs[0].gap).toEqual([0.5, 0.25]);
  expect(Object.keys(json.spec.actions)).toEqual(['a1', 'a,2']);
});

/** One white pixel, by the PNG specification. */
function pixel(): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const check = Buffer.alloc(4);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from([0, 255]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('a PNG takes text in, in a chunk whose check sum another program agrees with', () => {
  const png = Buffer.from(withText(pixel(), 'Comment', 'θ₀ = 0'));
  const at = png.indexOf('iTXt');
  const length = png.readUInt32BE(at - 4);
  const body = png.subarray(at, at + 4 + length);
  expect(body.subarray(4).toString('utf8')).toBe('Comment\0\0\0\0\0θ₀ = 0');
  expect(png.readUInt32BE(at + 4 + length)).toBe(crc32(body));
  expect(png.subarray(-8, -4).toString('latin1')).toBe('IEND');
});

test('what is no PNG is refused', () => {
  expect(() => withText(Buffer.from('no picture at all'), 'Comment', 'x')).toThrow('not a PNG');
});
