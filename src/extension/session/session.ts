/**
 * The session of one document: it keeps the state, publishes events, and has the workers compute what the state demands. It knows no editor, clock or worker:
 * the host passes these in, so that tests can try every order of events.
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
  /** A number never returned before in this window. */
  nextRun(): number;
  /** Milliseconds since 1970. */
  now(): number;
  hash(text: string): string;
  /** Reads what a run needs to know of a text before it begins, if the server does not report it. */
  readonly read: transitions.Read;
  /** Runs the experiment of a text. Events come in order; after the signal has aborted, no event is needed. */
  execute(
    experiment: { readonly text: string; readonly files: readonly PinnedFile[] },
    onEvent: (event: ExperimentEvent) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Publishes what is known of the instances of a text's family. After the signal has aborted, nothing more is needed. */
  decideInstances(text: string, onNews: (news: FamilyNews) => void, signal: AbortSignal): Promise<void>;
  /** Called after every change. */
  publish(event: SessionEvent): void;
}

/** The work of the workers for a run, with the run's number. */
interface Task {
  readonly run: number;
  readonly abort: AbortController;
}

export class ExperimentSession {
  readonly #port: SessionPort;
  #state: SessionState;
  #running: Task | null = null;
  /** The task that finds out about the charted family. */
  #decidingInstances: Task | null = null;

  constructor(document: string, port: SessionPort) {
    this.#state = initialState(document);
    this.#port = port;
  }

  /** The URI of the document; it changes when the document is renamed. */
  get document(): string {
    return this.#state.document;
  }

  get text(): TextSnapshot | null {
    return this.#state.text;
  }

  /** Is a run in progress, or about to begin, that was asked for? */
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

  /** Was the present chart made because the charts followed the text, and not because it was asked for? */
  get hasFollowed(): boolean {
    return this.#state.chartedLive !== null;
  }

  /** Everything, for a panel that knows nothing. Shares its arrays with the session, so it may be sent but not kept. */
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

  /** Runs a text. If it cannot run, the event `refused` says why, unless the request is quiet. */
  request(text: TextSnapshot, { quiet = false } = {}): void {
    this.#go(transitions.requested(this.#hashed(text), { quiet }, this.#port.read));
  }

  stop(): void {
    this.#go(transitions.stopped);
  }

  /** Restores what was charted before the window was reloaded, unless something has been charted since. */
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

  /** The text of a run of this session; null if it is not kept any more. */
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

  /** Ends the tasks that the state no longer needs. */
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
      // It has ended, so there is nothing to abort.
      if (event.kind === 'finished') this.#running = null;
      this.#go(transitions.ran(event, results.all(), this.#port.read));
    };
    const { text, files } = active;
    this.#port.execute({ text, files }, receive, task.abort.signal).then(
      () => receive({ kind: 'failed', message: 'The run ended without a result.' }),
      (error: unknown) => receive({ kind: 'failed', message: faultMessage(error) }),
    );
  }

  /** Asks for what is not yet known of the charted family. */
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
