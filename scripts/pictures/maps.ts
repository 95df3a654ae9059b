/** Pictures of the parameter plane: where the flow ends from each start. */
import { Flow } from '../../src/flow/flow.js';
import type { Bandit } from '../../src/model/bandit.js';
import { problemOf } from '../../src/model/problem.js';
import { AMBER, BLUE, INK, Picture, RED } from './svg.js';

/** One dot for each start: blue for the best reward, red for a worse action, amber for a finite maximum. */
export function limitsPicture(bandit: Bandit, title: string, reach: number): Picture {
  const flow = new Flow(problemOf(bandit));
  const best = Math.max(...bandit.rewards.map(({ value }) => value));
  const aspect = 408 / 268;
  const picture = new Picture(
    { left: -aspect * reach, right: aspect * reach, bottom: -reach, top: reach },
    title,
  );
  const step = reach / 12;
  for (let y = -reach; y <= reach + 1e-9; y += step) {
    for (let x = -aspect * reach; x <= aspect * reach + 1e-9; x += step) {
      const { limit } = flow.from([x, y]);
      const colour =
        limit.kind === 'undecided'
          ? INK
          : limit.kind === 'finite'
            ? AMBER
            : limit.value === best
              ? BLUE
              : RED;
      picture.dot([x, y], colour, 3);
    }
  }
  return picture.axes();
}
