/** Files of numbers, those of NumPy as it wrote them (test/fixtures/arrays/make.py). */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it, test } from 'vitest';
import type { FormatFault } from '../../../src/formats/fault.js';
import type { NumberArray, NumberFile } from '../../../src/formats/numbers.js';
import { readNumbers } from '../../../src/formats/read.js';
import { writeNpy } from '../../../src/formats/writeNpy.js';
import { crc32 } from '../../../src/formats/zipSums.js';
import { toFraction } from '../../../src/model/rational.js';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/arrays/${name}`, import.meta.url));

function fileOf(name: string, bytes: Uint8Array = fixture(name)): NumberFile {
  const read = readNumbers(name, bytes);
  if ('fault' in read) throw new Error(JSON.stringify(read.fault));
  return read;
}

function faultOf(name: string, content: string | Uint8Array = fixture(name)): FormatFault | null {
  const read = readNumbers(name, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  return 'fault' in read ? read.fault : null;
}

const only = (file: NumberFile): NumberArray => file.arrays.get('')!;
const valuesOf = (array: NumberArray) => Array.from({ length: array.size }, (_, k) => array.value(k));
const literalsOf = (array: NumberArray) =>
  Array.from({ length: array.size }, (_, k) => array.real(k).literal);
const text = (name: string, content: string) => fileOf(name, new TextEncoder().encode(content));

describe('an array of NumPy', () => {
  it.each(['i1', 'i2', 'i4', 'i8', 'f2', 'f4', 'f8'])('of type %s is read in either byte order', (type) => {
    for (const name of [`${type}.npy`, `big-${type}.npy`]) {
      const array = only(fileOf(name));
      expect([array.shape, valuesOf(array)]).toEqual([
        [2, 3],
        [0, 1, -2, 3, -100, 5],
      ]);
    }
  });

  it.each(['u1', 'u2', 'u4', 'u8'])('of type %s is read', (type) => {
    expect(valuesOf(only(fileOf(`${type}.npy`)))).toEqual([0, 1, 2, 3, 200, 5]);
  });

  it('of truths has ones and zeros', () => {
    expect(valuesOf(only(fileOf('bool.npy')))).toEqual([1, 0, 0, 1]);
  });

  it('of any version of the format is read', () => {
    for (const name of ['version-2.npy', 'version-3.npy'])
      expect(valuesOf(only(fileOf(name)))).toEqual([1.5, -2.5]);
  });

  it('in Fortran order has the entries of the same in C order', () => {
    const array = only(fileOf('fortran.npy'));
    expect(array.shape).toEqual([2, 3, 4]);
    expect(valuesOf(array)).toEqual(Array.from({ length: 24 }, (_, k) => k));
  });

  it('of one number has no axes', () => {
    expect([only(fileOf('scalar.npy')).shape, valuesOf(only(fileOf('scalar.npy')))]).toEqual([[], [0.9]]);
  });

  it('of whole numbers keeps those that no double is', () => {
    expect(literalsOf(only(fileOf('widest.npy')))).toEqual([
      '9223372036854775807',
      '-9223372036854775808',
      '9007199254740993',
    ]);
  });

  it('of doubles is exactly these doubles, and shows them short', () => {
    const array = only(fileOf('tenths.npy'));
    expect(literalsOf(array)).toEqual(['0.1', '0.2', '0.3', '-0.1', '5e-324', '1e+300']);
    const exact = (k: number) => toFraction(array.real(k)).toFraction();
    // 0.1 is 3602879701896397 · 2⁻⁵⁵ (Python: (0.1).as_integer_ratio()).
    expect([exact(0), exact(3)]).toEqual([
      '3602879701896397/36028797018963968',
      '-3602879701896397/36028797018963968',
    ]);
    expect(exact(4)).toBe(`1/${2n ** 1074n}`);
    expect(BigInt(exact(5))).toBe(BigInt(1e300));
  });

  it('of halves keeps the least, the greatest and the nearest to a third', () => {
    // 1365 · 2⁻¹², the half next to 1/3.
    expect(valuesOf(only(fileOf('small-halves.npy')))).toEqual([2 ** -24, 65504, 1365 / 4096]);
  });
});

describe('an archive of NumPy', () => {
  it.each(['chain.npz', 'chain-ass.npz', 'chain-fortran.npz'])('%s has its arrays by name', (name) => {
    const { arrays } = fileOf(name);
    expect([...arrays.keys()].sort()).toEqual(['P', 'gamma', 'phi', 'r', 'rho']);
    expect(arrays.get('P')!.size).toBe(32);
    expect(valuesOf(arrays.get('rho')!)).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  /** One small entry, named so often in the directory, where each may say of itself how long it is. */
  const named = (times: number, size: number) => {
    const archive = Buffer.from(zipSync({ 'a.npy': Buffer.alloc(10) }));
    const directory = archive.lastIndexOf('PK\x01\x02');
    const end = archive.lastIndexOf('PK\x05\x06');
    const record = archive.subarray(directory, end);
    record.writeUInt32LE(size, 24);
    const tail = Buffer.from(archive.subarray(end));
    tail.writeUInt16LE(times, 8);
    tail.writeUInt16LE(times, 10);
    return Buffer.concat([archive.subarray(0, directory), ...Array<Buffer>(times).fill(record), tail]);
  };

  it('that would take much more room unpacked is not, whether one entry does or all together', () => {
    const most = 512_000_000;
    expect(faultOf('x.npz', named(1, most + 1))).toEqual({ code: 'zip-size', bytes: most + 1, most });
    expect(faultOf('x.npz', named(60, 1e7))).toEqual({ code: 'zip-size', bytes: 6e8, most });
    expect(faultOf('x.npz', named(1, 10))).toMatchObject({ code: 'npy-magic' });
  });

  it('that is cut off or none at all is told', () => {
    const whole = fixture('chain.npz');
    expect(faultOf('x.npz', whole.subarray(0, whole.length - 30))).toEqual({ code: 'zip' });
    expect(faultOf('x.npz', 'P = 1')).toEqual({ code: 'zip' });
  });

  it('of which one bit of a number has changed is told, compressed or not', () => {
    const npy = fixture('f8.npy');
    const whole = zipSync({ 'a.npy': npy }, { level: 0 });
    expect(faultOf('x.npz', whole)).toBeNull();
    whole[Buffer.from(whole).indexOf('NUMPY') + npy.length - 4]! ^= 1;
    expect(faultOf('x.npz', whole)).toEqual({ code: 'zip-sum', array: 'a' });
    // A compressed archive whose sum is another.
    const packed = Buffer.from(zipSync({ 'a.npy': npy }));
    packed[packed.lastIndexOf('PK\x01\x02') + 16]! ^= 1;
    expect(faultOf('x.npz', packed)).toEqual({ code: 'zip-sum', array: 'a' });
  });

  it('has the sum that ZIP defines: 0xcbf43926 of the digits 1 to 9', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  });
});

describe('a table of text', () => {
  const table = '0,-2\n-1,0.50\n1/3,1e-6\n';

  it('has its numbers as they are written, exactly', () => {
    const array = only(text('x.csv', table));
    expect(array.shape).toEqual([3, 2]);
    expect(literalsOf(array)).toEqual(['0', '-2', '-1', '0.50', '1/3', '1e-6']);
    expect(toFraction(array.real(4)).toFraction()).toBe('1/3');
  });

  it('may have tabs, semicolons, blanks, quotes, comments, a byte order mark and any line ends', () => {
    const same = literalsOf(only(text('x.csv', table)));
    for (const [name, content] of [
      ['x.tsv', table.replaceAll(',', '\t')],
      ['x.csv', table.replaceAll(',', ';')],
      ['x.CSV', table.replaceAll(',', ' , ')],
      ['x.csv', table.replaceAll('\n', '\r\n')],
      ['x.csv', `\uFEFF${table}`],
      ['x.csv', `# two columns\n\n${table}\n`],
      ['x.csv', table.replace('0,-2', '"0","-2"')],
    ] as const)
      expect(literalsOf(only(text(name, content)))).toEqual(same);
  });

  it('may have a header, and names in its first column', () => {
    for (const content of [
      'x,y\n1,2\n3,4\n',
      'name,x,y\nup,1,2\n"down, ""left""",3,4\n',
      ',x,y\n0,1,2\n1,3,4\n',
    ])
      expect(literalsOf(only(text('x.csv', content)))).toEqual(['1', '2', '3', '4']);
    expect(text('x.csv', 'up,1\n"down, ""left""",3\n').names.get('')).toEqual(['up', 'down, "left"']);
    expect(text('x.csv', 'x\n1\n2\n').names.size).toBe(0);
    expect(only(text('rewards.csv', fixture('rewards.csv').toString())).shape).toEqual([4, 1]);
  });

  it.each([
    ['x.csv', '0,1\n1,2\n3,x\n', { code: 'cell', row: 3, column: 2, found: 'x' }],
    ['x.csv', 'a,b\n1,2\n\n3,\n', { code: 'cell', row: 4, column: 2, found: '' }],
    ['x.csv', 'x1,x2\n', { code: 'no-numbers', row: 1, found: 'x1, x2' }],
    ['x.csv', '1,2\n3,nan\n', { code: 'cell', row: 2, column: 2, found: 'nan' }],
    ['x.tsv', '1\t2\n3,4\t5\n', { code: 'cell', row: 2, column: 1, found: '3,4' }],
    ['x.csv', '1,2\n3\n', { code: 'row-length', row: 2, found: 1, expected: 2 }],
    ['x.csv', '1,2\n"3,4\n', { code: 'quote', row: 2 }],
    ['x.csv', ' \n', { code: 'empty' }],
    ['x.csv', '# nothing\n', { code: 'empty' }],
  ])('%s %j is told at its row and column', (name, content, fault) => {
    expect(faultOf(name, content)).toMatchObject(fault);
  });

  it('keeps an empty field between tabs before one in quotes', () => {
    expect(faultOf('x.tsv', '1\t2\t3\n\t"5"\t6\n')).toMatchObject({
      code: 'cell',
      row: 2,
      column: 1,
      found: '',
    });
  });

  it('has fields in quotes of any length', () => {
    const [long, marks] = ['x'.repeat(9e6), '""'.repeat(3e6)];
    const { names, arrays } = text('x.csv', `"${long}",1\n"${marks}",2\n`);
    expect(names.get('')!.map(({ length }) => length)).toEqual([9e6, 3e6]);
    expect(literalsOf(arrays.get('')!)).toEqual(['1', '2']);
  });

  it('of more numbers or bytes than are kept as text is told before they are read', () => {
    const many = { code: 'many-numbers', most: 2e6 };
    expect(faultOf('x.csv', '1,'.repeat(2e6))).toEqual(many);
    expect(faultOf('x.json', `[${'1,'.repeat(4e6)}1]`)).toEqual(many);
    expect(faultOf('x.csv', new Uint8Array(64e6 + 1))).toEqual({
      code: 'text-size',
      bytes: 64e6 + 1,
      most: 64e6,
    });
  });

  it('has to be UTF-8', () => {
    expect(faultOf('x.csv', Uint8Array.of(0x31, 0xff))).toEqual({ code: 'encoding' });
  });
});

