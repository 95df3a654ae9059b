/** Which proposals the reader would refuse: it reads the text with each of them taken. */
import type { Work } from '../../math/work.js';
import { readingSpec } from '../../spec/read.js';
import { shortened } from '../../spec/shortened.js';
import type { Reading, SpecIssue, TextRange } from '../../spec/types.js';
import { withoutPlaces } from '../plain.js';

/** In characters: at most so much is read for one list. What it is not enough for is offered as it is. */
const MOST_READ = 60_000;

/** In characters: of a longer text the rows are left out that are alike. */
const MOST_WHOLE = 4000;

/** Said of what is inserted, these only tell what is still to be written around it. */
const UNFINISHED: readonly string[] = [
  'missing-key',
  'few-actions',
  'no-actions',
  'no-states',
  'table-lengths',
  'row-length',
  'probabilities',
  'group-missing',
];

/** Said anywhere, these tell that what is inserted does not fit to what is there. */
const OF_OTHERS: readonly string[] = [
  'syntax',
  'key',
  'duplicate-key',
  'unknown-key',
  'unknown-value',
  'type',
  'number',
  'two-problems',
  'two-forms',
  'documents',
  'generator',
  'keep',
  'group-twice',
];

/** Said of a place that is not filled in yet, these tell what belongs there. */
const OF_PLACES: readonly string[] = [
  'type',
  'number',
  'mean-range',
  'unknown-value',
  'unknown-action',
  'unknown-state',
  'trap-action',
  'file',
];

/** These depend on the actions that a shortened text leaves out. */
const OF_ALL_ACTIONS: readonly string[] = ['unknown-action', 'init-length'];

/** Of the value behind a key all that is said is counted. */
const FOLLOWED = /^[ \t]*:(?=\s|$)/;

/** The text in which something is written. */
export interface Place {
  readonly text: string;
  readonly offset: number;
  /** What is replaced. */
  readonly range: TextRange;
  /** The blanks in front of the line. */
  readonly indentation: string;
}

/**
 * Those of the proposals that the reader does not refuse: taking one adds no error to the text but those of what remains to be filled in.
 *
 * @param proposalsFor makes them from the reading of the text as it is; null: it is too long to be read for a list
 * @param snippetOf what a proposal inserts
 */
export function* accepted<T>(
  { text, offset, range, indentation }: Place,
  proposalsFor: (reading: Reading | null) => readonly T[],
  snippetOf: (proposal: T) => string,
): Work<T[]> {
  const whole = { text, before: 0, gaps: new Map() };
  const { text: short, before, gaps } = text.length <= MOST_WHOLE ? whole : shortened(text, offset);
  const isWhole = gaps.size === 0;
  // Lines of comments say nothing to the reader.
  const head = short.slice(0, range.start - before).replace(/^[ \t]*#.*\n/gm, '');
  const tail = short.slice(range.end - before).replace(/(?<=\n)[ \t]*#.*(?:\n|$)/g, '');
  const start = head.length;
  const isFollowed = FOLLOWED.test(tail);
  let left = MOST_READ;
  const readingWith = function* (written: string): Work<Reading> {
    const steps = readingSpec(head + written + tail);
    for (;;) {
      left -= head.length + tail.length;
      const step = steps.next();
      if (step.done) return step.value;
      yield;
    }
  };
  if (left < head.length + tail.length) return [...proposalsFor(null)];
  const reading = yield* readingWith(text.slice(range.start, range.end));
  const known = countsOf(errorsOf(reading));
  const kept: T[] = [];
  const misplaced: T[] = [];
  for (const proposal of proposalsFor(isWhole ? reading : null)) {
    yield;
    const { text: written, places } = filledIn(snippetOf(proposal).replaceAll('\n', `\n${indentation}`));
    const isOfPlace = ({ code, range: { start: from } }: SpecIssue) =>
      OF_PLACES.includes(code) && places.includes(from - start);
    const errors = left > 0 ? errorsOf(yield* readingWith(written)) : [];
    const told = errors.filter((error) => !UNFINISHED.includes(error.code) && !isOfPlace(error));
    const counts = countsOf(told);
    const refusals = told.filter(({ code, range: { start: from, end: to } }) => {
      if (!isWhole && OF_ALL_ACTIONS.includes(code)) return false;
      const isNew = counts.get(code)! > (known.get(code) ?? 0);
      const isInside = start <= from && to <= start + written.length;
      return isInside || (isNew && (isFollowed || OF_OTHERS.includes(code)));
    });
    if (refusals.length === 0) kept.push(proposal);
    else if (refusals.every(({ code }) => code === 'syntax')) misplaced.push(proposal);
  }
  // Beside a syntax error, what is said of the syntax may follow from it.
  return kept.length === 0 && known.has('syntax') ? misplaced : kept;
}

/** Stands in for a number or a name, which a person writes there. */
const FILLED = '1';
/** A character that no text needs. */
const EMPTY = '\u{f8ff}';

/** A snippet with something in each of its empty places, and where that is. */
function filledIn(snippet: string): { readonly text: string; readonly places: readonly number[] } {
  const marked = withoutPlaces(snippet.replace(/(?<!\\)\$(?:\d+|\{\d+\})/g, EMPTY));
  const places = [...marked.matchAll(new RegExp(EMPTY, 'g'))].map(({ index }) => index);
  return { text: marked.replaceAll(EMPTY, FILLED), places };
}

function errorsOf({ issues }: Reading): SpecIssue[] {
  return issues.filter(({ severity }) => severity === 'error');
}

function countsOf(issues: readonly SpecIssue[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code } of issues) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
