/**
 * Where a document is read and questions about it are answered: on the server's own thread if the text is short, which takes only a moment; on a
 * thread of its own if it is long or reads files, so that no other document waits for it.
 */
import type { CancellationToken } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isLong, mayNameFile } from '../shared/readElsewhere.js';
import { type Answer, Answers, type AnswersPort, type Asked, type Question } from './answers.js';
import type { Patience } from './codeActions.js';
import { LongDocument, MOST_MEMORY } from './longDocument.js';
import { Memory } from './memory.js';
import { type ClientRules, NO_RULES } from './rules.js';

export class DocumentThreads {
  readonly #here: Answers;
  readonly #long = new Map<string, LongDocument>();
  readonly #memory = new Memory(MOST_MEMORY);
  #rules: ClientRules = NO_RULES;

  constructor(
    private readonly port: AnswersPort,
    patience?: Patience,
  ) {
    this.#here = new Answers(port, patience);
  }

  get rules(): ClientRules {
    return this.#rules;
  }

  set rules(rules: ClientRules) {
    this.#rules = rules;
    this.#here.rules = rules;
  }

  changed(document: TextDocument): void {
    const { uri } = document;
    const long = this.#long.get(uri);
    const text = document.getText();
    if (!isLong(text) && !mayNameFile(text)) {
      long?.close();
      this.#long.delete(uri);
      this.#here.changed(document);
      return;
    }
    if (!long) this.#here.closed(uri);
    const thread = long ?? new LongDocument(this.port, this.#rules, this.#memory);
    this.#long.set(uri, thread);
    thread.changed(document);
  }

  closed(uri: string): void {
    this.#long.get(uri)?.close();
    this.#long.delete(uri);
    this.#here.closed(uri);
  }

  /** The answer to a question about one document. */
  async ask<Q extends Question>(
    question: Q,
    uri: string,
    asked: Asked<Q>,
    token: CancellationToken,
  ): Promise<Answer<Q> | null> {
    const long = this.#long.get(uri);
    if (long) return long.ask(question, uri, asked, token);
    const answer = this.#here[question] as (asked: Asked<Q>, token: CancellationToken) => Promise<Answer<Q>>;
    return answer.call(this.#here, asked, token);
  }
}
