/**
 * Quick fixes that the reading attached to its issues. Each is tried before it is offered: the text that it makes is read, and where that has more errors
 * than there are now it is no fix. A trial takes as long as reading the text, so what is not tried in time is offered without its edit, and tried when it is
 * chosen.
 */
import type { Finding } from '../diagnostics/finding.js';
import type { TextEdit } from '../spec/types.js';
import type { Offer } from './banditFixes.js';
import { leavesMoreErrors, type ReadText } from './edits.js';
import { Searches } from './turns.js';

export interface ReadingOffer {
  readonly finding: Finding;
  readonly offer: Offer;
  /** It is known that it leaves no more errors. */
  readonly isTried: boolean;
}

export class ReadingFixes {
  /** The trials of a reading, done or begun. */
  readonly #trials = new Searches();

  /** The fixes of these findings in their order, without those that are tried in vain. @param isWanted for how long they are tried */
  async offers(
    text: string,
    known: ReadText,
    findings: readonly Finding[],
    isWanted: () => boolean,
  ): Promise<ReadingOffer[]> {
    const offers: ReadingOffer[] = [];
    for (const finding of findings) {
      const { fix, otherFixes = [] } = finding;
      for (const offer of [...(fix ? [fix] : []), ...otherFixes]) {
        const mends = await this.mends(text, known, offer.edits, isWanted);
        if (mends !== false) offers.push({ finding, offer, isTried: mends === true });
      }
    }
    return offers;
  }

  /** Does the text have no more errors after these edits? null: nobody waited for the answer. */
  async mends(
    text: string,
    known: ReadText,
    edits: readonly TextEdit[],
    isWanted: () => boolean,
  ): Promise<boolean | null> {
    const trial = this.#trials.of(known.reading, JSON.stringify(edits), () =>
      leavesMoreErrors(text, known, edits),
    );
    await trial.goOn(isWanted);
    return trial.isDone ? !trial.latest : null;
  }
}
