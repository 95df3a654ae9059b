/** The parameters of a text, and what of it is computed from them. */
import type { ExpressionSource, Mention, ParameterSource, TextRange } from '../types.js';

/** More expressions are not read, so that a reading ends soon whatever the text computes. */
export const MOST_EXPRESSIONS = 20_000;

export class Parameters {
  readonly named: ReadonlyMap<string, ParameterSource>;
  readonly #indices: ReadonlyMap<string, number>;
  /** In the order of the reading. */
  readonly expressions: ExpressionSource[] = [];
  readonly mentions: Mention[] = [];

  constructor(readonly all: readonly ParameterSource[]) {
    this.named = new Map(all.map((parameter) => [parameter.name, parameter]));
    this.#indices = new Map(all.map(({ name }, index) => [name, index]));
  }

  mention(name: string, range: TextRange): void {
    this.mentions.push({ of: 'parameter', index: this.#indices.get(name)!, range });
  }
}
