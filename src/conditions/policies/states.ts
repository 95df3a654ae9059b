/**
 * The states one by one: the bandit with the features φ(s,·) and the rewards Q*(s,·). A diagnostic; nothing follows from it for the whole process.
 */
import { budgetOf } from '../../math/budget.js';
import { ratioToNumber } from '../../math/ratio.js';
import type { Work } from '../../math/work.js';
import type { Bandit, Real } from '../../model/bandit.js';
import { featureRow, type Mdp } from '../../model/mdp.js';
import { realOf } from '../../model/rational.js';
import { gatheringArms } from '../arms.js';
import { settingOf } from '../entry.js';
import { EXPOSED } from '../exposed.js';
import { ORDER } from '../order.js';
import { TRAP } from '../trap.js';
import type { Condition } from '../types.js';
import { verdictOf } from '../verdict.js';
import type { ExactMdp } from './exactMdp.js';
import type { Optimum } from './optimum.js';
import type { StateVerdict } from './types.js';
import { advantage, exactQ } from './values.js';

const PROOF_BUDGET = 5e7;
const SEARCH_BUDGET = 5e6;
/** The longest numerator or denominator that is written as a literal, in characters. */
const LONGEST = 1000;

/** @param whole the model in which each pair is an arm by itself */
export function* stateVerdict(whole: ExactMdp, optimum: Optimum, state: number): Work<StateVerdict> {
  const bandit = stateBandit(whole, optimum, state);
  const arms = yield* gatheringArms(bandit);
  const shape = { actions: bandit.names.length, dimensions: bandit.features[0]!.length };
  const setting = settingOf(arms, shape, budgetOf(PROOF_BUDGET), () => budgetOf(SEARCH_BUDGET));
  const found: Condition[] = [];
  for (const entry of [EXPOSED, ORDER, TRAP]) yield* entry.check(setting, found as never[]);
  const { kind, basis, traps } = verdictOf(arms, found, { complete: true });
  const { first } = whole.mdp.states[state]!;
  return { state, kind, basis, traps: traps.map((action) => first + action), conditions: found };
}

/** The bandit of a state: its features and Q*(s, ·), exactly where the literal is not too long to be read. */
export function stateBandit({ mdp, arms }: ExactMdp, optimum: Optimum, state: number): Bandit {
  const { first, actions } = mdp.states[state]!;
  const pairs = Array.from({ length: actions }, (_, n) => first + n);
  return {
    names: pairs.map((pair) => mdp.pairs[pair]!.name),
    rewards: arms[state]!.map((arm): Real => {
      const q = exactQ(optimum.evaluation, arm);
      if (q === null) return realOf(advantage(optimum.evaluation, state, arm));
      const [above, below] = [String(q.above), String(q.below)];
      const value = ratioToNumber(q.above, q.below);
      return above.length < LONGEST && below.length < LONGEST
        ? { value, literal: below === '1' ? above : `${above}/${below}` }
        : realOf(value);
    }),
    features: pairs.map((pair) => featureRow(mdp as Mdp, pair)),
    noise: { kind: 'none' },
  };
}
