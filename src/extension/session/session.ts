/**
 * One document's session: keeps its state, tells what happens, and has the workers compute what the state says. No editor, no clock, no worker:
 * the host passes these in, so that every order of events can be tried.
 */
import { faultMessage } from '../../borders/fault.js';
import type { FamilyNews } from '../../experiment/instanceVerdicts.js';
import { Results } from '../../experiment/results.js';
import type { ExperimentEvent } from '../../experiment/types.js';
import { isOpen, unknownFamily } from '../../shared/family.js';
import type { ChartedExperiment, PanelState, RunState } from '../../shared/messages.js';
import type { AnalysisParams } from '../../shared/protocol.js';
import type { PinnedFile } from '../../spec/files/port.js';
import type { SessionEvent } from './events.js';
import {
  activeRun,
  type HashedText,
  initialState,
  isBusy,
  type LiveRun,
  panelState,
  type SessionState,
  type TextSnapshot,
} from './state.js';
import type { Transition } from './step.js';
import * as transitions from './transitions.js';

export interface SessionPort {
  /** A number never given before in this window. */
  nextRun(): number;
  /** Milliseconds since 1970. */
  now(): number;
  hash(text: string): string;
  /** What a run needs to know of a text before it begins, where no server tells it. */
  readonly read: transitions.Read;
  /** Runs the experiment of a text. Events come in order; nothing needs to be said after the signal has aborted. */
  execute(
    experiment: { readonly text: string; readonly files: readonly PinnedFile[] },
    onEvent: (event: ExperimentEvent) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Tells what is known of the instances of a text's family. Nothing needs to be said after the signal has aborted. */
  decideInstances(text: string, onNews: (news: FamilyNews) => void, signal: AbortSignal): Promise<void>;
  /** Told after every change. */
  publish(event: SessionEvent): void;
}

/** What the workers do for a run, by the run's number. */
interface Task {
  readonly run: number;
  readonly abort: AbortController;
}

export class ExperimentSession {
  readonly #port: SessionPort;
  #state: SessionState;
  #running: Task | null = null;
  /** Tells what is known of the charted family. */
  #decidingInstances: Task | null = null;

  constructor(document: string, port: SessionPort) {
    this.#state = initialState(document);
    this.#port = port;
  }

  /** The URI of the document; another after it was renamed. */
  get document(): string {
    return this.#state.document;
  }

  get text(): TextSnapshot | null {
    return this.#state.text;
  }

