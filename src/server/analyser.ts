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
  /** Of a bandit. */
  readonly analysis: Analysis | null;
  /** Of a contextual bandit or an MDP. */
  readonly policies: MdpAnalysis | null;
  /** What reads the files that the text names. */
  readonly files: DataFiles;
  readonly found: readonly Finding[];
  readonly subject: Subject | null;
  /** false: more will follow for this version. */
  readonly complete: boolean;
}

/** How long one turn of the event loop may be kept from the next message. Milliseconds. */
const TURN = 15;

/** At least this long between two publications of one version, and ten times as long as the last one took. Milliseconds. */
const PAUSE = 100;

/**
 * Reads and analyses each version of each document in short turns. A newer version drops what is left of an older one, so nothing old is published
 * after the latest. What is wrong with the text is published within the first turn, together with the conditions that are settled by then; where
 * reading takes longer than a turn, as soon as it is read.
 */
export class Analyser {
  readonly #pending = new Map<string, NodeJS.Immediate>();
  readonly #known = new Map<string, DocumentAnalysis>();
  /** Addresses of the texts that are being read. */
  readonly #reading = new Set<string>();

  constructor(
    private readonly publish: (known: DocumentAnalysis) => void,
    private readonly analyseBeforeRun = analysingBeforeRun,
  ) {}

  /** What is known of the text as it is now, published already or not, as soon as it is read. */
  async known(uri: string): Promise<DocumentAnalysis | undefined> {
    // The reading goes on with each turn of this thread.
    while (this.#reading.has(uri)) await new Promise(setImmediate);
    return this.#known.get(uri);
  }

  /** The same once it is complete, or as far as it is after a while. */
  async settled(uri: string, milliseconds: number): Promise<DocumentAnalysis | undefined> {
    const latest = performance.now() + milliseconds;
    while (!(await this.known(uri))?.complete && this.#pending.has(uri) && performance.now() < latest)
      await new Promise(setImmediate);
    return this.known(uri);
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
    turn();
  }

  /** @param began when its reading did */
  #analyse(document: TextDocument, files: DataFiles, reading: Reading, began: number): void {
    // The log has the whole, with its stack.
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
      this.publish(known);
    };
    if (bandit === null && mdp === null) {
      record({}, { complete: true });
      return;
    }
    // What is wrong with a long text need not wait for the conditions.
    if (performance.now() - began > TURN) record({}, { complete: false });
    const steps = bandit
      ? analysisOf(this.analyseBeforeRun(bandit, run))
      : policiesOf(analysingMdpBeforeRun(mdp!, run));
    let next = 0;
    const advance = () => {
      const started = performance.now();
      let step = steps.next();
      while (!step.done && performance.now() - started < TURN) step = steps.next();
      const complete = step.done === true;
      if (complete || started >= next) {
        const before = performance.now();
        record(step.done ? step.value : step.value(), { complete });
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
        // Of this text alone; the log has the whole, with its stack.
        console.error(fault);
        record({}, { complete: true }, findingsOfFault(reading, fault));
      }
    };
    turn();
  }

  closed(uri: string): void {
    const pending = this.#pending.get(uri);
    if (pending) clearImmediate(pending);
    this.#pending.delete(uri);
    this.#known.delete(uri);
    this.#reading.delete(uri);
  }
}

/** The analysis of a problem so far: of a bandit, or of a process. */
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
