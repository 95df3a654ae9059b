/** The witness or the certificate of a condition, written out. */
import type { CertificateTerm, Condition } from '../../src/conditions/types.js';
import { figure, vector } from '../words.js';

/** Terms and entries that are written; the rest is an ellipsis. */
const MOST = 6;

/** @param name of an action. @returns null for a condition that has neither. */
export function proofText(condition: Condition, name: (action: number) => string): string | null {
  const { certificate, witness, exactWitness, id } = condition;
  if (certificate && certificate.length > 0)
    return `${certificate
      .slice(0, MOST)
      .map((term, i) => termText(term, i, name))
      .join(
        '',
      )}${certificate.length > MOST ? ' + …' : ''} ${relation(certificate.every(({ exact }) => exact !== undefined))} 0`;
  if (witness === undefined) return null;
  const symbol = id === 'trap' ? 'p' : 'w';
  return exactWitness && exactWitness.length <= MOST
    ? `${symbol} = (${exactWitness.join(', ').replaceAll('-', '−')})`
    : `${symbol} ${relation(false)} ${vector(witness)}`;
}

const relation = (isExact: boolean) => (isExact ? '=' : '≈');

function termText(
  { from, to, weight, exact }: CertificateTerm,
  i: number,
  name: (action: number) => string,
): string {
  return `${i > 0 ? ' + ' : ''}${exact ?? figure(weight)} (${name(from)} − ${name(to)})`;
}

/** Further figures of a condition: `‖r̂ − r‖₂ = 14.2`. */
export function valuesText({ values }: Condition): string {
  return (values ?? []).map(({ name, value }) => `${name} = ${figure(value, 4)}`).join(', ');
}
