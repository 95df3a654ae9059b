import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { MdpAnalysis } from '../conditions/policies/types.js';
import type { Analysis } from '../conditions/types.js';
import type { Finding } from '../diagnostics/finding.js';
import { findings, findingsOfFault } from '../diagnostics/findings.js';
import { DataFiles } from '../disk/dataFiles.js';
import { analysingBeforeRun } from '../experiment/analyseBeforeRun.js';
import { analysingMdpBeforeRun } from '../experiment/analyseMdpBeforeRun.js';
import type { Subject } from '../shared/messages.js';
import { subjectOf } from '../shared/subject.js';
import { readingSpec } from '../spec/read.js';
import type { Reading } from '../spec/types.js';

/** What is known of one version of a document. */
export interface DocumentAnalysis {
  readonly document: TextDocument;
  readonly reading: Reading;
  /** For a bandit. */
  readonly analysis: Analysis | null;
  /** For a contextual bandit or an MDP. */
  readonly policies: MdpAnalysis | null;
  /** Reads the files that the text names. */
  readonly files: DataFiles;
  readonly found: readonly Finding[];
  readonly subject: Subject | null;
  /** false: more will follow for this version. */
  readonly complete: boolean;
}

/** In milliseconds: the longest that one turn of the event loop may delay the next message. */
const TURN = 15;

/** In milliseconds: at least this long between two publications of one version, and at least ten times as long as the last one took. */
const PAUSE = 100;

/**
 * Reads and analyses each version of each document in short turns. A newer version drops the rest of an older one, so nothing old is published
 * after the latest. Issues of the text are published within the first turn, together with the conditions that are settled by then; if
 * reading takes longer than a turn, as soon as the text is read.
 */
export class Analyser {
  readonly #pending = new Map<string, NodeJS.Immediate>();
  readonly #known = new Map<string, DocumentAnalysis>();
  /** The URIs of the texts that are being read. */
  readonly #reading = new Set<string>();

  constructor(
    private readonly publish: (known: DocumentAnalysis) => void,
    private readonly analyseBeforeRun = analysingBeforeRun,
  ) {}

  /** What is known of the present text, whether published or not, as soon as it is read. */
  async known(uri: string): Promise<DocumentAnalysis | undefined> {
    // The reading continues with each turn of this thread.
    while (this.#reading.has(uri)) await new Promise(setImmediate);
    return this.#known.get(uri);
  }

  /** `known`, once it is complete, or after a while as far as it is. */
  settled(uri: string, milliseconds: number): Promise<DocumentAnalysis | undefined> {
    return this.#once(uri, milliseconds, ({ complete }) => complete);
  }

  /** `known`, once the first conditions are decided, or after a while as far as it is. */
  judged(uri: string, milliseconds: number): Promise<DocumentAnalysis | undefined> {
    return this.#once(
      uri,
      milliseconds,
      ({ complete, analysis, policies }) => complete || analysis !== null || policies !== null,
    );
  }

  async #once(uri: string, milliseconds: number, isEnough: (known: DocumentAnalysis) => boolean) {
    const latest = performance.now() + milliseconds;
    let known = await this.known(uri);
    while (!(known && isEnough(known)) && this.#pending.has(uri) && performance.now() < latest) {
      await new Promise(setImmediate);
      known = await this.known(uri);
    }
    return known;
  }

  changed(document: TextDocument, files: DataFiles = new DataFiles(null)): void {
    const { uri } = document;
    this.closed(uri);
    this.#reading.add(uri);
    const began = performance.now();
    // The text as it is now: the document object changes with the next keystroke.
    const steps = readingSpec(document.getText(), files);
    const turn = () => {
      const started = performance.now();
      let step = steps.next();
      while (!step.done && performance.now() - started < TURN) step = steps.next();
      if (step.done) {
        this.#pending.delete(uri);
        this.#reading.delete(uri);
        this.#analyse(document, files, step.value, began);
      } else this.#pending.set(uri, setImmediate(turn));
    };
    // What is asked together with the change, and needs no reading, is answered first.
    this.#pending.set(uri, setImmediate(turn));
  }

  /** @param began when its reading began */
  #analyse(document: TextDocument, files: DataFiles, reading: Reading, began: number): void {
    // The log gets the whole error, with its stack.
    if (reading.fault) console.error(reading.fault);
    const { bandit, mdp, run } = reading;
    const record = (
      { analysis = null, policies = null }: Analyses,
      { complete }: { readonly complete: boolean },
      found: readonly Finding[] = findings(reading, analysis, policies),
    ) => {
      const subject = subjectOf(document.uri, reading);
      const known = { document, reading, files, analysis, policies, found, subject, complete };
      this.#known.set(document.uri, known);
      return known;
    };
    const tell: typeof record = (...what) => {
      const known = record(...what);
      this.publish(known);
      return known;
    };
    if (bandit === null && mdp === null) {
      tell({}, { complete: true });
      return;
    }
    // The issues of a long text need not wait for the conditions.
    const isLong = performance.now() - began > TURN;
    if (isLong) tell({}, { complete: false });
    const steps = bandit
      ? analysisOf(this.analyseBeforeRun(bandit, run))
      : policiesOf(analysingMdpBeforeRun(mdp!, run));
    let next = isLong ? performance.now() + PAUSE : 0;
    let isFirst = true;
    const advance = () => {
      const started = performance.now();
      let step = steps.next();
      while (!step.done && performance.now() - started < TURN) step = steps.next();
      const complete = step.done === true;
      const isDue = complete || started >= next;
      // Hovers show what the first turn has found, even if it is published later.
      if (isFirst && !isDue) record(step.done ? step.value : step.value(), { complete });
      isFirst = false;
      if (isDue) {
        const before = performance.now();
        tell(step.done ? step.value : step.value(), { complete });
        const after = performance.now();
        next = after + Math.max(PAUSE, 10 * (after - before));
      }
      if (!complete) this.#pending.set(document.uri, setImmediate(turn));
    };
    const turn = () => {
      this.#pending.delete(document.uri);
      try {
        advance();
      } catch (fault) {
        // A fault that concerns this text alone; the log gets the whole error, with its stack.
        console.error(fault);
        tell({}, { complete: true }, findingsOfFault(reading, fault));
      }
    };
    // Nor does what was asked while it was read.
    if (isLong) this.#pending.set(document.uri, setImmediate(turn));
    else turn();
  }

  closed(uri: string): void {
    const pending = this.#pending.get(uri);
    if (pending) clearImmediate(pending);
    this.#pending.delete(uri);
    this.#known.delete(uri);
    this.#reading.delete(uri);
  }
}

/** The analysis so far: of a bandit, or of a process. */
interface Analyses {
  readonly analysis?: Analysis | null;
  readonly policies?: MdpAnalysis | null;
}

type Steps = Generator<() => Analyses, Analyses>;

function* analysisOf(steps: Generator<() => Analysis, Analysis>): Steps {
  for (;;) {
    const step = steps.next();
    if (step.done) return { analysis: step.value };
    yield () => ({ analysis: step.value() });
  }
}

function* policiesOf(steps: Generator<() => MdpAnalysis, MdpAnalysis>): Steps {
  for (;;) {
    const step = steps.next();
    if (step.done) return { policies: step.value };
    yield () => ({ policies: step.value() });
  }
}
