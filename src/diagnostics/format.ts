/** How numbers and actions are written in sentences. */

import type { CertificateTerm, Condition } from '../conditions/types.js';
import type { Bandit } from '../model/bandit.js';
import { decimalOf, equal, relation, short, withMinus } from '../model/decimal.js';

export { equal, short };

/** `(0, −2)`. */
export function vector(entries: readonly number[]): string {
  return `(${entries.map(short).join(', ')})`;
}

/** `a2 (reward −8)`, with the reward as written. */
export function withReward(bandit: Bandit, action: number): string {
  return `${bandit.names[action]} (reward ${withMinus(bandit.rewards[action]!.literal)})`;
}

/** `a, b and c`; after `most` names, `… and 12 more`. */
export function list(words: readonly string[], most = 6, last: 'and' | 'or' = 'and'): string {
  if (words.length <= 1) return words.join('');
  if (words.length > most) return `${words.slice(0, most).join(', ')} ${last} ${words.length - most} more`;
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}

/** `a, b or c`: one of them, unlike `and`. */
export function either(words: readonly string[]): string {
  return list(words, 6, 'or');
}

/**
 * What the policy tends to if these actions attract, each named once: `a2 (reward 8)`; actions of one row keep equal probabilities, `a1 and a5 together (mean
 * reward 2.5)`.
 */
export function attractors(
  bandit: Bandit,
  conditions: readonly Condition[],
  actions: readonly number[],
): string {
  const shared = conditions.filter(({ id, holds }) => id === 'identical-rows' && holds === true);
  const told = actions.map((action) => {
    const arm = shared.find((each) => each.actions.includes(action));
    return arm
      ? `${list(arm.actions.map((each) => bandit.names[each]!))} together (mean reward ${short(arm.values![0]!.value)})`
      : withReward(bandit, action);
  });
  return either([...new Set(told)]);
}

/** `p = (1.5, 0)`, or with `≈` if a number is rounded to six digits; of more than six numbers only the first. */
export function direction(
  symbol: string,
  { witness, exactWitness }: Pick<Condition, 'witness' | 'exactWitness'>,
): string {
  const entries = exactWitness?.slice(0, 6).map(decimalOf);
  const written = entries?.map(({ text }) => text) ?? witness?.slice(0, 6).map(short);
  if (!written) return symbol;
  const more = (exactWitness ?? witness)!.length > 6 ? ', …' : '';
  const isExact = entries?.every((entry) => entry.isExact) === true;
  return `${symbol} ${relation(isExact)} (${written.join(', ')}${more})`;
}

/** `0.2·(a1 − a2) + 0.6·(a2 − a3) + 0.2·(a3 − a4) = 0`; `≈` if weights are rounded. */
export function vanishing(bandit: Bandit, terms: readonly CertificateTerm[]): string {
  const written = terms.map(
    (term) => `${weightOf(term)}·(${bandit.names[term.from]} − ${bandit.names[term.to]})`,
  );
  return written.length > 8
    ? `a convex combination of ${terms.length} differences is 0`
    : `${written.join(' + ')} ${relation(areExact(terms))} 0`;
}

/** `= 0.5·x(a2) + 0.5·x(a3)`, for a certificate whose terms all start at one action; `≈` if weights are rounded. */
export function mixture(bandit: Bandit, terms: readonly CertificateTerm[]): string {
  return terms.length > 8
    ? `= a convex combination of ${terms.length} others`
    : `${relation(areExact(terms))} ${terms
        .map((term) => `${term.exact === '1' ? '' : `${weightOf(term)}·`}x(${bandit.names[term.to]})`)
        .join(' + ')}`;
}

/** Are the weights written without rounding? */
export function areExact(terms: readonly CertificateTerm[]): boolean {
  return terms.every(({ exact }) => exact !== undefined && decimalOf(exact).isExact);
}

function weightOf(term: CertificateTerm): string {
  return term.exact === undefined ? short(term.weight) : decimalOf(term.exact).text;
}
