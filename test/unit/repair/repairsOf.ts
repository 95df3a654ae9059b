import type { Analysis } from '../../../src/conditions/types.js';
import type { Bandit } from '../../../src/model/bandit.js';
import { repairing } from '../../../src/repair/repairs.js';
import type { Goal, Repair } from '../../../src/repair/types.js';

/** All repairs for one missed goal, for tests and benches: the product looks for them in short steps. */
export function repairsOf(bandit: Bandit, analysis: Analysis, goal: Goal, margin: number): readonly Repair[] {
  const steps = repairing(bandit, analysis, goal, margin);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
