/**
 * The panels: those that follow the active `.linspg` editor and those that are locked to one document, like VS Code's own previews.
 * They are opened, found, and restored after a reload of the window.
 */
import {
  Disposable,
  EventEmitter,
  type ExtensionContext,
  type TextDocument,
  type TextEditor,
  Uri,
  ViewColumn,
  type WebviewPanel,
  type WebviewPanelSerializer,
  window,
  workspace,
} from 'vscode';
import { readRecord } from '../shared/fromPanel.js';
import { MILLISECONDS_OF_A_BEAT, type RevealRequest } from '../shared/messages.js';
import type { PictureOrder } from '../shared/pictures.js';
import { Dismissals } from './dismissals.js';
import { hasTab, isExperiment, isThere, textOf } from './documents.js';
import type { Departure, Experiments } from './experiments.js';
import { panelRoots } from './html.js';
import { KeptExperiments } from './keptExperiments.js';
import { Panel, type PanelMessage } from './panel.js';
import { toPanel } from './session/events.js';
import type { ExperimentSession } from './session/session.js';
import { panelLocation } from './settings.js';

const PANEL_TYPE = 'linspg.panel';

/** A message, the panel that it came from, and the session that the panel showed. */
export interface Received {
  readonly panel: Panel;
  readonly session: ExperimentSession;
  readonly message: PanelMessage;
}

/** Does a panel stay with its document? If not, it follows the active editor. */
interface Lock {
  readonly locked: boolean;
}

/** In milliseconds: between the end of a text and the appearance of the one that takes its place. */
const MOMENT = 1000;

export class Panels implements Disposable, WebviewPanelSerializer {
  readonly #extension: Uri;
  readonly #experiments: Experiments;
  readonly #kept: KeptExperiments;
  readonly #dismissals: Dismissals;
  readonly #received = new EventEmitter<Received>();
  readonly #viewChanged = new EventEmitter<void>();
  readonly #subscriptions: Disposable;
  /** The panel that had the focus last comes first. */
  #panels: readonly Panel[] = [];
  #closing = false;
  #serverAnswers = true;
  readonly #beating: ReturnType<typeof setInterval>;
  /** A text that was saved under a new name, and becomes the active one after that. */
  #expected: TextDocument | null = null;

  readonly onDidReceive = this.#received.event;
  /** Fires when another document may be in front, or its panel may have moved. */
  readonly onDidChangeView = this.#viewChanged.event;

  constructor(context: ExtensionContext, experiments: Experiments) {
    this.#extension = context.extensionUri;
    this.#experiments = experiments;
    this.#dismissals = new Dismissals(context.workspaceState);
    // Not in the storage of the workspace: after a browser reload, the former window still holds it for a while, and this one gets a copy.
    this.#kept = new KeptExperiments(context.globalStorageUri, experiments);
    experiments.isShown = (session) => this.of(session) !== undefined;
    this.#beating = setInterval(() => {
      for (const panel of this.#panels) panel.beat(this.#serverAnswers);
    }, MILLISECONDS_OF_A_BEAT);
    this.#subscriptions = Disposable.from(
      this.#received,
      this.#viewChanged,
      this.#kept,
      experiments.onDidChange(({ session, event }) => {
        const showing = this.#panels.filter((panel) => panel.session === session);
        const message = showing.length > 0 ? toPanel(event) : null;
        if (message !== null) for (const panel of showing) panel.send(message);
      }),
      experiments.onSaveToRun((document) => this.#savedToRun(document)),
      experiments.onDidOpen((document) => {
        const editor = window.activeTextEditor;
        if (editor?.document === document) this.#follow(editor);
      }),
      experiments.onDidDepart((departure) => this.#departed(departure)),
      window.onDidChangeActiveTextEditor((editor) => {
        this.#follow(editor);
        if (editor) this.#openExpected(editor);
      }),
      window.registerWebviewPanelSerializer(PANEL_TYPE, this),
    );
  }

  /** The session whose panel has the focus. */
  get active(): ExperimentSession | null {
    return this.#panels.find(({ active }) => active)?.session ?? null;
  }

