/** A page of the documentation for a terminal: text, without pictures. */
import { type TerminalText, terminal, terminalLines } from '../../borders/terminal.js';
import { plainWords } from '../../server/plainWords.js';
import type { Style } from '../style.js';

const HEADING = /^#{1,6} /;

/** The first heading. */
export function titleOf(markdown: string): string {
  const heading = markdown.split('\n').find((line) => HEADING.test(line)) ?? '';
  return plainWords(heading);
}

export function pageOnTerminal(markdown: string, style: Style): TerminalText {
  // Every second part is the content of a fence.
  const parts = withoutPictures(markdown).split(/^```[^\n]*\n([\s\S]*?)^```$/m);
  const shown = parts.flatMap((part, index) =>
    index % 2 === 1 ? [code(part)] : blocksOf(part).map((block) => blockOnTerminal(block, style)),
  );
  return shown.reduce((all, one) => terminal`${all}\n${one}`);
}

function blocksOf(text: string): string[] {
  return text
    .split(/\n{2,}/)
    .map((block) => block.replace(/^\n+|\s+$/g, ''))
    .filter((block) => block !== '');
}

/** Including its line end. */
function blockOnTerminal(block: string, style: Style): TerminalText {
  // Code is printed literally.
  if (block.startsWith('    ')) return terminal`${terminalLines(block)}\n`;
  const words = plainWords(linksInWords(block));
  return HEADING.test(block) ? terminal`${style('bold', words)}\n` : terminal`${terminalLines(words)}\n`;
}

function code(text: string): TerminalText {
  return terminalLines(text.replace(/^(?=.)/gm, '    '));
}

function withoutPictures(markdown: string): string {
  return markdown.replace(/^!\[[^\]]*\]\([^)]*\)$/gm, '');
}

/** Links to pages and files become their words, since other pages are asked for by name and other files are in the package. */
function linksInWords(block: string): string {
  return block.replace(/\[([^\]]*)\]\((?!\w+:)([^)#]+)(?:#[^)]*)?\)/g, '$1');
}
