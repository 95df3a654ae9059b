/** The meanings of the codes of diagnostics, and where they are explained in more detail. */
import { aboutOf } from '../../conditions/catalogue.js';
import { pageOf, uriOf } from '../../server/docs.js';
import { plainWords } from '../../server/plainWords.js';
import { ISSUE_CODES, type IssueCode } from '../../spec/issueCodes.js';

/** One or two sentences in plain words. */
export function aboutCode(code: IssueCode): string {
  return plainWords(isOfText(code) ? ISSUE_CODES[code] : aboutOf(code));
}

/** The address of the page about a code, or of its paragraph on the page of codes. */
export function helpUriOf(code: IssueCode): string {
  const page = pageOf(code);
  return page ? uriOf(page) : `${uriOf('codes')}#${code}`;
}

/** Is it a code of an issue of the text, and not that of a condition? */
export function isOfText(code: string): code is keyof typeof ISSUE_CODES {
  return Object.hasOwn(ISSUE_CODES, code);
}
