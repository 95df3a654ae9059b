/** That mean rewards lie where the noise needs them (`isMean`), as signs. */
import type { Noise } from '../model/bandit.js';
import { type Claim, notNegative, positive } from './claims.js';
import { type RationalFunction, signOf, subtract, UNIT } from './rationalFunction.js';

export function rangeClaims({ kind }: Noise, rewards: readonly RationalFunction[]): Claim[] {
  if (kind === 'none') return [];
  const inside = kind === 'beta' ? positive : notNegative;
  // The rest is as the text has it wherever the parameter is.
  const moving = rewards.filter(({ above, below }) => above.length > 1 || below.length > 1);
  return moving.flatMap((reward) => [inside(signOf(reward)), inside(signOf(subtract(UNIT, reward)))]);
}
