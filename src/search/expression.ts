/** The language of searches: atoms, `not`, `and`, `or`, parentheses, and `swapped`. What is wrong with a text is a code with its place. */
import { nearest } from '../spec/nearest.js';
import { ALGORITHM_WORDS, type Atom, nameOf, WORDS } from './vocabulary.js';

export type Expression =
  | { readonly kind: 'atom'; readonly atom: Atom }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[] }
  /** Does it hold of a bandit that differs by the features of two actions, exchanged? */
  | { readonly kind: 'swapped'; readonly of: Expression };

/** Where in a text, from `start` up to `end`. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

export type ExpressionFault = { readonly at: Place } & (
  | { readonly code: 'empty' }
  /** Something else than a question, `not`, `swapped` or `(`; null: the text ends. */
  | { readonly code: 'no-question'; readonly found: string | null }
  | { readonly code: 'unknown-word'; readonly found: string; readonly meant: string | null }
  /** An outcome of runs, without the algorithm before it. */
  | { readonly code: 'no-algorithm'; readonly found: string }
  /** An algorithm without an outcome behind it. */
  | {
      readonly code: 'no-outcome';
      readonly algorithm: string;
      readonly found: string | null;
      readonly meant: string | null;
    }
  /** Something else than `and`, `or`, `)` or the end. */
  | { readonly code: 'no-operator'; readonly found: string; readonly meant: string | null }
  | { readonly code: 'not-closed' }
  | { readonly code: 'not-opened' }
);

/** A text is no expression; `faultText` says why. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';

  constructor(
    readonly fault: ExpressionFault,
    readonly text: string,
  ) {
    super(fault.code);
  }
}

const OPERATORS = ['and', 'or'] as const;
const PREFIXES = ['not', 'swapped'] as const;
/** How other languages write it. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  '&': 'and',
  '&&': 'and',
  ',': 'and',
  '|': 'or',
  '||': 'or',
};

interface Token extends Place {
  readonly word: string;
}

/**
 * `or` binds weaker than `and`, `and` weaker than `not` and `swapped`.
 *
 * @param outcomes how runs may end
 * @throws ExpressionError
 */
export function parseExpression(text: string, outcomes: readonly string[]): Expression {
  return new Parser(text, outcomes).whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(
    private readonly text: string,
    private readonly outcomes: readonly string[],
  ) {
    this.#tokens = [...text.matchAll(/[()]|!(?!=)|&+|\|+|,|[^\s()!&|,]+/g)].map(({ 0: word, index }) => ({
      word,
      start: index,
      end: index + word.length,
    }));
  }

  whole(): Expression {
    if (this.#tokens.length === 0) this.#fail({ code: 'empty', at: this.#end });
    const expression = this.#operation('or');
    const rest = this.#token;
    if (rest?.word === ')') this.#fail({ code: 'not-opened', at: rest });
    if (rest)
      this.#fail({ code: 'no-operator', at: rest, found: rest.word, meant: operatorMeant(rest.word) });
    return expression;
  }

  get #token(): Token | undefined {
    return this.#tokens[this.#next];
  }

  get #end(): Place {
    const last = this.#tokens.at(-1)?.end ?? this.text.length;
    return { start: last, end: last };
  }

  #fail(fault: ExpressionFault): never {
    throw new ExpressionError({ ...fault, at: { start: fault.at.start, end: fault.at.end } }, this.text);
  }

  #operation(kind: 'and' | 'or'): Expression {
    const part = () => (kind === 'or' ? this.#operation('and') : this.#unary());
    const of = [part()];
    while (this.#token?.word === kind) {
      this.#next++;
      of.push(part());
    }
    return of.length === 1 ? of[0]! : { kind, of };
  }

  #unary(): Expression {
    const token = this.#token;
    if (!token) return this.#fail({ code: 'no-question', at: this.#end, found: null });
    this.#next++;
    if (token.word === 'not' || token.word === '!') return { kind: 'not', of: this.#unary() };
    if (token.word === 'swapped') return { kind: 'swapped', of: this.#unary() };
    return token.word === '(' ? this.#parenthesis(token) : { kind: 'atom', atom: this.#atom(token) };
  }

  #parenthesis(opened: Token): Expression {
    const inside = this.#operation('or');
    const closing = this.#token;
    if (!closing) this.#fail({ code: 'not-closed', at: opened });
    if (closing!.word !== ')') {
      const { word: found } = closing!;
      this.#fail({ code: 'no-operator', at: closing!, found, meant: operatorMeant(found) });
    }
    this.#next++;
    return inside;
  }

  #atom(token: Token): Atom {
    const { word } = token;
    const atom = WORDS.get(word);
    if (atom) return atom;
    const algorithm = ALGORITHM_WORDS.get(word);
    if (algorithm) return { kind: 'run', algorithm, outcome: this.#outcome(word, token) };
    if (this.outcomes.includes(word)) this.#fail({ code: 'no-algorithm', at: token, found: word });
    if (isOperator(word)) this.#fail({ code: 'no-question', at: token, found: word });
    const known = [...WORDS.keys(), ...ALGORITHM_WORDS.keys(), ...PREFIXES];
    return this.#fail({ code: 'unknown-word', at: token, found: word, meant: nearest(word, known) });
  }

  #outcome(algorithm: string, at: Token): string {
    const token = this.#token;
    const found = token?.word ?? null;
    if (found !== null && this.outcomes.includes(found)) {
      this.#next++;
      return found;
    }
    const isOther = found === null || isOperator(found);
    return this.#fail({
      code: 'no-outcome',
      at: isOther ? at : token!,
      algorithm,
      found: isOther ? null : found,
      meant: isOther ? null : nearest(found, this.outcomes),
    });
  }
}

function isOperator(word: string): boolean {
  return (OPERATORS as readonly string[]).includes(word) || word === ')' || Object.hasOwn(ELSEWHERE, word);
}

function operatorMeant(word: string): string | null {
  return Object.hasOwn(ELSEWHERE, word) ? ELSEWHERE[word]! : nearest(word, OPERATORS);
}

/** The atoms of an expression, each once, those behind `swapped` included. */
export function atomsOf(expression: Expression): Atom[] {
  switch (expression.kind) {
    case 'atom':
      return [expression.atom];
    case 'not':
    case 'swapped':
      return atomsOf(expression.of);
    default:
      return expression.of.flatMap(atomsOf);
  }
}

/** The expression in full, with the whole names of algorithms and every parenthesis: the same for two that ask the same in the same order. */
export function written(expression: Expression): string {
  switch (expression.kind) {
    case 'atom':
      return nameOf(expression.atom);
    case 'not':
    case 'swapped':
      return `${expression.kind} ${inside(expression.of)}`;
    default:
      return expression.of.map(inside).join(` ${expression.kind} `);
  }
}

function inside(part: Expression): string {
  return part.kind === 'and' || part.kind === 'or' ? `(${written(part)})` : written(part);
}
