/** Collects the issues of a text, up to a number that a person may read. */
import { listed } from './format.js';
import type { IssueCode } from './issueCodes.js';
import { nearest } from './nearest.js';
import type { SpecIssue, TextFix, TextRange } from './types.js';
import { writtenName } from './writtenName.js';

/** The most issues of a text that are reported one by one. */
const MOST_TOLD = 300;

const placeOf = ({ start, end }: TextRange) => `${start}–${end}`;

/** What is wrong with one text, in the order in which it was found. */
export class Issues {
  readonly issues: SpecIssue[] = [];
  /** The first issue that is not reported by itself, and how many such issues there are. */
  untold: { readonly first: SpecIssue; readonly count: number } | null = null;
  #errors = 0;
  readonly #passed = new Set<string>();

  /** @param text what ranges are of */
  constructor(readonly text: string) {}

  /** Reports nothing more of exactly this place. */
  passOver(range: TextRange): void {
    this.#passed.add(placeOf(range));
  }

  report(issue: SpecIssue): null {
    if (this.#passed.has(placeOf(issue.range))) return null;
    if (this.issues.length < MOST_TOLD) this.issues.push(issue);
    else this.untold = { first: this.untold?.first ?? issue, count: (this.untold?.count ?? 0) + 1 };
    if (issue.severity === 'error') this.#errors++;
    return null;
  }

  error(code: IssueCode, range: TextRange, message: string, fix?: TextFix): null {
    return this.report({ severity: 'error', code, message, range, ...(fix && { fix }) });
  }

  /** The number of errors so far. */
  get errors(): number {
    return this.#errors;
  }

  /** What `read` returns, and whether it found no error. */
  judged<T>(read: () => T): { readonly reading: T; readonly isSound: boolean } {
    const before = this.#errors;
    const reading = read();
    return { reading, isSound: this.#errors === before };
  }

  /** Reports an unknown word, with the one that was probably meant. */
  unknown(
    code: IssueCode,
    range: TextRange,
    found: string,
    known: readonly string[],
    sentence: string,
  ): null {
    // The word that was meant is needed only if the issue is reported.
    const guess = this.untold ? null : nearest(found, known);
    if (guess === null) {
      const list = known.length > 0 && known.length <= 12 ? ` Known: ${listed(known)}.` : '';
      return this.error(code, range, sentence + (/expected one of|belongs into/.test(sentence) ? '' : list));
    }
    return this.error(code, range, `${sentence} Did you mean \`${guess}\`?`, {
      title: `Change to ${guess}`,
      edits: [{ range, newText: writtenName(guess) }],
    });
  }
}
