/** Keeps one session for each open `.linspg` document, and passes on to it what the editor and the server report. */
import { createHash } from 'node:crypto';
import {
  Disposable,
  EventEmitter,
  type TextDocument,
  type TextDocumentChangeEvent,
  type TextDocumentChangeReason,
  TextDocumentSaveReason,
  Uri,
  window,
  workspace,
} from 'vscode';
import { notification } from '../borders/vscode.js';
import type { AnalysisParams } from '../shared/protocol.js';
import { isExperiment, isThere } from './documents.js';
import type { Edits } from './edits.js';
import { refusal } from './format.js';
import type { SessionEvent } from './session/events.js';
import { readout } from './session/readout.js';
import { ExperimentSession, type SessionPort } from './session/session.js';
import type { LiveRun, TextSnapshot } from './session/state.js';
import { runWhen } from './settings.js';

/** What serves all sessions. */
type Engine = Pick<SessionPort, 'execute' | 'decideInstances'>;

export interface SessionChange {
  readonly session: ExperimentSession;
  readonly event: Exclude<SessionEvent, { readonly kind: 'refused' }>;
}

/** A document that was deleted or renamed. */
export interface Departure {
  /** Its former URI; for a folder, everything in it is included. */
  readonly from: string;
  /** null: it was deleted. */
  readonly to: string | null;
  /** The session that ends, and the one that takes its place (`heir`); null: none. */
  readonly session: ExperimentSession | null;
  readonly heir: ExperimentSession | null;
}

/** A save in progress: its reason, and the version of the text. */
interface Save {
  readonly reason: TextDocumentSaveReason;
  readonly version: number;
}

export class Experiments implements Disposable {
  readonly #engine: Engine;
  readonly #edits: Edits;
  readonly #sessions = new Map<string, ExperimentSession>();
  /** The saves in progress. */
  readonly #saves = new WeakMap<TextDocument, Save>();
  readonly #changed = new EventEmitter<SessionChange>();
  readonly #saved = new EventEmitter<TextDocument>();
  readonly #opening = new EventEmitter<TextDocument>();
  readonly #departed = new EventEmitter<Departure>();
  readonly #subscriptions: Disposable;
  /** The URIs of files that are being renamed, whose texts are closed meanwhile. */
  readonly #moving = new Set<string>();
  /**
   * The file that received the text of an untitled one, by the URI of the latter. When VS Code saves an untitled text for the first time, it
   * fills the file, saves it, empties the untitled text and closes it.
   */
  readonly #copies = new Map<string, TextDocument>();
  #lastSaved: TextDocument | null = null;
  #serverAnswers = true;
  #lastRun = 0;

  readonly onDidChange = this.#changed.event;
  /** Fires when the user saves a file whose experiment runs on save. */
  readonly onSaveToRun = this.#saved.event;
  /** Fires when a text has become an experiment: it was opened, or set to this language. */
  readonly onDidOpen = this.#opening.event;
  readonly onDidDepart = this.#departed.event;

  /** Asked before the session of a closed document is dropped. */
  isShown: (session: ExperimentSession) => boolean = () => false;

