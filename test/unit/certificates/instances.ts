/** Boundary cases; random problems of few small numbers, full of ties and points on faces, and of decimals, where nothing coincides. */
import type { Random } from '../../../bench/random.js';
import type { Bandit } from '../../../src/model/bandit.js';
import type { Mdp } from '../../../src/model/mdp.js';
import { banditOf } from '../conditions/bandits.js';
import { mdpOf } from '../conditions/policies/mdps.js';

/** The example of docs/trap.md, "Boundaries": a better action dies out along p as fast as the worse ones, which push on along q = (0, 1, 0, 0). */
export const PUSHED = banditOf(
  [2, 1, 0, 0, 0],
  [
    [0, -2, -1, -1],
    [0, 0, 0, 0],
    [-1, 0, 0, -1],
    [1, 0, 0, -1],
    [0, -1, 0, -1],
  ],
);
/** p = (1, 0) of one worse action; the better one has ⟨y, p⟩ = ‖p‖² and nothing pushes it out. */
export const OVERTAKEN = banditOf(
  [2, 1, 0],
  [
    [-1, -1],
    [0, 0],
    [-1, 0],
  ],
);

/** a3 is held by nothing: the direction (1, 0) has the worse y = (1, 1), (1, 2) and the better (1, 3) on a line, the better one at its end. */
export const ON_A_LINE = banditOf(
  [2, 2, 1, 0, 0],
  [
    [-1, -3],
    [-2, 1],
    [0, 0],
    [-1, -1],
    [-1, -2],
  ],
);

export function smallBandit(random: Random): Bandit {
  const [actions, dimensions] = [random.whole(2, 6), random.whole(1, 3)];
  return banditOf(
    list(actions, () => random.whole(0, 5)),
    list(actions, () => list(dimensions, () => random.whole(-3, 3))),
  );
}

export function decimalBandit(random: Random): Bandit {
  const [actions, dimensions] = [random.whole(3, 8), random.whole(2, 4)];
  return banditOf(
    list(actions, () => random.uniform().toFixed(3)),
    list(actions, () => list(dimensions, () => random.normal().toFixed(3))),
  );
}

/** Contexts, or an MDP with discount 1/2. */
export function smallProcess(random: Random): Mdp {
  const [states, dimensions] = [random.whole(1, 3), random.whole(1, 3)];
  const leads = random.whole(0, 1) === 1;
  const to = () => {
    const [first, second] = [random.whole(0, states - 1), random.whole(0, states - 1)];
    return first === second ? { [first]: 1 } : { [first]: '1/3', [second]: '2/3' };
  };
  const starts =
    random.whole(0, 1) === 1 ? list(states, () => `1/${states}`) : [1, ...list(states - 1, () => 0)];
  return mdpOf(
    leads ? '1/2' : 0,
    starts,
    list(states, () =>
      list(random.whole(1, 3), () => ({
        reward: random.whole(-2, 3),
        ...(leads && { to: to() }),
        features: list(dimensions, () => random.whole(-2, 2)),
      })),
    ),
  );
}

function list<T>(length: number, entry: () => T): T[] {
  return Array.from({ length }, entry);
}