describe('JSON', () => {
  it('has its numbers as they are written, exactly, by name', () => {
    const { arrays, names } = text(
      'x.json',
      '{"P": [[0.10, 1e2], ["1/3", -5]], "gamma": 0.9, "states": ["up", "d\\u00f6wn"], "about": "a title"}',
    );
    expect([...arrays.keys()]).toEqual(['P', 'gamma']);
    expect(literalsOf(arrays.get('P')!)).toEqual(['0.10', '1e2', '1/3', '-5']);
    expect([arrays.get('P')!.shape, arrays.get('gamma')!.shape]).toEqual([[2, 2], []]);
    expect(names.get('states')).toEqual(['up', 'döwn']);
  });

  it('has texts of any length, with any marks', () => {
    const { names, arrays } = text(
      'x.json',
      `{"about": "${'\\"\\\\'.repeat(2e6)}", "title": "${'x'.repeat(9e6)}", "states": ["a\\\\", "\\"b"], "r": [1]}`,
    );
    expect(names.get('states')).toEqual(['a\\', '"b']);
    expect(literalsOf(arrays.get('r')!)).toEqual(['1']);
  });

  it('of one list has no names', () => {
    expect(only(text('x.json', ' [1, [2]] '.replace('[2]', '2'))).shape).toEqual([2]);
  });

  it.each([
    ['{"P": [1, NaN]}', { code: 'json', row: 1, column: 11, found: 'NaN' }],
    ['[1,\n 2,,]', { code: 'json', row: 2, column: 4, found: ',' }],
    ['[1, 2', { code: 'json', row: 1, column: 6, found: '' }],
    ['[01]', { code: 'json', row: 1, column: 2, found: '01' }],
    ['// no\n[1]', { code: 'json', row: 1, column: 1, found: '/' }],
    ["{'P': 1}", { code: 'json', row: 1, column: 2, found: "'" }],
    ['[1] 2', { code: 'json', row: 1, column: 5, found: '2' }],
    ['[[1, 2], [3]]', { code: 'ragged', at: { array: '', indices: [1] } }],
    ['{"P": [[1], 2]}', { code: 'ragged', at: { array: 'P', indices: [1] } }],
    ['{"P": [1, [2]]}', { code: 'ragged', at: { array: 'P', indices: [1] } }],
    ['{"P": [1, null]}', { code: 'entry', at: { array: 'P', indices: [1] }, found: 'null' }],
    ['{"P": [1, "x"]}', { code: 'entry', at: { array: 'P', indices: [1] }, found: 'x' }],
    ['[1e999]', { code: 'entry', at: { array: '', indices: [0] }, found: '1e999' }],
    ['['.repeat(10_000), { code: 'nesting' }],
  ])('%s is told at its place', (content, fault) => {
    expect(faultOf('x.json', content)).toMatchObject(fault);
  });
});

