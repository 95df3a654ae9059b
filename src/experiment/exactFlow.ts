/** The flow of a process as it is written: with exact values where doubles do not tell two policies apart. */
import { MdpFlow } from '../flow/mdp/flow.js';
import { exactLeads } from '../flow/mdp/leads.js';
import { preparingMdpFlow } from '../flow/mdp/problem.js';
import type { Work } from '../math/work.js';
import type { Mdp } from '../model/mdp.js';
import { findingOptimum } from './optimum.js';

export function* exactFlow(mdp: Mdp): Work<MdpFlow> {
  const numbers = yield* findingOptimum(mdp);
  const problem = yield* preparingMdpFlow(numbers);
  return new MdpFlow(numbers, problem, yield* exactLeads(mdp, problem));
}
