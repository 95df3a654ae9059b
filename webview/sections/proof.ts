/** The witness or the certificate of a condition, written out in decimals. */
import type { CertificateTerm, Condition } from '../../src/conditions/types.js';
import { areExact } from '../../src/diagnostics/format.js';
import { quantityName } from '../../src/diagnostics/quantities.js';
import { decimalOf, relation } from '../../src/model/decimal.js';
import { equal, figure, vector } from '../format.js';

/** The most terms or entries that are written; an ellipsis stands for the rest. */
const MOST = 6;

type Proved = Pick<Condition, 'certificate' | 'witness' | 'exactWitness' | 'id'>;

/** @param name the name of an action. @returns null for a condition that has neither. */
export function proofText(condition: Proved, name: (action: number) => string): string | null {
  const { certificate, witness, exactWitness, id } = condition;
  if (certificate && certificate.length > 0) {
    const weights = certificate.map(({ weight, exact }) => (exact ? decimalText(exact) : figure(weight)));
    return `${combination(certificate, weights, name)} ${relation(areExact(certificate))} 0`;
  }
  if (witness === undefined) return null;
  const symbol = id === 'trap' ? 'p' : 'w';
  const few = fewEntries(witness);
  if (few !== null) return `${symbol} ${few}`;
  return exactWitness && exactWitness.length <= MOST
    ? `${symbol} ${relation(exactWitness.every((entry) => decimalOf(entry).isExact))} ${exactVector(exactWitness)}`
    : `${symbol} ≈ ${vector(witness)}`;
}

/** The same text with every number exact; null if `proofText` has rounded none, or no exact number is known. */
export function exactText(condition: Proved, name: (action: number) => string): string | null {
  const { certificate = [], exactWitness, id } = condition;
  const literals = certificate.length > 0 ? certificate.map(({ exact }) => exact) : exactWitness;
  const known = (literals ?? []).filter((literal) => literal !== undefined);
  if (known.length !== literals?.length || known.every((literal) => decimalOf(literal).isExact)) return null;
  const minus = known.map((literal) => literal.replace('-', '−'));
  return certificate.length > 0
    ? `${combination(certificate, minus, name)} = 0`
    : `${id === 'trap' ? 'p' : 'w'} = (${minus.slice(0, MOST).join(', ')}${minus.length > MOST ? ', …' : ''})`;
}

/** `(1.5, 0)`, from literals of exact numbers. */
function exactVector(literals: readonly string[]): string {
  return `(${literals.map(decimalText).join(', ')})`;
}

/** The literal of an exact number as a decimal. */
function decimalText(literal: string): string {
  return decimalOf(literal).text;
}

/** For a long vector with few entries other than 0: these entries, with their positions. */
function fewEntries(witness: readonly number[]): string | null {
  const places = [...witness.keys()].filter((k) => witness[k] !== 0);
  if (witness.length <= MOST || places.length === 0 || places.length > MOST) return null;
  const named = places.map((k) => k + 1).join(', ');
  return `≈ ${vector(places.map((k) => witness[k]!))} in feature${places.length === 1 ? '' : 's'} ${named}, 0 in the others`;
}

function combination(
  terms: readonly CertificateTerm[],
  weights: readonly string[],
  name: (action: number) => string,
): string {
  const written = terms
    .slice(0, MOST)
    .map(({ from, to }, i) => `${weights[i]}·(${name(from)} − ${name(to)})`)
    .join(' + ');
  return terms.length > MOST ? `${written} + …` : written;
}

/** Further figures of a condition: `‖r̂ − r‖₂ ≈ 14.2`. */
export function valuesText({ values }: Pick<Condition, 'values'>): string {
  return (values ?? []).map((one) => `${quantityName(one)} ${equal(one.value, 4)}`).join(', ');
}
