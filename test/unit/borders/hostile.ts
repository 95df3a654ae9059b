/** Names that mean something where they arrive. */
import fc from 'fast-check';

export const HOSTILE: readonly string[] = [
  '![](https://127.0.0.1:8443/x.png)',
  '![x](http://127.0.0.1:8443/x.png "t")',
  '[click me](http://example.com)',
  '[run](command:workbench.action.terminal.new)',
  '[x]: http://example.com',
  '<img src=https://127.0.0.1:8443/x.png onerror=alert(1)>',
  '<script>alert(1)</script>',
  '</text></svg><svg onload="alert(1)">',
  '<!-- c -->',
  '<https://example.com>',
  '<me@example.com>',
  'https://example.com/x',
  'HTTP://1.2.3.4',
  'ftp://example.com',
  'www.example.com',
  'WWW.1a.com',
  'me@example.com',
  'a `code` b',
  '``',
  '`',
  'a\n# heading',
  'a\r\n\r\n- item',
  '# heading',
  '- item',
  '1. item',
  '+ item',
  '===',
  '---',
  '> quote',
  '    code',
  '| a | b |',
  '*bold* _it_ ~~gone~~ **b**',
  '_a_',
  'a_b_c',
  '&amp; &#33; &lt;',
  '\\',
  'ends in \\',
  '$(zap) $(sync~spin) \\$(zap)',
  '\x1b]0;title\x07\x1b[2J',
  '\x1b[31mred',
  '\x9b2J',
  'a\rb',
  'a\bb\0c\x7f',
  'abc\u202etxt.exe',
  '\u2066x\u2069',
  'a\u2028b\u2029c',
  '\ud800',
  '\u{e0041}\ufeff',
  'a,b"c\'d;e',
  '=1+1',
  '@SUM(A1)',
  'arm#1',
  'C# 50% a_b $x^2$ {y} ~ \\input{/etc/passwd}',
  "--- '' `` ,, ?` !`",
  '../../etc/passwd',
  'CON',
  ' lead and trail ',
  '中文。',
  'עברית',
  '👩‍👩‍👧',
];

/** Such names, their pieces put together, and any text at all. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc
    .array(
      fc.constantFrom(...HOSTILE, ...'![]()<>`*_~:/.@#-+=|\\&$ \n\t\r"\'', 'a', '1', 'www', 'https', 'com'),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    .map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }),
);

/** What moves, hides or turns around what is beside it. */
export const COMMANDS = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** A name between double quotes, as YAML reads it back. */
export const quoted = (name: string): string =>
  JSON.stringify(name).replace(/\u007f|[\u0080-\u009f]/g, (one) => `\\x${one.charCodeAt(0).toString(16)}`);

/** Those that a file can hold: half of a character is none. */
export const WRITABLE: readonly string[] = HOSTILE.filter((name) => !/\p{Cs}/u.test(name));

const twoActions = (names: readonly string[], n: number, more: string) => {
  const [first, second] = [names[n]!, names[(n + 1) % names.length]!];
  return `{ ${quoted(first)}: { reward: ${n % 5}, features: [${n % 3}, 1]${more} }, ${quoted(second)}: { reward: 1, features: [0, ${n % 4}]${more} } }`;
};

/** A contextual bandit whose contexts and actions have these names, each of two actions. */
export const contextsOf = (names: readonly string[]): string =>
  `contexts:\n${names.map((name, n) => `  ${quoted(name)}: { probability: 1/${names.length}, actions: ${twoActions(names, n, '')} }\n`).join('')}`;

/** A process whose states and actions have these names, each of two actions that lead to the next state. */
export const mdpOf = (names: readonly string[]): string =>
  `mdp:\n  discount: 0.9\n  start: uniform\n  states:\n${names.map((name, n) => `    ${quoted(name)}: ${twoActions(names, n, `, to: ${quoted(names[(n + 1) % names.length]!)}`)}\n`).join('')}`;
