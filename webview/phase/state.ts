/** What the phase diagram shows, as a pure function of what has happened. */
import { numberOf } from '../../src/phase/format.js';
import type { Axis, Phases, Row } from '../../src/phase/rows.js';
import type { PhaseReply, Subject } from '../../src/shared/messages.js';
import type { PhaseAnswered } from '../../src/shared/requests.js';

/** One number or two, in the words that name them. */
export type Numbers = readonly string[];

export interface PhaseState {
  readonly document: string;
  /** The text for which a diagram is wanted. */
  readonly textVersion: number;
  /** What can be chosen; empty: there is nothing to show. */
  readonly choices: readonly Numbers[];
  /** The choice that is wanted; null: none. */
  readonly numbers: Numbers | null;
  /** The latest request, and what it is for; null: none yet. */
  readonly asked: { readonly request: number; readonly key: string } | null;
  /** The latest diagram, and what it is of; null: none yet. */
  readonly shown: { readonly key: string; readonly phases: Phases } | null;
  /** The latest answer, if it is no diagram. */
  readonly told: Exclude<PhaseReply, { kind: 'known' }> | null;
  /** Where the hand has moved the numbers; it stays until the diagram of the text with them is there. */
  readonly held: readonly string[] | null;
  readonly isHeld: boolean;
  /** Pixels. */
  readonly width: number;
}

export type PhaseEvent =
  | {
      readonly type: 'received';
      readonly document: string;
      readonly textVersion: number;
      readonly subject: Subject | null;
      /** What a person has chosen in this document; null: nothing. */
      readonly chosen: Numbers | null;
      readonly news: PhaseAnswered | null;
    }
  | { readonly type: 'asked'; readonly request: number }
  /** The question is not open any more. */
  | { readonly type: 'stopped' }
  | { readonly type: 'moved'; readonly literals: readonly string[] }
  | { readonly type: 'released' }
  | { readonly type: 'resized'; readonly width: number };

export const NO_PHASES: PhaseState = {
  document: '',
  textVersion: 0,
  choices: [],
  numbers: null,
  asked: null,
  shown: null,
  told: null,
  held: null,
  isHeld: false,
  width: 0,
};

export function reduce(state: PhaseState, event: PhaseEvent): PhaseState {
  switch (event.type) {
    case 'received':
      return answered(turned(state, event), event.news);
    case 'asked':
      return { ...state, asked: { request: event.request, key: keyOf(state) } };
    case 'stopped':
      return { ...state, asked: null, told: null };
    case 'moved':
      return { ...state, held: event.literals, isHeld: true };
    case 'released':
      return state.isHeld ? { ...state, isHeld: false } : state;
    case 'resized':
      return event.width === state.width ? state : { ...state, width: event.width };
  }
}

type Received = Extract<PhaseEvent, { readonly type: 'received' }>;

/** To a text, and to what is chosen of it. */
function turned(state: PhaseState, { document, textVersion, subject, chosen }: Received): PhaseState {
  const isOther = document !== state.document;
  const before = isOther ? { ...NO_PHASES, width: state.width, document } : state;
  // While a text has errors, what was known before stays.
  if (subject === null) return isOther ? before : state;
  const choices = choicesOf(subject.ranged ?? [], chosen);
  const numbers = chosen ?? choices[0] ?? null;
  if (
    !isOther &&
    textVersion === state.textVersion &&
    same(numbers, state.numbers) &&
    same(choices, state.choices)
  )
    return state;
  const shown = same(numbers, before.numbers) ? before.shown : null;
  return { ...before, textVersion, choices, numbers, shown, held: shown ? before.held : null };
}

function answered(state: PhaseState, news: PhaseAnswered | null): PhaseState {
  if (news === null || news.request !== state.asked?.request) return state;
  const { answer } = news;
  if (answer.kind !== 'known') return answer === state.told ? state : { ...state, told: answer };
  if (answer.phases === state.shown?.phases) return state;
  const shown = { key: state.asked.key, phases: answer.phases };
  return { ...state, shown, told: null, held: state.isHeld ? state.held : null };
}

/** With one parameter it alone, with two the map of both first; and what is chosen, if it is none of these. */
export function choicesOf(ranged: Numbers, chosen: Numbers | null): Numbers[] {
  const pairs = ranged.flatMap((first, n) => ranged.slice(n + 1).map((second) => [first, second]));
  const offered: Numbers[] = [...pairs, ...ranged.map((name) => [name])];
  return chosen === null || offered.some((one) => same(one, chosen)) ? offered : [...offered, chosen];
}

/** What a diagram is of: equal keys are one question. */
export function keyOf({ document, textVersion, numbers }: PhaseState): string {
  return JSON.stringify([document, textVersion, numbers]);
}

/** Is the latest diagram not that of the present text? */
export function isOld(state: PhaseState): boolean {
  return state.shown !== null && state.shown.key !== keyOf(state);
}

/** Has nobody asked yet for the diagram that is wanted? */
export function isWanting(state: PhaseState): boolean {
  return state.numbers !== null && state.asked?.key !== keyOf(state);
}

/** Has a question been asked that is not answered in full? */
export function isOpen({ asked, shown, told }: PhaseState): boolean {
  return asked !== null && shown?.key !== asked.key && told?.kind !== 'refused';
}

export function axesOf(phases: Phases): readonly Axis[] {
  return phases.kind === 'bar' ? [phases.axis] : [phases.across, phases.up];
}

/** The present values as literals. */
export function presentOf({ shown, held }: PhaseState): readonly string[] {
  return held ?? (shown ? axesOf(shown.phases).map(({ value }) => value) : []);
}

/** The segment in which a number lies; null: it is outside. */
export function rowAt(rows: readonly Row[], literal: string): Row | null {
  const value = numberOf(literal);
  const has = ({ from, fromIncluded, to, toIncluded }: Row) =>
    (value > numberOf(from[1]) || (fromIncluded && value >= numberOf(from[0]))) &&
    (value < numberOf(to[0]) || (toIncluded && value <= numberOf(to[1])));
  return rows.find(has) ?? null;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
