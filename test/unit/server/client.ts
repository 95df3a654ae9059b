/** The language server as an editor starts it: its own process, its real protocol, the bundle that is shipped. */
import { type ChildProcess, spawn } from 'node:child_process';
import {
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type { AnalysisParams } from '../../../src/shared/protocol.js';

interface Says {
  readonly initializationOptions?: object;
  readonly [more: string]: unknown;
}

/** What VS Code says of itself, as far as this server asks. */
const EVERYTHING = {
  capabilities: {
    workspace: { inlayHint: { refreshSupport: true } },
    textDocument: {
      completion: {
        completionItem: { snippetSupport: true, documentationFormat: ['markdown', 'plaintext'] },
      },
      hover: { contentFormat: ['markdown', 'plaintext'] },
      codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
      documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      rename: { prepareSupport: true },
    },
  },
  initializationOptions: { executes: ['linspg.run'] },
};

export class EditorClient {
  readonly published: PublishDiagnosticsParams[] = [];
  readonly analyses: AnalysisParams[] = [];
  refreshes = 0;
  #waiting: { readonly until: () => boolean; readonly resolve: () => void }[] = [];

  private constructor(
    private readonly child: ChildProcess,
    readonly connection: ProtocolConnection,
    readonly initialized: InitializeResult,
  ) {}

  /** @param says what the client says of itself. @param args after the name of the program. */
  static async start(program: string, says: Says = EVERYTHING, args = ['--stdio']): Promise<EditorClient> {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout!),
      new StreamMessageWriter(child.stdin!),
    );
    connection.listen();
    const initialized = await connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: null,
      ...says,
      initializationOptions: { analyses: true, ...says.initializationOptions },
    });
    const client = new EditorClient(child, connection, initialized);
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) =>
      client.#heard(() => client.published.push(params)),
    );
    connection.onNotification('linspg/analysis', (params: AnalysisParams) =>
      client.#heard(() => client.analyses.push(params)),
    );
    connection.onRequest('workspace/inlayHint/refresh', () => {
      client.#heard(() => client.refreshes++);
      return null;
    });
    await connection.sendNotification('initialized', {});
    return client;
  }

  #heard(note: () => void): void {
    note();
    const ready = this.#waiting.filter(({ until }) => until());
    this.#waiting = this.#waiting.filter((one) => !ready.includes(one));
    for (const { resolve } of ready) resolve();
  }

  /** The number of the server's process. */
  get pid(): number {
    return this.child.pid!;
  }

  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ until: condition, resolve }));
  }

  open(uri: string, text: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'linspg', version: 1, text },
    });
  }

  /** Replaces the whole text. */
  change(uri: string, version: number, text: string): Promise<void> {
    return this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  }

  /** Waits for the end of the analysis of one version. @returns its last diagnostics */
  async complete(uri: string, version: number): Promise<Diagnostic[]> {
    await this.until(() =>
      this.analyses.some((one) => one.uri === uri && one.version === version && one.complete),
    );
    return this.published.filter((one) => one.uri === uri && one.version === version).at(-1)!.diagnostics;
  }

  ask<T>(method: string, uri: string, more: object = {}): Promise<T> {
    return this.connection.sendRequest<T>(method, { textDocument: { uri }, ...more });
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    await ended;
    this.connection.dispose();
  }
}
