/** Opens the panel, keeps it with the `.linspg` editor in front, and brings it back after a reload of the window. */
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
} from 'vscode';
import type { FromPanel, PictureFormat } from '../shared/messages.js';
import { Dismissals } from './dismissals.js';
import { type Experiments, LANGUAGE } from './experiments.js';
import { readRecord } from './fromPanel.js';
import { panelRoots } from './html.js';
import { Panel } from './panel.js';
import type { ExperimentSession } from './session.js';
import { panelLocation } from './settings.js';

export const PANEL_TYPE = 'linspg.panel';

export interface PanelAsks {
  readonly panel: Panel;
  readonly session: ExperimentSession;
  readonly message: FromPanel;
}

export class Panels implements Disposable, WebviewPanelSerializer {
  readonly #extension: Uri;
  readonly #experiments: Experiments;
  readonly #dismissals: Dismissals;
  readonly #asked = new EventEmitter<PanelAsks>();
  readonly #viewChanged = new EventEmitter<void>();
  readonly #subscriptions: Disposable;
  #panel: Panel | null = null;
  #closing = false;

  readonly onDidAsk = this.#asked.event;
  /** Another document may be in front. */
  readonly onDidChangeView = this.#viewChanged.event;

  constructor(context: ExtensionContext, experiments: Experiments) {
    this.#extension = context.extensionUri;
    this.#experiments = experiments;
    this.#dismissals = new Dismissals(context.workspaceState);
    experiments.isShown = (session) => session === this.#panel?.session;
    this.#subscriptions = Disposable.from(
      this.#asked,
      this.#viewChanged,
      experiments.onDidChange(({ session, message }) => this.#panel?.hear(session, message)),
      experiments.onSaveToRun((document) => this.#savedToRun(document)),
      experiments.onDidRename(({ from, to }) => {
        if (this.#panel?.session.document === from) this.#panel.show(to);
      }),
      window.onDidChangeActiveTextEditor((editor) => this.#follow(editor)),
      window.registerWebviewPanelSerializer(PANEL_TYPE, this),
    );
  }

  /** The session whose panel has the focus. */
  get active(): ExperimentSession | null {
    return this.#panel?.active ? this.#panel.session : null;
  }

  /** Shows a document's panel without taking the focus; it was asked for. */
  async open(session: ExperimentSession): Promise<void> {
    await this.#dismissals.set(session.document, false);
    this.#open(session);
  }

  /** A picture of a chart of the session's panel, which opens if it is not open. */
  async draw(session: ExperimentSession, format: PictureFormat): Promise<string | null> {
    if (this.#panel?.session !== session) await this.open(session);
    return this.#panel?.draw(format) ?? null;
  }

  /** Copies a picture of a chart of the session's panel, which opens if it is not open. */
  async copy(session: ExperimentSession): Promise<void> {
    if (this.#panel?.session !== session) await this.open(session);
    await this.#panel?.copy();
  }

  async deserializeWebviewPanel(view: WebviewPanel, kept: unknown): Promise<void> {
    const record = readRecord(kept);
    const inFront = window.activeTextEditor?.document;
    const document = record?.document ?? (inFront?.languageId === LANGUAGE ? inFront.uri.toString() : null);
    if (document === null || this.#panel !== null) {
      view.dispose();
      return;
    }
    const session = this.#experiments.of(document);
    if (record?.experiment) session.restore(record.experiment);
    this.#adopt(view, session);
    this.#follow(window.activeTextEditor);
  }

  dispose(): void {
    this.#closing = true;
    this.#panel?.dispose();
    this.#subscriptions.dispose();
  }

  #open(session: ExperimentSession): void {
    if (this.#panel !== null) {
      this.#panel.show(session);
      this.#panel.reveal();
      return;
    }
    const viewColumn =
      panelLocation(Uri.parse(session.document)) === 'beside' ? ViewColumn.Beside : ViewColumn.Active;
    const view = window.createWebviewPanel(
      PANEL_TYPE,
      'Lin-SPG',
      { viewColumn, preserveFocus: true },
      { enableScripts: true, localResourceRoots: panelRoots(this.#extension) },
    );
    this.#adopt(view, session);
  }

  #adopt(view: WebviewPanel, session: ExperimentSession): void {
    const panel = new Panel(view, this.#extension, session);
    this.#panel = panel;
    panel.onDidAsk((message) => this.#asked.fire({ panel, session: panel.session, message }));
    panel.onDidChangeViewState(() => this.#viewChanged.fire());
    panel.onDidDispose(() => {
      this.#panel = null;
      if (this.#closing) return;
      void this.#dismissals.set(panel.session.document, true);
      this.#experiments.sweep();
      this.#viewChanged.fire();
    });
  }

  /** A save opens the panel of the text in front, unless it was closed by hand or would hide the text. */
  #savedToRun(document: TextDocument): void {
    const uri = document.uri.toString();
    if (this.#panel !== null || this.#dismissals.has(uri)) return;
    if (window.activeTextEditor?.document !== document || panelLocation(document) !== 'beside') return;
    this.#open(this.#experiments.of(uri));
  }

  #follow(editor: TextEditor | undefined): void {
    if (this.#panel !== null && editor?.document.languageId === LANGUAGE) {
      this.#panel.show(this.#experiments.of(editor.document.uri));
      this.#experiments.sweep();
    }
    this.#viewChanged.fire();
  }
}
