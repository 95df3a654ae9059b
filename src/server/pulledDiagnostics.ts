/** Diagnostics for a client that pulls them: the latest of each open document, and the requests that wait for them. */
import {
  type CancellationToken,
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver/node';
import { attempt } from './clientRequests.js';

/** What is known of the present text. */
interface Told {
  /** Identifies it among all results. */
  readonly resultId: string;
  readonly items: Diagnostic[];
  /** false: more will follow. */
  readonly isComplete: boolean;
}

/**
 * A client that supports a refresh request gets what is known as soon as the text is read. It is asked to pull again when there is more, or something else
 * since a file that the text names has changed. Any other client waits until everything is known.
 */
export class PulledDiagnostics {
  /** null: the text is open and has not been read yet. */
  readonly #now = new Map<string, Told | null>();
  /** The documents for which the client has an answer about the present text. */
  readonly #answered = new Set<string>();
  #waiting: (() => void)[] = [];
  #told = 0;

  constructor(
    private readonly connection: Connection,
    private readonly asksAgain: () => boolean,
  ) {}

  /** Called when there is another text. */
  changed(uri: string): void {
    this.#now.set(uri, null);
    this.#answered.delete(uri);
  }

  closed(uri: string): void {
    this.#now.delete(uri);
    this.#answered.delete(uri);
    this.#wake();
  }

  told(uri: string, items: Diagnostic[], { isComplete }: { readonly isComplete: boolean }): void {
    if (!this.#now.has(uri)) return;
    this.#now.set(uri, { resultId: String(++this.#told), items, isComplete });
    this.#wake();
    if (this.#answered.has(uri) && this.asksAgain())
      attempt(this.connection, this.connection.languages.diagnostics.refresh());
  }

  /** For a document that is not open the report is empty. @throws ResponseError if nobody waits any more */
  async report(
    { textDocument: { uri }, previousResultId }: DocumentDiagnosticParams,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport> {
    const isEnough = (told: Told | null | undefined) =>
      told !== null && (told === undefined || told.isComplete || this.asksAgain());
    const cancelling = token.onCancellationRequested(() => this.#wake());
    try {
      while (!isEnough(this.#now.get(uri)) && !token.isCancellationRequested)
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } finally {
      cancelling.dispose();
    }
    if (token.isCancellationRequested)
      throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The diagnostics are no longer asked for.');
    const told = this.#now.get(uri);
    if (!told) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
    this.#answered.add(uri);
    const { resultId, items } = told;
    return resultId === previousResultId
      ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
      : { kind: DocumentDiagnosticReportKind.Full, resultId, items };
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
