import type { Bandit } from '../../model/bandit.js';
import type { Family } from '../../model/family.js';
import type { Mdp } from '../../model/mdp.js';
import type { WrittenProblem } from '../../model/written.js';
import { generate } from './family.js';

/** What was read of a text; at most one of them is present. */
interface Read {
  readonly bandit: Bandit | null;
  readonly mdp: Mdp | null;
  readonly family: Family | null;
}

/** The problem that is written out, or the instances of the family. @throws PlanError if the family cannot be generated. */
export function problemsOf({ bandit, mdp, family }: Read): readonly WrittenProblem[] {
  const written = bandit ?? mdp;
  return written ? [written] : generate(family!).instances;
}
