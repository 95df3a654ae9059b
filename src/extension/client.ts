/**
 * The language server, in its own process, and whether it answers. A server that is stopped, stuck or gone is seen: it is asked each second, as
 * long as there is an experiment that it could speak of. Its log is the output channel "Lin-SPG".
 */
import {
  type Disposable,
  EventEmitter,
  type ExtensionContext,
  type LogOutputChannel,
  window,
  workspace,
} from 'vscode';
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type LanguageClientOptions,
  type StaticFeature,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  ALIVE_REQUEST,
  ANALYSIS_NOTIFICATION,
  type AnalysisParams,
  LENS_COMMANDS,
  OUTCOME_NOTIFICATION,
  type OutcomeParams,
  PAGE_COMMAND,
  TRUST_NOTIFICATION,
} from '../shared/protocol.js';
import { isExperiment, LANGUAGE } from './documents.js';

/** Between two questions whether it is there. Milliseconds. */
const BEAT = 1000;
/** So many beats may pass without an answer. */
const MOST_MISSED = 3;
/** It may end so often within `MINUTES` before it is not started again by itself. */
const MOST_ENDS = 4;
const MINUTES = 3;

/** `silent`: it is there, or about to be, but does not answer. `gone`: it is not started again unless somebody asks for it. */
export type ServerState = 'answers' | 'silent' | 'gone';

/**
 * VS Code would ask for the diagnostics of a text that a tab shows, and not of others. It does not say so, and is therefore told those of all open
 * texts as they are found.
 */
const TOLD_DIAGNOSTICS: StaticFeature = {
  fillClientCapabilities({ textDocument, workspace }) {
    delete textDocument?.diagnostic;
    delete workspace?.diagnostics;
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

export interface ServerPort {
  analysed(params: AnalysisParams): void;
  /** Is there anything that it could speak of? */
  isNeeded(): boolean;
}

export class LanguageServer implements Disposable {
  readonly #client: LanguageClient;
  readonly #log: LogOutputChannel;
  readonly #port: ServerPort;
  readonly #changed = new EventEmitter<ServerState>();
  readonly #trusting: Disposable;
  readonly #beating: ReturnType<typeof setInterval>;
  #state: ServerState = 'answers';
  #missed = 0;
  #isAsked = false;
  /** When it ended, milliseconds since 1970. */
  #ends: number[] = [];
  #restarting: Promise<void> | null = null;

  readonly onDidChange = this.#changed.event;

  constructor(context: ExtensionContext, port: ServerPort) {
    this.#port = port;
    this.#log = window.createOutputChannel('Lin-SPG', { log: true });
    const server = { module: context.asAbsolutePath('dist/server.cjs'), transport: TransportKind.ipc };
    // The port that the launch configuration "Language server (attach)" names.
    const debug = { ...server, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
    this.#client = new LanguageClient('linspg', 'Lin-SPG', { run: server, debug }, this.#options());
    this.#client.registerFeature(TOLD_DIAGNOSTICS);
    this.#client.onNotification(ANALYSIS_NOTIFICATION, (params: AnalysisParams) => port.analysed(params));
    this.#trusting = workspace.onDidGrantWorkspaceTrust(() => {
      if (this.#client.isRunning()) void this.#client.sendNotification(TRUST_NOTIFICATION, true);
    });
    this.#beating = setInterval(() => this.#beat(), BEAT);
  }

  get state(): ServerState {
    return this.#state;
  }

  async start(): Promise<void> {
    await this.#client.start();
  }

  /** Ends the server, if there is one, and starts another. */
  restart(): Promise<void> {
    this.#restarting ??= this.#restart().finally(() => {
      this.#restarting = null;
    });
    return this.#restarting;
  }

  /** Says how the last run of a document ended. */
  told(outcome: OutcomeParams): void {
    if (this.#client.isRunning()) void this.#client.sendNotification(OUTCOME_NOTIFICATION, outcome);
  }

  showLog(): void {
    this.#log.show(true);
  }

  dispose(): void {
    clearInterval(this.#beating);
    this.#trusting.dispose();
    this.#changed.dispose();
    void this.#client.dispose().catch(() => null);
    this.#log.dispose();
  }

  #options(): LanguageClientOptions {
    return {
      documentSelector: [{ language: LANGUAGE }],
      outputChannel: this.#log,
      initializationOptions: () => ({
        executes: [...LENS_COMMANDS, PAGE_COMMAND],
        trusted: workspace.isTrusted,
      }),
      markdown: { isTrusted: { enabledCommands: [PAGE_COMMAND] } },
      middleware: {
        // The texts of other documents never leave for the server.
        didOpen: async (document, next) => {
          if (isExperiment(document)) await next(document);
        },
        didChange: async (change, next) => {
          if (isExperiment(change.document)) await next(change);
        },
        didClose: async (document, next) => {
          if (isExperiment(document)) await next(document);
        },
      },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue }),
        closed: () => this.#ended(),
      },
    };
  }

  #ended() {
    const now = Date.now();
    this.#ends = [...this.#ends, now].filter((end) => now - end < MINUTES * 60_000);
    this.#isAsked = false;
    if (this.#ends.length <= MOST_ENDS) return { action: CloseAction.Restart, handled: true };
    this.#turn('gone');
    return { action: CloseAction.DoNotRestart, handled: true };
  }

  #beat(): void {
    if (this.#state === 'gone' || this.#restarting !== null) return;
    if (!this.#port.isNeeded()) {
      this.#missed = 0;
      return;
    }
    if (++this.#missed > MOST_MISSED) this.#turn('silent');
    if (this.#isAsked || !this.#client.isRunning()) return;
    this.#isAsked = true;
    this.#client.sendRequest(ALIVE_REQUEST).then(
      () => this.#answered(),
      // Its end is reported elsewhere.
      () => {
        this.#isAsked = false;
      },
    );
  }

  #answered(): void {
    this.#isAsked = false;
    this.#missed = 0;
    this.#turn('answers');
  }

  async #restart(): Promise<void> {
    this.#ends = [];
    this.#isAsked = false;
    // A server that does not answer does not say that it has stopped; it is ended in any case.
    await this.#client.stop(BEAT).catch(() => null);
    await this.#client.start();
    this.#answered();
  }

  #turn(state: ServerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#changed.fire(state);
  }
}
