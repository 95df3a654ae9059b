/** Pages of the documentation on a terminal. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pageOnTerminal, titleOf } from '../../../src/cli/explain/page.js';
import { styleFor } from '../../../src/cli/style.js';

const plain = styleFor({ isTTY: false } as NodeJS.WriteStream);
const shown = (markdown: string) => pageOnTerminal(markdown, plain).source;
const pages = readdirSync('docs').filter((name) => name.endsWith('.md'));

describe.each(pages)('%s', (page) => {
  const markdown = readFileSync(join('docs', page), 'utf8');
  const words = shown(markdown);

  test('shows no picture, no link and no mark of a heading', () => {
    const besideCode = words.replace(/^ {4}.*$/gm, '');
    expect(besideCode).not.toMatch(/!\[|\]\(|^#{1,6} /m);
    expect(words.startsWith(titleOf(markdown))).toBe(true);
  });

  test('shows its code to the letter', () => {
    const code = [...markdown.matchAll(/^ {4}.*$/gm)].map(([line]) => line.trimEnd());
    const fenced = [...markdown.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].flatMap(([, block]) =>
      block!.split('\n').filter((line) => line !== ''),
    );
    const missing = [...code, ...fenced].filter((line) => !words.includes(line));
    expect(missing).toEqual([]);
  });
});

test('a subscript is no emphasis, whatever letters stand around it', () => {
  expect(shown('Σ_a π_θ and Σ_b x_a, but _this_ is.\n')).toBe('Σ_a π_θ and Σ_b x_a, but this is.\n');
});
