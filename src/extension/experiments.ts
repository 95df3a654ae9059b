/** Keeps one session for each open `.linspg` document, and tells it what the editor and the server say. */
import { createHash } from 'node:crypto';
import {
  Disposable,
  EventEmitter,
  type TextDocument,
  type TextDocumentChangeEvent,
  type TextDocumentChangeReason,
  TextDocumentSaveReason,
  type Uri,
  window,
  workspace,
} from 'vscode';
import { notification } from '../borders/vscode.js';
import type { ToPanel } from '../shared/messages.js';
import type { AnalysisParams } from '../shared/protocol.js';
import type { Edits } from './edits.js';
import { ExperimentSession, type Following, type SessionPort, type TextSnapshot } from './session.js';
import { runWhen } from './settings.js';

export const LANGUAGE = 'linspg';

/** What works for every session. */
type Engine = Pick<SessionPort, 'execute' | 'judge'>;

export interface SessionChange {
  readonly session: ExperimentSession;
  readonly message: ToPanel;
}

/** A save that has begun: why, and of which version of the text. */
interface Save {
  readonly reason: TextDocumentSaveReason;
  readonly version: number;
}

export class Experiments implements Disposable {
  readonly #engine: Engine;
  readonly #edits: Edits;
  readonly #sessions = new Map<string, ExperimentSession>();
  /** Saves that are going on. */
  readonly #saves = new WeakMap<TextDocument, Save>();
  readonly #changed = new EventEmitter<SessionChange>();
  readonly #saved = new EventEmitter<TextDocument>();
  readonly #renamed = new EventEmitter<{ readonly from: string; readonly to: ExperimentSession }>();
  readonly #subscriptions: Disposable;
  #lastRun = 0;

  readonly onDidChange = this.#changed.event;
  /** A person saves a file whose experiment runs on save. */
  readonly onSaveToRun = this.#saved.event;
  readonly onDidRename = this.#renamed.event;

  /** Asked before the session of a closed document is forgotten. */
  isShown: (session: ExperimentSession) => boolean = () => false;

  constructor(engine: Engine, edits: Edits) {
    this.#engine = engine;
    this.#edits = edits;
    this.#subscriptions = Disposable.from(
      this.#changed,
      this.#saved,
      this.#renamed,
      workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      workspace.onDidCloseTextDocument((document) => this.#closed(document)),
      workspace.onDidChangeTextDocument((change) => this.#edited(change)),
      workspace.onWillSaveTextDocument(({ document, reason }) => this.#willSave(document, reason)),
      workspace.onDidSaveTextDocument((document) => this.#wasSaved(document)),
      workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.#rename(oldUri, newUri);
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
        hash: (text) => createHash('sha256').update(text).digest('base64url'),
        ...this.#engine,
        announce: (message) => this.#changed.fire({ session: created, message }),
      });
      session = created;
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

  /** Runs the text as it stands, saved or not. Says so when it cannot. */
  run(document: TextDocument): void {
    this.of(document.uri).request(
      snapshot(document),
      (reason) => void window.showWarningMessage(notification(reason)),
    );
  }

  /** Forgets the sessions of closed documents that no panel shows. */
  sweep(): void {
    for (const [key, session] of this.#sessions) {
      if (session.isOpen || this.isShown(session)) continue;
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
    if (document.languageId === LANGUAGE) this.of(document.uri).opened(snapshot(document));
  }

  #closed(document: TextDocument): void {
    this.find(document.uri)?.closed();
    this.sweep();
  }

  #edited({ document, contentChanges, reason }: TextDocumentChangeEvent): void {
    const session = this.find(document.uri);
    // Without changes, the text has become saved or unsaved.
    const changed = contentChanges.length > 0;
    session?.edited(snapshot(document), changed ? this.#following(session, document, reason) : null);
  }

  /** Do the charts follow a change of the text? What a drag has brought about without being asked, its undoing takes back. */
  #following(
    session: ExperimentSession,
    document: TextDocument,
    reason: TextDocumentChangeReason | undefined,
  ): Following | null {
    const when = runWhen(document);
    const stroke = this.#edits.strokeThatChanges(document);
    if (when === 'whileTyping') return { stroke };
    if (when === 'manually' || session.experiment === null) return null;
    const takenBack = reason !== undefined && session.hasFollowed;
    return stroke !== null || takenBack ? { stroke } : null;
  }

  /** The run does not wait for the file to be written; if the text is changed on the way, the written text runs in its place. */
  #willSave(document: TextDocument, reason: TextDocumentSaveReason): void {
    this.#saves.set(document, { reason, version: document.version });
    this.#save(document, reason);
  }

  #wasSaved(document: TextDocument): void {
    this.find(document.uri)?.edited(snapshot(document));
    const foreseen = this.#saves.get(document);
    if (foreseen?.version !== document.version)
      this.#save(document, foreseen?.reason ?? TextDocumentSaveReason.Manual);
    this.#saves.delete(document);
  }

  /** Only a save that a person asked for runs: files that save themselves would run at every pause. */
  #save(document: TextDocument, reason: TextDocumentSaveReason): void {
    const session = this.find(document.uri);
    const when = runWhen(document);
    if (session === undefined || reason !== TextDocumentSaveReason.Manual || when === 'manually') return;
    if (when === 'onSave') session.request(snapshot(document));
    this.#saved.fire(document);
  }

  /** What was charted moves to the new name; a run that was going on ends. A folder's documents all move. */
  #rename(from: Uri, to: Uri): void {
    const old = from.toString();
    for (const [key, session] of [...this.#sessions]) {
      if (key !== old && !key.startsWith(`${old}/`)) continue;
      const renamed = to.toString() + key.slice(old.length);
      const heir = this.of(renamed);
      if (session.experiment !== null) heir.restore(session.experiment);
      session.dispose();
      this.#sessions.delete(key);
      this.#renamed.fire({ from: key, to: heir });
    }
  }
}

export function snapshot(document: TextDocument): TextSnapshot {
  return { version: document.version, text: document.getText(), saved: !document.isDirty };
}
