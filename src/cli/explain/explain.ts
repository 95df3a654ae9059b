/** `linspg explain`: the pages of `docs/` on a terminal, and the meanings of the codes of diagnostics. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { below, type TerminalText, terminal } from '../../borders/terminal.js';
import { CONDITIONS, FIGURES } from '../../conditions/catalogue.js';
import { reasonNotRead } from '../../disk/systemErrors.js';
import { folderOfPages, pageOf } from '../../server/docs.js';
import { ISSUE_CODES, type IssueCode } from '../../spec/issueCodes.js';
import { nearest } from '../../spec/nearest.js';
import { UnreadableFile } from '../input.js';
import { print } from '../output.js';
import { type Style, styleFor } from '../style.js';
import { UsageError } from '../usage.js';
import { aboutCode, isOfText } from './codes.js';
import { pageOnTerminal, titleOf } from './page.js';

/**
 * @param topic a condition, a page or a code; without it, all topics are listed. @returns the exit status. @throws UsageError, OutputError,
 * UnreadableFile
 */
export async function explain(topic: string | undefined): Promise<number> {
  const style = styleFor(process.stdout);
  await print(topic === undefined ? list(style) : about(topic, style));
  return 0;
}

function about(topic: string, style: Style): TerminalText {
  const words = glossary();
  const known = [...new Set([...topics(), ...words.keys()])];
  const name = known.find((each) => each.toLowerCase() === topic.toLowerCase());
  if (name === undefined) {
    const guess = nearest(topic, known);
    throw new UsageError(
      `there is nothing to explain under '${topic}'${guess ? `: did you mean ${guess}?` : '.'} The list of all: linspg explain`,
    );
  }
  const page = pageOf(name) ?? (pages().includes(name) ? name : null);
  if (page !== null) return pageOnTerminal(read(page), style);
  const word = words.get(name);
  if (word !== undefined) return pageOnTerminal(word, style);
  return terminal`${style('bold', name)}: ${aboutCode(name as IssueCode)}\n`;
}

/** Each word of the glossary with what it means there, as Markdown. */
function glossary(): ReadonlyMap<string, string> {
  const parts = read('glossary').split(/^(?=#{1,3} )/m);
  return new Map(
    parts.flatMap((part) => {
      const words = /^### (.+)$/m.exec(part)?.[1];
      const text = part.replace(/^### /, '# ');
      return words === undefined ? [] : words.split(', ').map((word): [string, string] => [word, text]);
    }),
  );
}

/** Everything that can be explained, by name. */
export function topics(): ReadonlySet<string> {
  return new Set([...CONDITION_NAMES, ...pages(), ...Object.keys(ISSUE_CODES)]);
}

const CONDITION_NAMES: readonly IssueCode[] = [...CONDITIONS, ...FIGURES].map(({ id }) => id);

/** The names of the documentation pages, including those of conditions. */
function pages(): string[] {
  const folder = folderOfPages();
  return attempt(folder, () => readdirSync(folder))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => name.slice(0, -'.md'.length))
    .sort();
}

function read(page: string): string {
  const file = join(folderOfPages(), `${page}.md`);
  return attempt(file, () => readFileSync(file, 'utf8'));
}

/** @throws UnreadableFile */
function attempt<T>(place: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new UnreadableFile(`cannot read ${place}: ${reasonNotRead(error)}`);
  }
}

function list(style: Style): TerminalText {
  const own = new Set(CONDITION_NAMES.map((id) => pageOf(id)));
  const others = pages().filter((name) => !own.has(name as ReturnType<typeof pageOf>));
  const codes = Object.keys(ISSUE_CODES)
    .filter(isOfText)
    .filter((code) => pageOf(code) === null);
  const line = (name: string, words: string) => terminal`  ${name.padEnd(WIDTH)}${words}`;
  return below([
    style('bold', 'Conditions of convergence'),
    ...CONDITION_NAMES.map((id) => line(id, aboutCode(id))),
    terminal``,
    style('bold', 'Pages'),
    ...others.map((name) => line(name, titleOf(read(name)))),
    terminal``,
    style('bold', 'Codes of diagnostics'),
    ...codes.map((code) => line(code, aboutCode(code))),
    terminal``,
    terminal`Read one: linspg explain trap. A word of the glossary too: linspg explain margin`,
  ]);
}

const WIDTH = 24;
