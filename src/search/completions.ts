/** What may follow in an expression that is being written. */
import { ALGORITHM_WORDS, WORDS } from './vocabulary.js';

export interface Completion {
  readonly word: string;
  /** The whole text with the word in the place of what is begun, and a blank after it. */
  readonly text: string;
}

/** Words that end a question, after which an operator follows. */
const OPERATORS = ['and', 'or'];

/**
 * @param text up to where a person has come. @param outcomes how runs may end
 * @returns the words that go on with what is begun, in the order of their catalogues
 */
export function completionsOf(text: string, outcomes: readonly string[]): Completion[] {
  const [begun] = /[^\s()]*$/.exec(text)!;
  const before = text.slice(0, text.length - begun.length);
  const last = /([^\s()]+|[()])\s*$/.exec(before)?.[1];
  return wordsAfter(last, outcomes)
    .filter((word) => word.toLowerCase().startsWith(begun.toLowerCase()))
    .map((word) => ({ word, text: `${before}${word} ` }));
}

function wordsAfter(last: string | undefined, outcomes: readonly string[]): readonly string[] {
  if (last !== undefined && ALGORITHM_WORDS.has(last)) return outcomes;
  if (last !== undefined && (WORDS.has(last) || outcomes.includes(last) || last === ')')) return OPERATORS;
  return [...WORDS.keys(), 'not', 'swapped', ...ALGORITHM_WORDS.keys()];
}
