/** The phase diagram of a text, as a worker makes it, and the number at a place of a text. */
import { errorCount } from '../model/runnable.js';
import { CELLS } from '../phase/map.js';
import { POINT_AT, phasesOf, type RangedNumber, usualRange } from '../phase/phases.js';
import type { Phases } from '../phase/rows.js';
import type { Files, PinnedFile } from '../spec/files/port.js';
import { numberAt, numberNamed, type WrittenNumber } from '../spec/numbers.js';
import { readSpec } from '../spec/read.js';
import type { Reading, TextRange } from '../spec/types.js';

/** It survives `structuredClone`. */
export interface PhaseOrder {
  readonly text: string;
  readonly files: readonly PinnedFile[];
  /** One number or two, in the words that name them (`WrittenNumber.words`). */
  readonly numbers: readonly string[];
}

/** How many numbers are decided. `of`: how many there will be; null: not known. */
export interface PhaseNews {
  readonly decided: number;
  readonly of: number | null;
}

export type PhaseAnswer =
  /** `ranges`: where the numbers stand in the text. */
  | { readonly phases: Phases; readonly ranges: readonly TextRange[] }
  /** Why there is none, as a sentence. */
  | { readonly refused: string };

export interface PointOrder extends Omit<PhaseOrder, 'numbers'> {
  /** UTF-16, into the text. */
  readonly offset: number;
}

/** The words of a number, or why there is none, as a sentence. */
export type PointAnswer = { readonly words: string } | { readonly refused: string };

/** Between two tellings. */
const MILLISECONDS_BETWEEN_NEWS = 100;

export function textPhases(
  { text, numbers }: PhaseOrder,
  files: Files,
  tell: (news: PhaseNews) => void,
): PhaseAnswer {
  const reading = readSpec(text, files);
  const refused = whyNone(reading);
  if (refused !== null) return { refused };
  const [first, second] = numbers.map((words) => ({ words, number: numberNamed(text, reading, words) }));
  for (const one of [first, second])
    if (one?.number === null) return { refused: `The text has no ${one.words} any more.` };
  let decided = 0;
  let told = performance.now();
  const onDecided = () => {
    decided++;
    const now = performance.now();
    if (now - told < MILLISECONDS_BETWEEN_NEWS) return;
    told = now;
    tell({ decided, of: second ? CELLS * CELLS : null });
  };
  const asked = second
    ? ([ranged(first!.number!), ranged(second.number!)] as const)
    : ([ranged(first!.number!)] as const);
  const phases = phasesOf({ text, files, reading }, asked, onDecided);
  return { phases, ranges: asked.map(({ number }) => number.range) };
}

export function pointedNumber({ text, offset }: PointOrder, files: Files): PointAnswer {
  const reading = readSpec(text, files);
  const refused = whyNone(reading);
  if (refused !== null) return { refused };
  const number = numberAt(text, reading, offset);
  return number
    ? { words: number.words }
    : { refused: `No number of the problem stands at the cursor: ${POINT_AT}.` };
}

function ranged(number: WrittenNumber): RangedNumber {
  return { number, ...usualRange(number) };
}

function whyNone({ issues, family, bandit, mdp }: Reading): string | null {
  if (errorCount(issues) > 0) return 'The text has errors: there is no verdict until they are mended.';
  if (family) return 'A family has no verdict of its own: its instances have.';
  return bandit || mdp ? null : 'The text has no problem, so there is no verdict.';
}
