/** Which experiment is in front: that of the active editor, or of the panel that has the focus. */
import { commands, Disposable, EventEmitter, window, workspace } from 'vscode';
import type { Experiments, SessionChange } from './experiments.js';
import { MILLISECONDS_OF_A_BUNDLE } from './outbox.js';
import type { Panels } from './panels.js';
import type { ExperimentSession } from './session/session.js';

/** Changes that affect nothing outside the panel. */
const INSIDE_THE_PANEL: readonly SessionChange['event']['kind'][] = [
  'recorded',
  'comparisonChanged',
  'freshnessChanged',
];

export class Front implements Disposable {
  readonly #experiments: Experiments;
  readonly #panels: Panels;
  readonly #changed = new EventEmitter<ExperimentSession | null>();
  readonly #context = new Map<string, unknown>();
  readonly #subscriptions: Disposable;
  #soon: ReturnType<typeof setTimeout> | undefined;

  /** Fires when another experiment is in front, or something about it has changed. */
  readonly onDidChange = this.#changed.event;

  constructor(experiments: Experiments, panels: Panels) {
    this.#experiments = experiments;
    this.#panels = panels;
    this.#subscriptions = Disposable.from(
      this.#changed,
      window.onDidChangeActiveTextEditor(() => this.#update()),
      panels.onDidChangeView(() => this.#update()),
      experiments.onDidOpen(() => this.#update()),
      workspace.onDidCloseTextDocument(() => this.#update()),
      experiments.onDidChange(({ session, event }) => {
        if (event.kind === 'runChanged') this.#setRunning();
        if (session !== this.session || INSIDE_THE_PANEL.includes(event.kind)) return;
        if (goesOn(event)) this.#updateSoon();
        else this.#update();
      }),
    );
    this.#update();
  }

  get session(): ExperimentSession | null {
    const editor = window.activeTextEditor;
    return this.#panels.active ?? (editor ? this.#experiments.ofOpen(editor.document) : null) ?? null;
  }

  dispose(): void {
    clearTimeout(this.#soon);
    this.#subscriptions.dispose();
  }

  /** A run that is soon over should change buttons and status once, not three times, since the window that draws its curve draws each change. */
  #updateSoon(): void {
    this.#soon ??= setTimeout(() => this.#update(), MILLISECONDS_OF_A_BUNDLE);
  }

  #update(): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    const session = this.session;
    this.#setContext('linspg.running', session?.run.kind === 'running');
    this.#setRunning();
    this.#setContext('linspg.hasResult', session !== null && session.experiment !== null);
    const panel = session && this.#panels.of(session);
    this.#setContext('linspg.panel', panel ? (panel.locked ? 'locked' : 'follows') : 'none');
    this.#changed.fire(session);
  }

  /** A run can be stopped wherever it is shown. */
  #setRunning(): void {
    this.#setContext('linspg.anyRunning', this.#experiments.running.length > 0);
  }

  #setContext(key: string, value: unknown): void {
    if (this.#context.get(key) === value) return;
    this.#context.set(key, value);
    void commands.executeCommand('setContext', key, value);
  }
}

/** Is it from a run in progress? Then more will follow soon. */
function goesOn(event: SessionChange['event']): boolean {
  return event.kind === 'charted' || (event.kind === 'runChanged' && event.run.kind === 'running');
}
