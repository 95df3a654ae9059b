/**
 * What is known of one document: its latest analysis, the experiment that is charted, and the run that is going on.
 * No editor, no clock, no worker: the host passes in what a session may do, so that every order of events can be tried.
 *
 * A run is begun only for a text that the server has found free of errors, so a request waits for the analysis of its text; where the server does
 * not answer, the text is read here, and the run needs no verdict.
 * The charted experiment is replaced when the runs of the next are planned: what fails before replaces nothing.
 *
 * Charts may also follow the text as it changes, under a hand that drags or types. Then a run is charted only when it is whole, or has had
 * its `PATIENCE`, and gives way to the next only then: so curves turn into curves, and however fast the hand, some are seen. What was asked
 * for gives way to nothing but what is asked for.
 */
import type { FamilyNews } from '../experiment/judge.js';
import { Results } from '../experiment/results.js';
import type { ExperimentEvent } from '../experiment/types.js';
import { afterNews, isOpen, unknownFamily } from '../shared/family.js';
import type {
  ChartedExperiment,
  FamilyFailure,
  Freshness,
  PanelState,
  RunStamp,
  RunState,
  Subject,
  ToPanel,
} from '../shared/messages.js';
import { fileNameOf } from '../shared/names.js';
import type { AnalysisParams } from '../shared/protocol.js';
import { History } from './history.js';

/** A document at one moment. */
export interface TextSnapshot {
  readonly version: number;
  readonly text: string;
  /** Does the text equal what is on disk? */
  readonly saved: boolean;
}

/** What a text is about, and whether it can run. */
export type Readout = Pick<AnalysisParams, 'subject' | 'errors' | 'runnable'>;

export interface SessionPort {
  /** A number never given before in this window. */
  nextRun(): number;
  /** Milliseconds since 1970. */
  now(): number;
  hash(text: string): string;
  /** Runs the experiment of a text. Events come in order; nothing needs to be said after the signal has aborted. */
  execute(text: string, onEvent: (event: ExperimentEvent) => void, signal: AbortSignal): Promise<void>;
  /** Tells what is known of the instances of a text's family. Nothing needs to be said after the signal has aborted. */
  judge(text: string, onNews: (news: FamilyNews) => void, signal: AbortSignal): Promise<void>;
  /** What a run needs to know of a text before it begins, where no server tells it. */
  read(document: string, text: string): Readout;
  /** Told after every change, with what the panel has to hear of it. */
  announce(message: ToPanel): void;
}

/** How long a run that follows the text may keep what it has recorded to itself, and another waiting. Milliseconds. */
const PATIENCE = 300;

/** Why a run follows the text: `stroke` names the drag that it belongs to, null: none. */
export interface Following {
  readonly stroke: number | null;
}

interface Request {
  readonly text: TextSnapshot;
  /** null: it was asked for. */
  readonly following: Following | null;
  readonly refused: (reason: string) => void;
}

/** A run that has only been begun. */
const NOT_YET = { kind: 'running', doneIterations: 0, totalIterations: 0, milliseconds: 0 } as const;

interface Going {
  readonly stamp: RunStamp;
  /** When it began, milliseconds since 1970. */
  readonly ranAt: number;
  subject: Subject;
  readonly text: string;
  readonly textHash: string;
  readonly following: Following | null;
  readonly abort: AbortController;
  totalIterations: number;
  /** Is it what the panel shows? */
  charted: boolean;
  /** Has a run that follows had its time? */
  mayGiveWay: boolean;
}

export class ExperimentSession {
  readonly #port: SessionPort;
  #document: string;
  #text: TextSnapshot | null = null;
  #analysis: AnalysisParams | null = null;
  /** Does the server answer? While it does not, there is no analysis. */
  #isAnalysed = true;
  /** The last analysis before the server fell silent: true again of the same text when it answers. */
  #withheld: AnalysisParams | null = null;
  /** What shall run as soon as it is known to be free of errors. */
  #requested: Request | null = null;
  #going: Going | null = null;
  /** Ends the telling of what is known of the charted family. */
  #judging: AbortController | null = null;
  #charted: ChartedExperiment | null = null;
  /** What the charted experiment followed; null: it was asked for, or charted before. */
  #chartedFollowed: Following | null = null;
  readonly #history = new History();
  readonly #results = new Results();
  #run: RunState = { kind: 'idle' };
  #runStamp: RunStamp | null = null;
  #freshness: Freshness = { kind: 'current' };

