/** Problems with a name in the place of one of their numbers. */
import type { Bandit, Real } from '../model/bandit.js';
import type { Mdp } from '../model/mdp.js';
import type { WrittenNumber } from '../spec/numbers.js';

/** Of a parameter its own; of another number `x`, or `x1`, `x2`, … where that is a parameter. */
export function nameOf({ parameter }: WrittenNumber, taken: readonly string[]): string {
  if (parameter) return parameter.name;
  for (let n = 0; ; n++) {
    const name = n === 0 ? 'x' : `x${n}`;
    if (!taken.includes(name)) return name;
  }
}

export function inTermsOf(bandit: Bandit, number: WrittenNumber, name: string): Bandit {
  if (number.place === null) return bandit;
  const { row, feature } = number.place;
  return feature === null
    ? { ...bandit, rewards: bandit.rewards.with(row, named(bandit.rewards[row]!, number, name)) }
    : { ...bandit, features: inRow(bandit.features, row, feature, number, name) };
}

/** null: it has no place there, such as a probability, of which another one would have to change too. */
export function processInTermsOf(mdp: Mdp, number: WrittenNumber, name: string): Mdp | null {
  if (number.parameter) return mdp;
  if (number.place === null)
    return number.words === 'discount' ? { ...mdp, discount: named(mdp.discount, number, name) } : null;
  const { row, feature } = number.place;
  if (feature === null) {
    const pair = mdp.pairs[row]!;
    return { ...mdp, pairs: mdp.pairs.with(row, { ...pair, reward: named(pair.reward, number, name) }) };
  }
  const { features } = mdp;
  if (features.kind === 'one-hot') return null;
  return { ...mdp, features: { ...features, rows: inRow(features.rows, row, feature, number, name) } };
}

function inRow(
  rows: readonly (readonly Real[])[],
  row: number,
  feature: number,
  number: WrittenNumber,
  name: string,
): readonly (readonly Real[])[] {
  const numbers = rows[row]!;
  return rows.with(row, numbers.with(feature, named(numbers[feature]!, number, name)));
}

function named(real: Real, { inside, range }: WrittenNumber, name: string): Real {
  if (inside === null) return { ...real, expression: name };
  const { expression, start } = inside;
  const end = start + range.end - range.start;
  return { ...real, expression: expression.slice(0, start) + name + expression.slice(end) };
}
