/** Diagnostics for a client that asks for them: the latest of each open document, and those who wait for them. */
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

/** What is known of the text as it is now. */
interface Told {
  /** Names it among all that was told. */
  readonly resultId: string;
  readonly items: Diagnostic[];
  /** false: more will follow. */
  readonly isComplete: boolean;
}

/**
 * A client that can be asked to ask again gets what is known as soon as the text is read, and is asked to when there is more, or something else
 * since a file that the text names has changed. Another one waits until all is known.
 */
export class PulledDiagnostics {
  /** null: the text is open and not read yet. */
  readonly #now = new Map<string, Told | null>();
  /** Documents of which the client has an answer about the text as it is now. */
  readonly #answered = new Set<string>();
  #waiting: (() => void)[] = [];
  #told = 0;

  constructor(
    private readonly connection: Connection,
    private readonly asksAgain: () => boolean,
  ) {}

  /** There is another text. */
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
    if (this.#answered.has(uri) && this.asksAgain()) void this.connection.languages.diagnostics.refresh();
  }

  /** Of a document that is not open there is nothing to say. @throws ResponseError when nobody waits any more */
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
