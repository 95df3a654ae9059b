/** The phase diagram of a text: over one of its numbers as intervals, over two as a map. */
import { Fraction } from 'fraction.js';
import { toFraction } from '../model/rational.js';
import type { Files } from '../spec/files/port.js';
import type { WrittenNumber } from '../spec/numbers.js';
import type { Reading } from '../spec/types.js';
import { deciding, ofText } from './decide.js';
import { type Decision, diagramOf } from './diagram.js';
import { nameOf } from './inTerms.js';
import { mapOf, type Range } from './map.js';
import { type Axis, axisOf, mapOfCells, type Phases, rowsOf } from './rows.js';

/** Where a phase diagram can be asked for, for who pointed somewhere else. */
export const POINT_AT = 'point at a reward, a feature, a probability, the discount or a parameter';

/** A number of a text, and what it goes through. */
export interface RangedNumber extends Range {
  readonly number: WrittenNumber;
}

/** What is read of a text without errors that has one problem. */
export interface PhaseText {
  readonly text: string;
  readonly files: Files;
  readonly reading: Pick<Reading, 'bandit' | 'mdp' | 'source'>;
}

/** @param onDecided called each time a number is decided */
export function phasesOf(
  { text, files, reading }: PhaseText,
  [first, second]: readonly [RangedNumber] | readonly [RangedNumber, RangedNumber],
  onDecided: () => void = () => {},
): Phases {
  const counted =
    <At extends readonly Fraction[]>(decide: (...at: At) => Decision) =>
    (...at: At) => {
      const decision = decide(...at);
      onDecided();
      return decision;
    };
  const axis = (ranged: RangedNumber) => axisOfNumber(ranged, reading);
  if (second === undefined) {
    const decide = counted(deciding(text, files, reading, first.number));
    const diagram = diagramOf(first.from, first.to, decide);
    return { kind: 'bar', axis: axis(first), rows: rowsOf(diagram), decided: diagram.decided };
  }
  const decide = counted(ofText(text, files, [first.number, second.number]));
  return mapOfCells(axis(first), axis(second), mapOf(first, second, decide));
}

function axisOfNumber({ number, ...range }: RangedNumber, { source }: PhaseText['reading']): Axis {
  const { words, value } = number;
  const name = nameOf(
    number,
    source.parameters.map((parameter) => parameter.name),
  );
  return axisOf({ name, words, value: value.literal }, range);
}

/** What the text says; of other numbers x from x − m to x + m, where m is the greater of 1 and |x|. */
export function usualRange({ value, parameter }: WrittenNumber): Range {
  const [from, to] = [parameter?.from, parameter?.to];
  const at = toFraction(value);
  const size = at.abs();
  const margin = size.compare(1) > 0 ? size : new Fraction(1);
  const [least, most] = [at.sub(margin), at.add(margin)];
  return { from: from ? toFraction(from) : least, to: to ? toFraction(to) : most };
}
