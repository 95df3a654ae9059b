/** Certificates of which one thing is changed: each number, each list, each claim, each verdict. */

/** A record as JSON. */
type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Mutant {
  /** Where in the certificate, and what was done. */
  readonly what: string;
  readonly lines: readonly string[];
}

const NUMBER = /^-?\d+(?:\/\d+)?$/;
const VERDICTS = ['never', 'depends', 'always', 'undecided'];
const CLAIMS: readonly (readonly [string, string])[] = [
  ['exposed', 'not-exposed'],
  ['order', 'not-ordered'],
  ['trap', 'no-trap'],
  ['optimal', 'trap'],
  ['optimal', 'no-trap'],
];

/** Of a file as `certificateLines` makes it. */
export function* mutantsOf(lines: readonly string[]): Generator<Mutant> {
  const records = lines.slice(1, -1).map((line) => JSON.parse(line.replace(/,$/, '')) as Json);
  const written = (changed: readonly Json[]) => [
    '[',
    ...changed.map((record, n) => JSON.stringify(record) + (n < changed.length - 1 ? ',' : '')),
    ']',
  ];
  for (const [n, record] of records.entries()) {
    for (const { path, value } of changes(record)) {
      yield { what: `record ${n + 1}${path}`, lines: written(records.with(n, value)) };
    }
    yield { what: `record ${n + 1} left out`, lines: written(records.toSpliced(n, 1)) };
    yield { what: `record ${n + 1} twice`, lines: written(records.toSpliced(n, 0, record)) };
  }
}

interface Change {
  readonly path: string;
  readonly value: Json;
}

/** Every value that differs from this one in one place. */
function* changes(value: Json, key = ''): Generator<Change> {
  if (typeof value === 'string') {
    for (const other of others(value, key)) yield { path: ` → ${other}`, value: other };
  } else if (typeof value === 'number') {
    yield { path: ` → ${value + 1}`, value: value + 1 };
  } else if (Array.isArray(value)) {
    const places = new Set([0, Math.floor(value.length / 2), value.length - 1]);
    for (const place of places) {
      if (value.length > 0) yield { path: ` without ${place}`, value: value.toSpliced(place, 1) };
    }
    for (const [n, entry] of value.entries()) {
      for (const change of changes(entry, key))
        yield { path: `[${n}]${change.path}`, value: value.with(n, change.value) };
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, entry] of Object.entries(value)) {
      for (const change of changes(entry, name))
        yield { path: `.${name}${change.path}`, value: { ...value, [name]: change.value } };
    }
  }
}

function others(text: string, key: string): string[] {
  if (key === 'verdict' && VERDICTS.includes(text)) return VERDICTS.filter((verdict) => verdict !== text);
  if (key === 'claim') return CLAIMS.flatMap(([a, b]) => (a === text ? [b] : b === text ? [a] : []));
  if (key === 'digest') return [text.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))];
  if (!NUMBER.test(text)) return [];
  const [above, below = '1'] = text.split('/').map(BigInt) as [bigint, bigint?];
  const [n, d] = [above, BigInt(below)];
  const changed = [
    [n + d, d],
    [n * 1000n + d, d * 1000n],
    [-n, d],
    [2n * n, d],
    [n, 2n * d],
  ] as const;
  return [...new Set(changed.map(([a, b]) => lowest(a, b)))].filter((other) => other !== text);
}

function lowest(above: bigint, below: bigint): string {
  let [a, b] = [above < 0n ? -above : above, below];
  while (b !== 0n) [a, b] = [b, a % b];
  return below === a ? String(above / a) : `${above / a}/${below / a}`;
}