  /** The panel of a document that a command means: the one with the focus, otherwise one that follows, otherwise the one last looked at. */
  of(session: ExperimentSession): Panel | undefined {
    const showing = this.#panels.filter((panel) => panel.session === session);
    return (
      showing.find(({ active }) => active) ??
      showing.find(({ locked }) => !locked) ??
      showing.find(({ visible }) => visible) ??
      showing[0]
    );
  }

  /** Shows a document's panel without focusing it, when the user asks for it. */
  async open(session: ExperimentSession): Promise<void> {
    await this.#dismissals.set(session.document, false);
    this.#open(session);
  }

  /** Called when the language server stops answering, or answers again. */
  serverAnswers(answers: boolean): void {
    this.#serverAnswers = answers;
    for (const panel of this.#panels) panel.beat(answers);
  }

  /** A picture of the session's panel, which is opened if necessary. */
  async draw(
    session: ExperimentSession,
    order: PictureOrder,
    provenance: readonly string[],
  ): Promise<string | null> {
    if (!this.of(session)) await this.open(session);
    return this.of(session)?.draw(order, provenance) ?? null;
  }

  /** Copies a picture of a chart of the session's panel, which is opened if necessary. */
  async copy(session: ExperimentSession): Promise<void> {
    if (!this.of(session)) await this.open(session);
    await this.of(session)?.copy();
  }

  /** Shows a picture in the session's panel, which is opened if necessary. */
  async lookAt(session: ExperimentSession, picture: RevealRequest['part']): Promise<void> {
    await this.open(session);
    await this.of(session)?.lookAt(picture);
  }

  /** Shows the phase diagram of a number in the session's panel, which is opened if necessary. */
  async showPhases(session: ExperimentSession, words: string): Promise<void> {
    await this.open(session);
    await this.of(session)?.pick(words);
  }

  /** Opens another panel, which stays with this document, beside those that are open. */
  openLocked(session: ExperimentSession): void {
    this.#create(session, { locked: true });
  }

  /** From now on, the document's panel stays with it. */
  lock(session: ExperimentSession): void {
    const panel = this.of(session);
    if (panel) this.setLocked(panel, true);
    else this.openLocked(session);
  }

  /** From now on, the document's panel follows the active editor. */
  unlock(session: ExperimentSession): void {
    const panel = this.of(session);
    if (panel) this.setLocked(panel, false);
  }

  setLocked(panel: Panel, locked: boolean): void {
    panel.lock(locked);
    if (!locked) {
      // Two following panels in one column would be two tabs with the same content.
      const others = this.#panels.filter(
        (one) => one !== panel && !one.locked && one.column === panel.column,
      );
      for (const other of others) other.dispose();
    }
    this.#follow(window.activeTextEditor);
  }

  async deserializeWebviewPanel(view: WebviewPanel, kept: unknown): Promise<void> {
    const record = readRecord(kept);
    const inFront = window.activeTextEditor?.document;
    const document = record?.document ?? (inFront && isExperiment(inFront) ? inFront.uri.toString() : null);
    if (document === null || (await this.#isGone(document))) {
      view.dispose();
      return;
    }
    const session = this.#experiments.of(document);
    this.#adopt(view, session, { locked: record?.locked ?? false });
    this.#follow(window.activeTextEditor);
    await this.#kept.bringBack(session);
    // Perhaps no editor shows the text of a locked panel, and only an open text is analysed.
    await textOf(document).catch(() => null);
  }

  /** Is it an untitled text that no tab shows, or a file that does not exist? */
  async #isGone(document: string): Promise<boolean> {
    const uri = Uri.parse(document);
    if (uri.scheme !== 'untitled') return !(await isThere(uri));
    return !(workspace.textDocuments.some((one) => one.uri.toString() === document) || hasTab(document));
  }

