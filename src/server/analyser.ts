import { basename } from 'node:path/posix';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { analysing } from '../conditions/analyse.js';
import { type Finding, findings } from '../conditions/findings.js';
import type { Analysis } from '../conditions/types.js';
import type { Subject } from '../shared/messages.js';
import { readSpec } from '../spec/read.js';
import type { Reading } from '../spec/types.js';

/** What is known of one version of a document. */
export interface Known {
  readonly document: TextDocument;
  readonly reading: Reading;
  readonly analysis: Analysis | null;
  readonly found: readonly Finding[];
  readonly subject: Subject | null;
  /** false: more will follow for this version. */
  readonly complete: boolean;
}

/** How long one turn of the event loop may be kept from the next message. */
const TURN = 15;

/**
 * Reads and analyses each version of each document in short turns. A newer version drops what is left of an older one, so the
 * latest wins and nothing old is told after it. What is wrong with the text is told within the first turn, together with the
 * conditions that are settled by then.
 */
export class Analyser {
  readonly #latest = new Map<string, NodeJS.Immediate | null>();

  constructor(private readonly tell: (known: Known) => void) {}

  changed(document: TextDocument): void {
    this.closed(document.uri);
    // The text as it is now: the document object changes with the next keystroke.
    const reading = readSpec(document.getText());
    const { bandit } = reading;
    const subject = (analysis: Analysis | null) => subjectOf(document.uri, reading, analysis);
    if (bandit === null) {
      this.tell({
        document,
        reading,
        analysis: null,
        found: findings(reading, null),
        subject: null,
        complete: true,
      });
      return;
    }
    const steps = analysing(bandit);
    const turn = () => {
      const started = performance.now();
      let step = steps.next();
      while (!step.done && performance.now() - started < TURN) step = steps.next();
      const analysis = step.value;
      const complete = step.done === true;
      this.tell({
        document,
        reading,
        analysis,
        found: findings(reading, analysis),
        subject: subject(analysis),
        complete,
      });
      this.#latest.set(document.uri, complete ? null : setImmediate(turn));
    };
    turn();
  }

  closed(uri: string): void {
    const pending = this.#latest.get(uri);
    if (pending) clearImmediate(pending);
    this.#latest.delete(uri);
  }
}

function subjectOf(uri: string, { title, bandit }: Reading, analysis: Analysis | null): Subject | null {
  if (bandit === null) return null;
  return {
    fileName: basename(decodeURIComponent(uri)),
    title,
    actions: bandit.names,
    rewards: bandit.rewards.map((r) => r.value),
    features: bandit.features.map((row) => row.map((x) => x.value)),
    optimal: analysis?.verdict.optimal ?? [],
  };
}
