/** One webview and the session that it shows. It knows nothing of its own: all is sent anew when the page says `ready`. */
import { Disposable, EventEmitter, Uri, type ViewColumn, type WebviewPanel } from 'vscode';
import type { CopyRequest, DrawRequest, FromPanel, PictureFormat, ToPanel } from '../shared/messages.js';
import { fileNameOf } from '../shared/names.js';
import { readMessage } from './fromPanel.js';
import { panelHtml, panelRoots } from './html.js';
import { MILLISECONDS_OF_A_BUNDLE, Outbox } from './outbox.js';
import type { ExperimentSession } from './session/session.js';

export class Panel {
  readonly #view: WebviewPanel;
  readonly #asked = new EventEmitter<FromPanel>();
  readonly #outbox: Outbox;
  #session: ExperimentSession;
  #locked: boolean;
  #ready = false;
  /** Told when the page has said `ready`. */
  #waiting: (() => void)[] = [];
  readonly #drawing = new Map<number, (content: string | null) => void>();
  #requests = 0;

  /** What its buttons ask for. */
  readonly onDidAsk = this.#asked.event;
  readonly onDidDispose: WebviewPanel['onDidDispose'];
  readonly onDidChangeViewState: WebviewPanel['onDidChangeViewState'];

  constructor(view: WebviewPanel, extension: Uri, session: ExperimentSession, locked: boolean) {
    this.#view = view;
    this.#session = session;
    this.#locked = locked;
    this.onDidDispose = view.onDidDispose;
    this.onDidChangeViewState = view.onDidChangeViewState;
    this.#outbox = new Outbox({
      send: (message) => void view.webview.postMessage(message),
      later: (callback) => setTimeout(callback, MILLISECONDS_OF_A_BUNDLE),
    });
    const subscriptions = Disposable.from(
      this.#asked,
      view.webview.onDidReceiveMessage((data) => this.#received(data)),
      view.onDidChangeViewState(() => this.#viewChanged()),
    );
    view.onDidDispose(() => {
      this.#ready = false;
      this.#outbox.clear();
      this.#abandon();
      subscriptions.dispose();
    });
    view.iconPath = {
      light: Uri.joinPath(extension, 'media', 'file-light.svg'),
      dark: Uri.joinPath(extension, 'media', 'file-dark.svg'),
    };
    view.webview.options = { enableScripts: true, localResourceRoots: panelRoots(extension) };
    view.webview.html = panelHtml(view.webview, extension);
    this.#entitle();
  }

  get session(): ExperimentSession {
    return this.#session;
  }

  /** Does it have the focus of the editor area? */
  get active(): boolean {
    return this.#view.active;
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  /** The column of editors that it stands in; undefined where there are none. */
  get column(): ViewColumn | undefined {
    return this.#view.viewColumn;
  }

  /** Does it stay with its document? Else it follows the editor in front. */
  get locked(): boolean {
    return this.#locked;
  }

  lock(locked: boolean): void {
    this.#locked = locked;
    this.#entitle();
    this.#post({ type: 'lock', locked });
  }

  show(session: ExperimentSession): void {
    if (session === this.#session) {
      this.#entitle();
      return;
    }
    this.#session = session;
    this.#entitle();
    this.#post({ type: 'state', state: session.state() });
  }

  /** Brings it to the front of its column, without taking the focus. */
  reveal(): void {
    this.#view.reveal(undefined, true);
  }

  focus(): void {
    this.#view.reveal();
  }

  /** A picture of the chart that was last pointed at, as it is looked at. @returns null when there is none, or the panel goes away. */
  async draw(format: PictureFormat): Promise<string | null> {
    if (!this.#ready) {
      this.reveal();
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (!this.#ready) return null;
    const request = ++this.#requests;
    const message: DrawRequest = { type: 'draw', request, format };
    return new Promise((resolve) => {
      this.#drawing.set(request, resolve);
      void this.#view.webview.postMessage(message);
    });
  }

  /** Takes the focus and puts a picture of the chart that was last pointed at on the clipboard; the panel says how it went. */
  async copy(): Promise<void> {
    this.#view.reveal();
    if (!this.#ready) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const message: CopyRequest = { type: 'copy' };
    if (this.#ready) void this.#view.webview.postMessage(message);
  }

  /** Said about the document that it shows. */
  send(message: ToPanel): void {
    this.#post(message);
  }

  /** Says that the host is there. */
  beat(serverAnswers: boolean): void {
    this.#post({ type: 'alive', serverAnswers });
  }

  dispose(): void {
    this.#view.dispose();
  }

  #received(data: unknown): void {
    const message = readMessage(data);
    if (message === null) return;
    if (message.type === 'ready') {
      // In another window it is another page, that knows nothing of what the one before it was asked.
      this.#abandonDrawings();
      this.#ready = true;
      this.#post({ type: 'lock', locked: this.#locked });
      this.#post({ type: 'state', state: this.#session.state() });
      for (const resolve of this.#waiting.splice(0)) resolve();
    }
    if (message.type === 'drawn') {
      this.#drawing.get(message.request)?.(message.content);
      this.#drawing.delete(message.request);
    }
    this.#asked.fire(message);
  }

  /** A hidden page is gone. It says `ready` when it is shown again. */
  #viewChanged(): void {
    if (this.#view.visible) return;
    this.#ready = false;
    this.#outbox.clear();
    this.#abandon();
  }

  /** Nobody is left to answer. */
  #abandon(): void {
    this.#abandonDrawings();
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #abandonDrawings(): void {
    for (const resolve of this.#drawing.values()) resolve(null);
    this.#drawing.clear();
  }

  #post(message: ToPanel): void {
    if (this.#ready) this.#outbox.post(message);
  }

  #entitle(): void {
    const { document } = this.#session;
    this.#view.title = `Lin-SPG${this.#locked ? ' (locked)' : ''}: ${fileNameOf(document)}`;
  }
}
