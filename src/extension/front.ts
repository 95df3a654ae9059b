/** Which experiment is in front: that of the active editor, or of the panel that has the focus. */
import { commands, Disposable, EventEmitter, window } from 'vscode';
import type { Experiments } from './experiments.js';
import type { Panels } from './panels.js';
import type { ExperimentSession } from './session.js';

export class Front implements Disposable {
  readonly #experiments: Experiments;
  readonly #panels: Panels;
  readonly #changed = new EventEmitter<ExperimentSession | null>();
  readonly #context = new Map<string, unknown>();
  readonly #subscriptions: Disposable;

  /** Another experiment is in front, or something of it has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(experiments: Experiments, panels: Panels) {
    this.#experiments = experiments;
    this.#panels = panels;
    this.#subscriptions = Disposable.from(
      this.#changed,
      window.onDidChangeActiveTextEditor(() => this.#update()),
      panels.onDidChangeView(() => this.#update()),
      experiments.onDidChange(({ session, message }) => {
        // What happens at every checkpoint tells nothing that is shown outside the panel.
        if (message.type !== 'events' && session === this.session) this.#update();
      }),
    );
    this.#update();
  }

  get session(): ExperimentSession | null {
    const editor = window.activeTextEditor;
    return this.#panels.active ?? (editor ? this.#experiments.find(editor.document.uri) : null) ?? null;
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #update(): void {
    const session = this.session;
    this.#setContext('linspg.running', session?.run.kind === 'running');
    this.#setContext('linspg.hasResult', session !== null && session.experiment !== null);
    const panel = session && this.#panels.of(session);
    this.#setContext('linspg.panel', panel ? (panel.locked ? 'locked' : 'follows') : 'none');
    this.#changed.fire(session);
  }

  #setContext(key: string, value: unknown): void {
    if (this.#context.get(key) === value) return;
    this.#context.set(key, value);
    void commands.executeCommand('setContext', key, value);
  }
}