  constructor(engine: Engine, edits: Edits) {
    this.#engine = engine;
    this.#edits = edits;
    this.#subscriptions = Disposable.from(
      this.#changed,
      this.#saved,
      this.#opening,
      this.#departed,
      workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      workspace.onDidCloseTextDocument((document) => this.#closed(document)),
      workspace.onDidChangeTextDocument((change) => this.#edited(change)),
      workspace.onWillSaveTextDocument(({ document, reason }) => this.#willSave(document, reason)),
      workspace.onDidSaveTextDocument((document) => this.#wasSaved(document)),
      workspace.onWillRenameFiles(({ files }) => {
        for (const { oldUri } of files) for (const [key] of this.#within(oldUri)) this.#moving.add(key);
      }),
      workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.#rename(oldUri, newUri);
      }),
      workspace.onDidDeleteFiles(({ files }) => {
        for (const file of files) this.#deleted(file);
      }),
    );
    for (const document of workspace.textDocuments) this.#opened(document);
  }

  find(uri: Uri | string): ExperimentSession | undefined {
    return this.#sessions.get(uri.toString());
  }

  /** The session of a document, which need not be open: a panel may be restored before its text is. */
  of(uri: Uri | string): ExperimentSession {
    const key = uri.toString();
    let session = this.#sessions.get(key);
    if (session === undefined) {
      const created = new ExperimentSession(key, {
        nextRun: () => ++this.#lastRun,
        now: () => Date.now(),
        hash: hashOf,
        read: readout,
        ...this.#engine,
        publish: (event) => {
          if (event.kind === 'refused') void window.showWarningMessage(notification(refusal(event)));
          else this.#changed.fire({ session: created, event });
        },
      });
      session = created;
      session.serverAnswers(this.#serverAnswers);
      this.#sessions.set(key, session);
    }
    return session;
  }

  analysed(params: AnalysisParams): void {
    const session = this.find(params.uri);
    const document = workspace.textDocuments.find(({ uri }) => uri.toString() === session?.document);
    if (session === undefined || document === undefined) return;
    session.analysed(params);
  }

  /** The session of a document that is an experiment now. */
  ofOpen(document: TextDocument): ExperimentSession | undefined {
    return isExperiment(document) ? this.find(document.uri) : undefined;
  }

  /** Is any experiment open? */
  get hasOpen(): boolean {
    return [...this.#sessions.values()].some(({ isOpen }) => isOpen);
  }

  /** The experiments with a run in progress. */
  get running(): readonly ExperimentSession[] {
    return [...this.#sessions.values()].filter(({ run }) => run.kind === 'running');
  }

  /** Called when the language server stops answering, or answers again. */
  serverAnswers(answers: boolean): void {
    this.#serverAnswers = answers;
    for (const session of this.#sessions.values()) session.serverAnswers(answers);
  }

  /** Runs the present text, saved or not. If it cannot run, says so. */
  run(document: TextDocument): void {
    this.of(document.uri).request(snapshot(document));
  }

  /** Saves a text as a person does by the editor's own command: it runs also where a file that saves itself has nothing left to save. */
  async save(document: TextDocument): Promise<void> {
    let told = false;
    const listening = workspace.onWillSaveTextDocument((save) => {
      told ||= save.document === document && save.reason === TextDocumentSaveReason.Manual;
    });
    try {
      const isThere = await document.save();
      if (isThere && !told) this.#save(document, TextDocumentSaveReason.Manual);
    } finally {
      listening.dispose();
    }
  }

  /** Drops the sessions of closed documents that no panel shows. Whether an unseen run continues is decided elsewhere. */
  sweep(): void {
    for (const [key, session] of this.#sessions) {
      if (session.isOpen || this.isShown(session) || this.#moving.has(key)) continue;
      if (session.run.kind === 'running') continue;
      session.dispose();
      this.#sessions.delete(key);
    }
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const session of this.#sessions.values()) session.dispose();
    this.#sessions.clear();
  }

  #opened(document: TextDocument): void {
    this.#moving.delete(document.uri.toString());
    if (!isExperiment(document)) return;
    this.of(document.uri).opened(snapshot(document));
    this.#opening.fire(document);
  }

  #closed(document: TextDocument): void {
    const session = this.find(document.uri);
    if (session === undefined) return;
    // A change of language closes the text and opens it again.
    if (!document.isClosed) session.left();
    else if (this.#moving.has(session.document)) session.closed();
    else if (document.isUntitled) this.#untitledClosed(session);
    else {
      session.closed();
      void this.#endIfGone(session);
    }
    this.sweep();
  }

  /** Its name may be given to another text later. If it was saved, it is a file now, and everything that is known moves with it. */
  #untitledClosed(session: ExperimentSession): void {
    const from = session.document;
    const file = this.#copies.get(from);
    this.#copies.delete(from);
    if (file === undefined || file !== this.#lastSaved || file.isClosed || !isExperiment(file)) {
      this.#depart(from, null, session, null);
      return;
    }
    const there = this.find(file.uri);
    const analysis = there?.analysis ?? null;
    // The file's own session was there before, and has run the text that was saved.
    const hasRun = there?.isBusy || there?.experiment?.textHash === hashOf(file.getText());
    this.#sessions.delete(from);
    // If the file existed before and was overwritten, its former content is gone.
    if (there) this.#depart(there.document, null, there, session);
    this.#settle(session, from, file.uri.toString());
    if (analysis !== null) session.analysed(analysis);
    if (hasRun) session.request(snapshot(file), { quiet: true });
  }

  /** Records the untitled texts whose content a file has received. */
  #noteCopies(file: TextDocument): void {
    const text = file.getText();
    if (file.isUntitled || text === '') return;
    for (const document of workspace.textDocuments)
      if (document.isUntitled && isExperiment(document) && document.getText() === text)
        this.#copies.set(document.uri.toString(), file);
  }

  async #endIfGone(session: ExperimentSession): Promise<void> {
    const { document } = session;
    if (await isThere(Uri.parse(document))) return;
    if (!session.isOpen && this.find(document) === session && !this.#moving.has(document))
      this.#depart(document, null, session, null);
  }

  /** The sessions of a file, or of all files in a folder. */
  #within(uri: Uri): [string, ExperimentSession][] {
    const name = uri.toString();
    return [...this.#sessions].filter(([key]) => key === name || key.startsWith(`${name}/`));
  }

  #deleted(uri: Uri): void {
    // The session of a text that is still open ends when the text is closed.
    for (const [key, session] of this.#within(uri))
      if (!session.isOpen) this.#depart(key, null, session, null);
    this.#departed.fire({ from: uri.toString(), to: null, session: null, heir: null });
  }

  /** Everything that is known, including a run in progress, moves to the new name. If it is a folder, all its documents do. */
  #rename(from: Uri, to: Uri): void {
    for (const [key, session] of this.#within(from)) {
      const renamed = to.toString() + key.slice(from.toString().length);
      const there = this.find(renamed);
      const analysis = there?.analysis ?? null;
      this.#moving.delete(key);
      this.#sessions.delete(key);
      if (there) this.#depart(renamed, null, there, session);
      this.#settle(session, key, renamed);
      if (analysis !== null) session.analysed(analysis);
    }
    this.#departed.fire({ from: from.toString(), to: to.toString(), session: null, heir: null });
  }

  /** The session belongs to another document from now on, which may already be open. */
  #settle(session: ExperimentSession, from: string, to: string): void {
    this.#sessions.set(to, session);
    session.moved(to);
    const open = workspace.textDocuments.find(({ uri, isClosed }) => uri.toString() === to && !isClosed);
    if (open && isExperiment(open)) session.opened(snapshot(open));
    this.#departed.fire({ from, to, session, heir: session });
    if (open && isExperiment(open)) this.#opening.fire(open);
  }

  #depart(from: string, to: string | null, session: ExperimentSession, heir: ExperimentSession | null): void {
    if (this.find(from) === session) this.#sessions.delete(from);
    this.#departed.fire({ from, to, session, heir });
    session.dispose();
  }

  #edited({ document, contentChanges, reason }: TextDocumentChangeEvent): void {
    const session = this.ofOpen(document);
    // Without changes, only the saved state has changed.
    const changed = contentChanges.length > 0;
    if (changed && session) this.#noteCopies(document);
    if (changed && document.isUntitled && document.getText() !== '')
      this.#copies.delete(document.uri.toString());
    session?.edited(snapshot(document), changed ? this.#liveRun(session, document, reason) : null);
  }

  /** Do the charts follow a change of the text? If a drag brought charts about without being asked, undoing the drag takes them back. */
  #liveRun(
    session: ExperimentSession,
    document: TextDocument,
    reason: TextDocumentChangeReason | undefined,
  ): LiveRun | null {
    const when = runWhen(document);
    const stroke = this.#edits.strokeThatChanges(document);
    if (when === 'whileTyping') return { stroke };
    if (when === 'manually' || session.experiment === null) return null;
    const takenBack = reason !== undefined && session.hasFollowed;
    return stroke !== null || takenBack ? { stroke } : null;
  }

  /** The run does not wait until the file is written; if the text is changed meanwhile, the written text runs instead. */
  #willSave(document: TextDocument, reason: TextDocumentSaveReason): void {
    this.#saves.set(document, { reason, version: document.version });
    this.#noteCopies(document);
    this.#save(document, reason);
  }

  #wasSaved(document: TextDocument): void {
    this.#lastSaved = document;
    this.ofOpen(document)?.edited(snapshot(document));
    const foreseen = this.#saves.get(document);
    if (foreseen?.version !== document.version)
      this.#save(document, foreseen?.reason ?? TextDocumentSaveReason.Manual);
    this.#saves.delete(document);
  }

  /** Only a save by the user starts a run: with automatic saves, a run would start at every pause. */
  #save(document: TextDocument, reason: TextDocumentSaveReason): void {
    const session = this.ofOpen(document);
    const when = runWhen(document);
    if (session === undefined || reason !== TextDocumentSaveReason.Manual || when === 'manually') return;
    if (when === 'onSave') session.request(snapshot(document), { quiet: true });
    this.#saved.fire(document);
  }
}

/** Identifies a text by its content. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function snapshot(document: TextDocument): TextSnapshot {
  return { version: document.version, text: document.getText(), saved: !document.isDirty };
}
