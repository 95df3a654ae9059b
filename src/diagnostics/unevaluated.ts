/** A process whose policies take too long to be evaluated: no run of it starts, and no flow is followed. */
import type { EliminationExcess } from '../math/eliminationOrder.js';
import type { Mdp } from '../model/mdp.js';
import type { RunSection } from '../model/run.js';
import { grouped } from '../spec/format.js';

/** What is too much, as a product, and how to mend it. @param run null: the text has no experiment */
export function unevaluatedText(
  mdp: Mdp,
  { multiplications, most }: EliminationExcess,
  run: RunSection | null,
): string {
  const each = `${grouped(multiplications)} multiplications`;
  const iterations = run && Math.max(...run.iterations);
  const product = iterations
    ? `; T = ${grouped(iterations)} iterations would take at least ${grouped(iterations)} × ${grouped(multiplications)} = ${(iterations * multiplications).toExponential(1).replace('e+', 'e')}`
    : '';
  return `The next states tie these ${grouped(mdp.states.length)} states together so closely that one evaluation of a policy takes at least ${each}, more than ${grouped(most)}${product}. Write fewer states, or states that lead only to few near ones, as in a grid.`;
}