test('what JSON.parse takes is read, and nothing else', () => {
  const pieces = [
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    '"a"',
    '"\\u00e9"',
    '"\\x"',
    '1',
    '-0.5e3',
    '01',
    '1.',
    '+1',
    '//',
    'true',
    'nul',
    ' ',
    '\n',
    '\u00a0',
  ];
  const valid = fc.json({ maxDepth: 3 });
  const broken = fc.array(fc.constantFrom(...pieces), { maxLength: 9 }).map((all) => all.join(''));
  const isJson = (content: string) => {
    try {
      JSON.parse(content);
      return true;
    } catch {
      return false;
    }
  };
  fc.assert(
    fc.property(fc.oneof(valid, broken), (content) => {
      const code = faultOf('x.json', `{"left out": {"inside": ${content}}}`)?.code;
      expect(code === 'json').toBe(!isJson(`{"left out": {"inside": ${content}}}`));
    }),
    { numRuns: 1000 },
  );
});

describe('what is none that is read', () => {
  it.each([
    ['complex.npy', { code: 'npy-type', type: '<c16' }],
    ['words.npy', { code: 'npy-type', type: '<U2' }],
    ['record.npy', { code: 'npy-type' }],
    ['nan.npy', { code: 'not-finite', at: { array: '', indices: [1, 0] }, found: 'NaN' }],
  ])('%s is told', (name, fault) => {
    expect(faultOf(name)).toMatchObject(fault);
  });

  it('of a .npy that is cut off, too long, of another version or of no header is told', () => {
    const whole = fixture('f8.npy');
    const changed = (at: number, byte: number) =>
      Uint8Array.from(whole, (each, k) => (k === at ? byte : each));
    expect(faultOf('x.npy', whole.subarray(0, whole.length - 1))).toMatchObject({
      code: 'npy-size',
      expected: 48,
      found: 47,
    });
    expect(faultOf('x.npy', Uint8Array.from([...whole, 0]))).toMatchObject({ code: 'npy-size', found: 49 });
    expect(faultOf('x.npy', whole.subarray(0, 30))).toMatchObject({ code: 'npy-header' });
    expect(faultOf('x.npy', changed(6, 4))).toMatchObject({ code: 'npy-version', version: '4.0' });
    expect(faultOf('x.npy', changed(12, 0))).toMatchObject({ code: 'npy-header' });
    expect(faultOf('x.npy', '0,1\n')).toMatchObject({ code: 'npy-magic' });
  });

  it('of a .npy whose header gives no lengths of axes, or more axes than NumPy has, is told', () => {
    const of = (shape: string) => {
      const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape}), }`;
      return Buffer.concat([
        Uint8Array.of(0x93, ...Buffer.from('NUMPY'), 1, 0, header.length & 0xff, header.length >> 8),
        Buffer.from(header),
        Buffer.alloc(8),
      ]);
    };
    expect(faultOf('x.npy', of('1,'))).toBe(null);
    expect(faultOf('x.npy', of(''))).toBe(null);
    const huge = `1${'0'.repeat(200)}`;
    for (const shape of ['1 2,', `${huge}, ${huge}, 0`, '1,,1', '1,'.repeat(65)])
      expect(faultOf('x.npy', of(shape))).toMatchObject({ code: 'npy-header' });
  });

  it('of a .npy of more numbers than a problem has is told', () => {
    const header = `{'descr': '|b1', 'fortran_order': False, 'shape': (50000001,), }`;
    const bytes = new Uint8Array(10 + header.length + 50_000_001);
    bytes.set([0x93, ...Buffer.from('NUMPY'), 1, 0, header.length, 0, ...Buffer.from(header)]);
    expect(faultOf('x.npy', bytes)).toEqual({
      code: 'npy-numbers',
      array: '',
      found: 50_000_001,
      most: 5e7,
    });
  });

  it('by the ending of its name is told', () => {
    for (const name of ['x.xlsx', 'x', 'x.mat']) expect(faultOf(name, '1')).toEqual({ code: 'format' });
  });
});

describe('a .npy that is written', () => {
  const ascii = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

  it('has the bytes that NEP 1 asks for', () => {
    const bytes = writeNpy([2, 1], [1, -0.5]);
    // The magic string, version 1.0, and the length of the header, little-endian, so that the numbers begin at a multiple of 64.
    expect([...bytes.subarray(0, 10)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0]);
    const header = ascii(bytes.subarray(10, 128));
    expect(header).toBe(`${"{'descr': '<f8', 'fortran_order': False, 'shape': (2, 1), }".padEnd(117)}\n`);
    // IEEE 754 binary64, little-endian: 1 is 0x3ff0000000000000, −0.5 is 0xbfe0000000000000.
    expect([...bytes.subarray(128)]).toEqual([0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0xe0, 0xbf]);
  });

  it('writes one axis as a tuple of one', () => {
    expect(ascii(writeNpy([3], [0, 0, 0]))).toContain("'shape': (3,), }");
  });

  it('is read back as the same doubles', () => {
    const values = [0.1, -5e-324, 1.7976931348623157e308, 1 / 3, 0, 2 ** 53];
    const array = only(readNumbers('x.npy', writeNpy([2, 3], values)) as NumberFile);
    expect([array.shape, valuesOf(array)]).toEqual([[2, 3], values]);
  });
});
