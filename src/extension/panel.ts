/** One webview and the session that it shows. It keeps no state of its own: everything is sent again when the page says `ready`. */
import { Disposable, EventEmitter, Uri, type ViewColumn, type WebviewPanel } from 'vscode';
import { type FromPanel, readMessage } from '../shared/fromPanel.js';
import type { CatchUpRequest, CopyRequest, RevealRequest, ToPanel } from '../shared/messages.js';
import { fileNameOf } from '../shared/names.js';
import type { PictureOrder } from '../shared/pictures.js';
import { Asker } from '../shared/requests.js';
import { panelHtml, panelRoots } from './html.js';
import { MILLISECONDS_OF_A_BUNDLE, Outbox } from './outbox.js';
import type { ExperimentSession } from './session/session.js';

/** What a panel asks of the host. The messages `ready`, `caughtUp` and `drawn` concern the panel alone. */
export type PanelMessage = Exclude<FromPanel, { readonly type: 'ready' | 'drawn' | 'caughtUp' }>;

export class Panel {
  readonly #view: WebviewPanel;
  readonly #received = new EventEmitter<PanelMessage>();
  readonly #outbox: Outbox;
  #session: ExperimentSession;
  #locked: boolean;
  #ready = false;
  /** Called when the page has said `ready`. */
  #waiting: (() => void)[] = [];
  readonly #pictures: Asker<'draw'>;

  /** Fires with what its buttons ask for. */
  readonly onDidReceive = this.#received.event;
  readonly onDidDispose: WebviewPanel['onDidDispose'];
  readonly onDidChangeViewState: WebviewPanel['onDidChangeViewState'];

  constructor(
    view: WebviewPanel,
    extension: Uri,
    session: ExperimentSession,
    { locked }: { readonly locked: boolean },
  ) {
    this.#view = view;
    this.#session = session;
    this.#locked = locked;
    this.onDidDispose = view.onDidDispose;
    this.onDidChangeViewState = view.onDidChangeViewState;
    this.#outbox = new Outbox({
      send: (message) => void view.webview.postMessage(message),
      askToCatchUp: () => void view.webview.postMessage({ type: 'catchUp' } satisfies CatchUpRequest),
      later: (callback) => setTimeout(callback, MILLISECONDS_OF_A_BUNDLE),
    });
    this.#pictures = new Asker('draw', (question) => void view.webview.postMessage(question));
    const subscriptions = Disposable.from(
      this.#received,
      view.webview.onDidReceiveMessage((data) => this.#read(data)),
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

  /** Does it have the focus? */
  get active(): boolean {
    return this.#view.active;
  }

  get visible(): boolean {
    return this.#view.visible;
  }

  /** The editor column that it is in; undefined if there is none. */
  get column(): ViewColumn | undefined {
    return this.#view.viewColumn;
  }

  /** Does it stay with its document? If not, it follows the active editor. */
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

  /** Brings it to the front of its column, without focusing it. */
  reveal(): void {
    this.#view.reveal(undefined, true);
  }

  /** A picture in its present view. @returns null if there is none, or if the panel goes away. */
  async draw(order: PictureOrder, provenance: readonly string[]): Promise<string | null> {
    if (!this.#ready) {
      this.reveal();
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (!this.#ready) return null;
    return (await this.#pictures.ask({ ...order, provenance }))?.content ?? null;
  }

  /** Focuses the panel and copies a picture of the chart that was last under the pointer; the panel shows whether that worked. */
  async copy(): Promise<void> {
    this.#view.reveal();
    if (!this.#ready) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const message: CopyRequest = { type: 'copy' };
    if (this.#ready) void this.#view.webview.postMessage(message);
  }

  /** Scrolls a part of the page into view. */
  async lookAt(part: RevealRequest['part']): Promise<void> {
    this.reveal();
    if (!this.#ready) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const message: RevealRequest = { type: 'reveal', part };
    if (this.#ready) void this.#view.webview.postMessage(message);
  }

  /** Shows the phase diagram of a number, in the words that name it. */
  async pick(words: string): Promise<void> {
    this.reveal();
    if (!this.#ready) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#post({ type: 'numberPicked', words });
    await this.lookAt('phase');
  }

  /** Sends a message about the document that the panel shows. */
  send(message: ToPanel): void {
    this.#post(message);
  }

  /** Reports that the host is alive. */
  beat(serverAnswers: boolean): void {
    this.#post({ type: 'alive', serverAnswers });
  }

  dispose(): void {
    this.#view.dispose();
  }

  #read(data: unknown): void {
    const message = readMessage(data);
    if (message === null) return;
    if (message.type === 'ready') this.#begin();
    else if (message.type === 'drawn') this.#pictures.received(message);
    else if (message.type === 'caughtUp') this.#outbox.caughtUp();
    else this.#received.fire(message);
  }

  #begin(): void {
    // In another window it is another page, which does not know the questions to the former page.
    this.#pictures.abandon();
    this.#outbox.clear();
    this.#ready = true;
    this.#post({ type: 'lock', locked: this.#locked });
    this.#post({ type: 'state', state: this.#session.state() });
    for (const resolve of this.#waiting.splice(0)) resolve();
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
    this.#pictures.abandon();
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #post(message: ToPanel): void {
    if (this.#ready) this.#outbox.post(message);
  }

  #entitle(): void {
    const { document } = this.#session;
    this.#view.title = `Lin-SPG${this.#locked ? ' (locked)' : ''}: ${fileNameOf(document)}`;
  }
}
