/**
 * The language server, in its own process, and whether it answers. To notice a server that is stopped, stuck or gone, it is asked each second, as
 * long as there is an experiment that it could report on. Its log is the output channel "Lin-SPG".
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
  EXTRACT_COMMAND,
  LENS_COMMANDS,
  OUTCOME_NOTIFICATION,
  type OutcomeParams,
  PAGE_COMMAND,
  PHASES_COMMAND,
  TRUST_NOTIFICATION,
} from '../shared/protocol.js';
import { isExperiment, LANGUAGE } from './documents.js';

/** In milliseconds: the time between two checks of whether it answers. */
const BEAT = 1000;
/** This many checks may remain without an answer. */
const MOST_MISSED = 3;
/** If it ends this often within `MINUTES`, it is not started again automatically. */
const MOST_ENDS = 4;
const MINUTES = 3;

/** `silent`: it is running or starting, but does not answer. `gone`: it is not started again unless the user asks for it. */
export type ServerState = 'answers' | 'silent' | 'gone';

/**
 * VS Code would pull the diagnostics only of texts that a tab shows. So this client does not announce that it can pull, and receives the diagnostics of all open
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
  /** Is there anything that it could report on? */
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
  /** When it ended, in milliseconds since 1970. */
  #ends: number[] = [];
  #restarting: Promise<void> | null = null;

  readonly onDidChange = this.#changed.event;

  constructor(context: ExtensionContext, port: ServerPort) {
    this.#port = port;
    this.#log = window.createOutputChannel('Lin-SPG', { log: true });
    const server = { module: context.asAbsolutePath('dist/server.cjs'), transport: TransportKind.ipc };
    // The port of the launch configuration "Language server (attach)".
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

  /** Ends the server, if it is running, and starts another. */
  restart(): Promise<void> {
    this.#restarting ??= this.#restart().finally(() => {
      this.#restarting = null;
    });
    return this.#restarting;
  }

  /** Reports how the last run of a document ended. */
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
        executes: [...LENS_COMMANDS, PAGE_COMMAND, PHASES_COMMAND, EXTRACT_COMMAND],
        analyses: true,
        trusted: workspace.isTrusted,
      }),
      markdown: { isTrusted: { enabledCommands: [PAGE_COMMAND] } },
      middleware: {
        // The texts of other documents are never sent to the server.
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
    // A server that does not answer does not report that it has stopped either; it is ended in any case.
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