  dispose(): void {
    this.#closing = true;
    clearInterval(this.#beating);
    for (const panel of this.#panels) panel.dispose();
    this.#subscriptions.dispose();
  }

  #open(session: ExperimentSession): void {
    const panel = this.of(session) ?? this.#panels.find(({ locked }) => !locked);
    if (panel) {
      this.#show(panel, session);
      panel.reveal();
    } else this.#create(session, { locked: false });
  }

  #create(session: ExperimentSession, { locked }: Lock): void {
    const view = window.createWebviewPanel(
      PANEL_TYPE,
      'Lin-SPG',
      { viewColumn: this.#newColumn(session), preserveFocus: true },
      { enableScripts: true, localResourceRoots: panelRoots(this.#extension) },
    );
    this.#adopt(view, session, { locked });
    void this.#kept.bringBack(session);
  }

  /** Panels are placed side by side: a new one hides no other panel and no text. */
  #newColumn(session: ExperimentSession): ViewColumn {
    if (panelLocation(Uri.parse(session.document)) === 'active') return ViewColumn.Active;
    if (!this.#panels.some(({ visible }) => visible)) return ViewColumn.Beside;
    return 1 + Math.max(...window.tabGroups.all.map(({ viewColumn }) => viewColumn));
  }

  #adopt(view: WebviewPanel, session: ExperimentSession, { locked }: Lock): void {
    const panel = new Panel(view, this.#extension, session, { locked });
    this.#panels = [panel, ...this.#panels];
    panel.onDidReceive((message) => this.#received.fire({ panel, session: panel.session, message }));
    panel.onDidChangeViewState(() => {
      if (panel.active) this.#panels = [panel, ...this.#panels.filter((one) => one !== panel)];
      this.#viewChanged.fire();
    });
    panel.onDidDispose(() => {
      this.#panels = this.#panels.filter((one) => one !== panel);
      if (this.#closing) return;
      const { session } = panel;
      // For a document that is gone, nothing is kept.
      if (!this.of(session) && this.#experiments.find(session.document) === session)
        void this.#dismissals.set(session.document, true);
      this.#experiments.sweep();
      this.#viewChanged.fire();
    });
    this.#viewChanged.fire();
  }

  #show(panel: Panel, session: ExperimentSession): void {
    panel.show(session);
    void this.#kept.bringBack(session);
  }

  /** A save opens the panel of the active text, unless the user closed it or it would hide the text. */
  #savedToRun(document: TextDocument): void {
    const uri = document.uri.toString();
    const session = this.#experiments.of(uri);
    if (this.#panels.some((panel) => !panel.locked || panel.session === session)) return;
    if (this.#dismissals.has(uri) || panelLocation(document) !== 'beside') return;
    if (window.activeTextEditor?.document === document) this.#open(session);
    else this.#expected = document;
  }

  /** A text that is saved under a new name becomes the active one only after that. */
  #openExpected({ document }: TextEditor): void {
    const expected = this.#expected;
    this.#expected = null;
    if (document === expected) this.#savedToRun(document);
  }

  /** What is known of a document moves with it, and ends with it. */
  #departed({ from, to, session, heir }: Departure): void {
    void this.#dismissals.moved(from, to);
    void this.#kept.moved(from, to, session);
    if (session === null) return;
    const front = window.activeTextEditor?.document;
    const next = heir ?? (front && this.#experiments.ofOpen(front));
    for (const panel of this.#panels.filter((one) => one.session === session)) {
      if (heir !== null || (!panel.locked && next)) panel.show(next!);
      else if (panel.locked) panel.dispose();
      else this.#disposeUnlessNext(panel, session);
    }
  }

  /** When a text is saved under its first name, it is gone before its file becomes active, and the panel follows there. */
  #disposeUnlessNext(panel: Panel, gone: ExperimentSession): void {
    setTimeout(() => {
      if (this.#panels.includes(panel) && panel.session === gone) panel.dispose();
    }, MOMENT);
  }

  #follow(editor: TextEditor | undefined): void {
    const session = editor && this.#experiments.ofOpen(editor.document);
    if (session) {
      for (const panel of this.#panels) if (!panel.locked) this.#show(panel, session);
      this.#experiments.sweep();
    }
    this.#viewChanged.fire();
  }
}
