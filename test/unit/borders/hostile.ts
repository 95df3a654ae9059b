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