  /** Is a run going on that somebody asked for, or is one about to begin? */
  get isBusy(): boolean {
    return isBusy(this.#state);
  }

  get isOpen(): boolean {
    return this.#state.text !== null;
  }

  get run(): RunState {
    return this.#state.run;
  }

  get experiment(): ChartedExperiment | null {
    return this.#state.charted;
  }

  get analysis(): AnalysisParams | null {
    return this.#state.analysis;
  }

  /** Is what is charted there because the charts followed the text, and not because somebody asked for it? */
  get hasFollowed(): boolean {
    return this.#state.chartedLive !== null;
  }

  /** Everything, for a panel that knows nothing. Shares its arrays with the session: to be sent, not kept. */
  state(): PanelState {
    return panelState(this.#state);
  }

  opened(text: TextSnapshot): void {
    this.#go(transitions.opened(this.#hashed(text)));
  }

  edited(text: TextSnapshot, live: LiveRun | null = null): void {
    this.#go(transitions.edited(this.#hashed(text), live));
  }

  closed(): void {
    this.#go(transitions.closed);
  }

  left(): void {
    this.#go(transitions.left);
  }

  moved(document: string): void {
    this.#go(transitions.moved(document));
  }

  serverAnswers(answers: boolean): void {
    this.#go(transitions.serverTurned(answers, this.#port.read));
  }

  analysed(analysis: AnalysisParams): void {
    this.#go(transitions.analysed(analysis, this.#port.read));
  }

  /** Runs a text. Where it cannot run, the event `refused` says why, unless the request is quiet. */
  request(text: TextSnapshot, { quiet = false } = {}): void {
    this.#go(transitions.requested(this.#hashed(text), { quiet }, this.#port.read));
  }

  stop(): void {
    this.#go(transitions.stopped);
  }

  /** Takes up what was charted before the window was reloaded, unless something has been charted since. */
  restore(charted: ChartedExperiment): void {
    if (this.#state.charted !== null || activeRun(this.#state) !== null) return;
    const stamp = { ...charted.stamp, run: this.#port.nextRun() };
    this.#go(transitions.recharted({ ...charted, stamp, family: unknownFamily(charted.subject) }));
  }

  /** Draws a run beside the later ones, or stops drawing it. */
  pin(run: number): void {
    this.#go(transitions.pinToggled(run));
  }

  /** Charts a run of this session again; a run that is not kept any more changes nothing. */
  recall(run: number): void {
    if (this.#state.history.find(run) === null) return;
    this.#go(transitions.recalled(run, this.#port.nextRun()));
  }

  /** The text of a run of this session; null when it is not kept any more. */
  textOf(run: number): string | null {
    return this.#state.history.find(run)?.text ?? null;
  }

  dispose(): void {
    this.#state = { ...this.#state, activity: { kind: 'resting' } };
    this.#running?.abort.abort();
    this.#decidingInstances?.abort.abort();
  }

  #go(transition: Transition): void {
    let { state, events } = transition(this.#state);
    if (state.activity.kind === 'starting') {
      const begun = transitions.begun(this.#port.nextRun(), this.#port.now())(state);
      state = begun.state;
      events = [...events, ...begun.events];
    }
    this.#state = state;
    this.#stopOthers();
    for (const event of events) this.#port.publish(event);
    this.#execute();
    this.#decideInstances();
  }

  #hashed(text: TextSnapshot): HashedText {
    return { ...text, hash: this.#port.hash(text.text) };
  }

  /** Ends what the state does not speak of any more. */
  #stopOthers(): void {
    if (this.#running?.run !== activeRun(this.#state)?.stamp.run) {
      this.#running?.abort.abort();
      this.#running = null;
    }
    if (this.#decidingInstances?.run !== this.#state.charted?.stamp.run) {
      this.#decidingInstances?.abort.abort();
      this.#decidingInstances = null;
    }
  }

  #execute(): void {
    const active = activeRun(this.#state);
    if (active === null || this.#running !== null) return;
    const task: Task = { run: active.stamp.run, abort: new AbortController() };
    this.#running = task;
    const results = new Results();
    const receive = (event: ExperimentEvent) => {
      if (this.#running !== task) return;
      results.add(event);
      // It has come to its end: there is nothing to abort.
      if (event.kind === 'finished') this.#running = null;
      this.#go(transitions.ran(event, results.all(), this.#port.read));
    };
    const { text, files } = active;
    this.#port.execute({ text, files }, receive, task.abort.signal).then(
      () => receive({ kind: 'failed', message: 'The run ended without a result.' }),
      (error: unknown) => receive({ kind: 'failed', message: faultMessage(error) }),
    );
  }

  /** Asks for what is not known yet of the charted family. */
  #decideInstances(): void {
    const { charted } = this.#state;
    if (this.#decidingInstances !== null || !charted?.family || !isOpen(charted.family)) return;
    const task: Task = { run: charted.stamp.run, abort: new AbortController() };
    this.#decidingInstances = task;
    const receive = (news: Parameters<typeof transitions.familyKnown>[0]) => {
      if (this.#decidingInstances === task) this.#go(transitions.familyKnown(news));
    };
    this.#port
      .decideInstances(charted.text, receive, task.abort.signal)
      .catch((error: unknown) => receive({ kind: 'failed', message: faultMessage(error) }));
  }
}