  constructor(document: string, port: SessionPort) {
    this.#document = document;
    this.#port = port;
  }

  /** The URI of the document; another after it was renamed. */
  get document(): string {
    return this.#document;
  }

  get text(): TextSnapshot | null {
    return this.#text;
  }

  /** Does a run go on that somebody asked for, or is one about to begin? */
  get isBusy(): boolean {
    return (this.#going !== null && this.#going.following === null) || this.#requested?.following === null;
  }

  get isOpen(): boolean {
    return this.#text !== null;
  }

  get run(): RunState {
    return this.#run;
  }

  get experiment(): ChartedExperiment | null {
    return this.#charted;
  }

  get analysis(): AnalysisParams | null {
    return this.#analysis;
  }

  /** Everything, for a panel that knows nothing. Shares its arrays with the session: to be sent, not kept. */
  state(): PanelState {
    return {
      document: this.document,
      subject: this.#analysis?.subject ?? null,
      analysis: this.#analysis?.analysis ?? null,
      textVersion: this.#analysis?.version ?? 0,
      experiment: this.#charted,
      run: this.#run,
      freshness: this.#freshness,
      comparison: this.#history.against(this.#charted),
    };
  }

  /** The document was opened, anew perhaps: its versions count from the beginning. */
  opened(text: TextSnapshot): void {
    this.#forgetAnalysis();
    this.#requested = null;
    this.edited(text);
  }

  /** The document has another name. All that is known goes with it, and so does a run that is going on. */
  moved(document: string): void {
    this.#document = document;
    const fileName = fileNameOf(document);
    const named = <T extends { readonly subject: Subject }>(one: T): T => ({
      ...one,
      subject: { ...one.subject, fileName },
    });
    this.#history.renamed(fileName);
    if (this.#charted !== null) this.#charted = named(this.#charted);
    if (this.#going !== null) this.#going.subject = named(this.#going).subject;
    this.#port.announce({ type: 'state', state: this.state() });
  }

  /** The document is open, but not as an experiment any more: nothing is said of its text, and nothing of it runs. */
  left(): void {
    this.stop();
    this.closed();
    this.#forgetAnalysis();
    this.#refresh();
  }

  /** The server does not answer, or answers again. */
  serverAnswers(answers: boolean): void {
    if (this.#isAnalysed === answers) return;
    this.#isAnalysed = answers;
    if (answers) {
      const withheld = this.#withheld;
      this.#withheld = null;
      if (withheld !== null && this.#analysis === null && withheld.version === this.#text?.version)
        this.analysed(withheld);
      return;
    }
    const before = this.#analysis;
    this.#forgetAnalysis();
    this.#withheld = before;
    this.#beginRequested();
    this.#refresh();
  }

  #forgetAnalysis(): void {
    this.#withheld = null;
    if (this.#analysis === null) return;
    this.#analysis = null;
    this.#port.announce({ type: 'analysis', analysis: null, subject: null, textVersion: 0 });
  }

  /** Is what is charted there because the charts followed the text, and not because somebody asked for it? */
  get hasFollowed(): boolean {
    return this.#chartedFollowed !== null;
  }

  /** The text, or whether it is saved, has changed. With `following`, the charts follow. */
  edited(text: TextSnapshot, following: Following | null = null): void {
    this.#text = text;
    if (following !== null) this.#follow(text, following);
    this.#refresh();
  }

  /** The document is closed; its last results stay, and a run that is going on goes on. */
  closed(): void {
    this.#text = null;
    this.#requested = null;
  }

  analysed(params: AnalysisParams): void {
    if (this.#text === null || params.version > this.#text.version) return;
    if (this.#analysis !== null && params.version < this.#analysis.version) return;
    this.#analysis = params;
    const { analysis, subject, version } = params;
    this.#port.announce({ type: 'analysis', analysis, subject, textVersion: version });
    this.#refresh();
    this.#beginRequested();
  }

  /**
   * Runs a text, or, if the text has moved on before it was analysed, the newer one. Stops the run before it.
   * `refused` is told why when the text cannot run.
   */
  request(text: TextSnapshot, refused: Request['refused'] = () => {}): void {
    if (this.#text === null) return;
    this.stop();
    this.#requested = { text, following: null, refused };
    this.#beginRequested();
  }

  stop(): void {
    this.#requested = null;
    if (this.#going !== null) {
      this.#halt();
      this.#setRun({ kind: 'stopped' });
    }
    this.#refresh();
  }

  /** Takes up what was charted before the window was reloaded, unless something has been charted since. */
  restore(charted: ChartedExperiment): void {
    if (this.#charted !== null || this.#going !== null) return;
    const stamp = { ...charted.stamp, run: this.#port.nextRun() };
    this.#recharted({ ...charted, stamp, family: unknownFamily(charted.subject) });
  }

  /** Shows what was charted before. */
  #recharted(charted: ChartedExperiment): void {
    this.#runStamp = charted.stamp;
    this.#charted = charted;
    this.#chartedFollowed = null;
    this.#run = charted.results.every((run) => run.ending !== null)
      ? { kind: 'finished', milliseconds: Math.max(0, ...charted.results.map((r) => r.milliseconds ?? 0)) }
      : { kind: 'stopped' };
    this.#freshness = this.#judge();
    this.#port.announce({ type: 'state', state: this.state() });
    this.#judgeFamily();
  }

  /** Draws a run beside the later ones, or no more. */
  pin(run: number): void {
    this.#history.togglePin(run);
    this.#compare();
  }

  /** Charts a run of this session again, under a new number. Stops the run that is going on. */
  recall(run: number): void {
    if (this.#history.find(run) === null) return;
    this.stop();
    const { name } = this.#history.against(this.#charted).past.find((one) => one.run === run)!;
    const charted = { ...this.#history.take(run, this.#port.nextRun())!, recalled: { run, name } };
    if (this.#charted !== null) this.#history.add(this.#charted);
    this.#recharted(charted);
  }

  /** The text of a run of this session; null when it is not kept any more. */
  textOf(run: number): string | null {
    return this.#history.find(run)?.text ?? null;
  }

  dispose(): void {
    this.#requested = null;
    this.#halt();
    this.#judging?.abort();
  }

  #halt(): void {
    const going = this.#going;
    this.#going = null;
    going?.abort.abort();
  }

  #follow(text: TextSnapshot, following: Following): void {
    if (!this.#shows(text)) {
      this.#requested = { text, following, refused: () => {} };
      return;
    }
    // The hand has come back.
    this.#requested = null;
    if (this.#going?.following) this.#halt();
  }

  /** Is the whole run of a text charted? */
  #shows({ text }: TextSnapshot): boolean {
    const charted = this.#charted;
    if (charted === null || charted.textHash !== this.#port.hash(text)) return false;
    return charted.results.every(({ ending }) => ending !== null);
  }

  #beginRequested(): void {
    const requested = this.#requested;
    if (requested === null) return;
    const known = this.#isAnalysed ? this.#analysis : this.#read(requested.text);
    if (known === null || known.version < requested.text.version) return;
    if (this.#going !== null && !this.#going.mayGiveWay) return;
    // Another version may have been analysed in its place. If that has been edited too, a later analysis will come.
    const text = [requested.text, this.#text].find((one) => one?.version === known.version);
    if (!text) return;
    this.#requested = null;
    if (known.errors > 0) {
      requested.refused(`Nothing was run: the text has ${count(known.errors, 'error')}.`);
    } else if (!known.runnable || known.subject === null) {
      requested.refused(
        'Nothing was run: the text has no `run` section. Add `run:` to describe an experiment.',
      );
    } else this.#begin(text, known.subject, requested.following);
    this.#refresh();
  }

  #read({ version, text }: TextSnapshot): Readout & Pick<AnalysisParams, 'version'> {
    return { version, ...this.#port.read(this.#document, text) };
  }

  #begin({ version, text }: TextSnapshot, subject: Subject, following: Following | null): void {
    this.#halt();
    const going: Going = {
      stamp: { run: this.#port.nextRun(), textVersion: version },
      ranAt: this.#port.now(),
      subject,
      text,
      textHash: this.#port.hash(text),
      following,
      abort: new AbortController(),
      totalIterations: 0,
      charted: false,
      mayGiveWay: false,
    };
    this.#going = going;
    this.#runStamp = going.stamp;
    if (following === null) this.#setRun(NOT_YET);
    const hear = (event: ExperimentEvent) => {
      if (this.#going === going) this.#heard(going, event);
    };
    this.#port.execute(text, hear, going.abort.signal).then(
      () => hear({ kind: 'failed', message: 'The run ended without a result.' }),
      (error: unknown) => hear({ kind: 'failed', message: reasonOf(error) }),
    );
  }

  #heard(going: Going, event: ExperimentEvent): void {
    const { stamp } = going;
    switch (event.kind) {
      case 'planned':
        going.totalIterations = event.totalIterations;
        this.#results.add(event);
        if (going.following !== null) return;
        this.#chart(going);
        this.#setRun({ ...NOT_YET, totalIterations: event.totalIterations });
        return;
      case 'recorded':
      case 'ended':
        this.#results.add(event);
        if (going.charted) this.#port.announce({ type: 'events', stamp, events: [event] });
        return;
      case 'progress': {
        const { totalIterations, following } = going;
        const { doneIterations, milliseconds } = event;
        going.mayGiveWay = following !== null && milliseconds >= PATIENCE;
        if (following !== null && !going.mayGiveWay) return;
        if (!going.charted) this.#chart(going);
        this.#setRun({ kind: 'running', doneIterations, totalIterations, milliseconds });
        this.#beginRequested();
        return;
      }
      case 'finished':
        if (!going.charted) this.#chart(going);
        this.#going = null;
        this.#setRun({ kind: 'finished', milliseconds: event.milliseconds });
        this.#beginRequested();
        return;
      case 'failed':
        this.#halt();
        this.#setRun({ kind: 'failed', message: event.message });
        this.#refresh();
        this.#beginRequested();
        return;
    }
  }

  #chart(going: Going): void {
    const { stamp, subject, text, textHash, ranAt, following } = going;
    going.charted = true;
    // As a drag is one step of undo, it is one entry of the history.
    const sameStroke =
      following !== null && following.stroke !== null && following.stroke === this.#chartedFollowed?.stroke;
    if (this.#charted !== null && !sameStroke) this.#history.add(this.#charted);
    const family = unknownFamily(subject);
    this.#charted = { stamp, subject, text, textHash, ranAt, family, results: this.#results.all() };
    this.#chartedFollowed = following;
    this.#port.announce({ type: 'started', experiment: structuredClone(this.#charted) });
    this.#compare();
    this.#refresh();
    this.#judgeFamily();
  }

  /** Asks for what is not known yet of the charted family, and for nothing more of the one before. */
  #judgeFamily(): void {
    this.#judging?.abort();
    const charted = this.#charted;
    if (!charted?.family || !isOpen(charted.family)) return;
    const abort = new AbortController();
    this.#judging = abort;
    const hear = (news: FamilyNews | FamilyFailure) => {
      const now = this.#charted;
      if (abort.signal.aborted || !now?.family) return;
      this.#charted = { ...now, family: afterNews(now.family, news) };
      this.#port.announce({ type: 'family', stamp: now.stamp, family: news });
    };
    this.#port
      .judge(charted.text, hear, abort.signal)
      .catch((error: unknown) => hear({ kind: 'failed', message: reasonOf(error) }));
  }

  #compare(): void {
    this.#port.announce({ type: 'comparison', comparison: this.#history.against(this.#charted) });
  }

  #setRun(run: RunState): void {
    this.#run = run;
    this.#port.announce({ type: 'run', stamp: this.#runStamp, run });
  }

  #refresh(): void {
    const before = this.#freshness;
    this.#freshness = this.#judge();
    if (!same(before, this.#freshness))
      this.#port.announce({ type: 'freshness', freshness: this.#freshness });
  }

  /** Are the charts of the text on their way, without being asked for? */
  #isFollowing(): boolean {
    if (this.#going !== null && this.#going.following === null) return false;
    if (this.#requested !== null) return this.#requested.following !== null;
    return this.#going !== null && !this.#going.charted;
  }

  /** Until the text has been analysed, the errors of the version before it stand, unless it is the charted text again. */
  #judge(): Freshness {
    const text = this.#text;
    const charted = this.#charted;
    if (text === null) return charted === null ? { kind: 'current' } : { kind: 'edited', saved: true };
    if (charted !== null && this.#port.hash(text.text) === charted.textHash) return { kind: 'current' };
    const errors = this.#analysis?.errors ?? 0;
    if (errors > 0) return { kind: 'broken', errors };
    if (charted === null) return { kind: 'current' };
    return this.#isFollowing() ? { kind: 'following' } : { kind: 'edited', saved: text.saved };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function same(a: Freshness, b: Freshness): boolean {
  if (a.kind === 'edited' && b.kind === 'edited') return a.saved === b.saved;
  if (a.kind === 'broken' && b.kind === 'broken') return a.errors === b.errors;
  return a.kind === b.kind;
}
