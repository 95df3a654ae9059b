import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const source = path.resolve(import.meta.dirname, '../../../src');

/** Rooms that find facts; `diagnostics` says them. */
const rooms = ['math', 'conditions', 'flow', 'repair'];

/** A comment, or a string in one of its three forms; a `${…}` may hold strings and braces, two deep. */
const TOKEN =
  /\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}|[^`\\])*`/g;

/** The message of an error that is a fault of the caller, and what the catalogue says of an entry. */
const EXEMPT = /(?:new \w*Error\(|\babout:)\s*$/;

/** Strings of three words or more, of which one at least is written out. */
function sentencesIn(text: string): string[] {
  return [...text.matchAll(TOKEN)]
    .filter(({ 0: token, index }) => !token.startsWith('/') && !EXEMPT.test(text.slice(0, index)))
    .map(([token]) => token.slice(1, -1))
    .filter((literal) => {
      const written = literal.replace(/\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}/g, '0');
      return /\S +\S+ +\S/.test(written) && /\p{L}{2}/u.test(written);
    });
}

test('sentences are told from codes, comments and joined numbers', () => {
  expect(
    sentencesIn(`
      // It's no sentence of the program's.
      const reason = 'Nothing is worse.'; /* "nor is this" */
      const code = { kind: 'too-large', scope: 'one reward' };
      const key = \`\${kind} \${actions.join()} \${gap?.toPrecision(10)}\`;
      throw new RangeError('a fault of the caller');
      const entry = { about:
        'Some word for the catalogue.' };
      const said = \`\${names(\`\${other}\`)} outgrows it along p.\`;
    `),
  ).toEqual(['Nothing is worse.', `\${names(\`\${other}\`)} outgrows it along p.`]);
});

test.each(rooms)('src/%s holds no sentences: it returns codes and data', (room) => {
  const files = readdirSync(path.join(source, room), { recursive: true, encoding: 'utf8' });
  expect(files.length).toBeGreaterThan(0);
  const found = files
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) =>
      sentencesIn(readFileSync(path.join(source, room, name), 'utf8')).map((said) => `${name}: ${said}`),
    );
  expect(found).toEqual([]);
});
