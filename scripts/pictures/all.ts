/** Every picture of `docs/`, by name: made from the examples by the project's own conditions. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { theoryRate } from '../../src/engine/learningRate.js';
import type { Bandit } from '../../src/model/bandit.js';
import { problemOf } from '../../src/model/problem.js';
import { readSpec } from '../../src/spec/read.js';
import { fitPicture, runPicture } from './charts.js';
import { limitsPicture } from './maps.js';
import { actionsPicture, exposedPicture, orderPicture, trapPicture } from './plane.js';
import type { Picture } from './svg.js';

const root = path.resolve(import.meta.dirname, '../..');

async function banditIn(file: string): Promise<Bandit> {
  const { bandit } = readSpec(await readFile(path.join(root, file), 'utf8'));
  if (bandit === null) throw new Error(`There is no bandit in ${file}.`);
  return bandit;
}

export async function pictures(): Promise<ReadonlyMap<string, Picture>> {
  const converges = await banditIn('examples/01-converges.linspg');
  const stuck = await banditIn('examples/02-gets-stuck.linspg');
  const three = await banditIn('examples/03-three-arms-trap.linspg');
  const away = await banditIn('examples/04-turned-away.linspg');
  const hidden = await banditIn('examples/06-not-exposed.linspg');
  const ordered = await banditIn('docs/examples/features-k.linspg');
  const flat = await banditIn('docs/examples/rank.linspg');
  const identical = await banditIn('docs/examples/identical-rows.linspg');
  const inside = await banditIn('docs/examples/finite-maximum.linspg');
  const theory = theoryRate(problemOf(converges));
  const start = [3, 3];
  const twoRuns = [
    { rate: 0.2, start, name: 'to a2, from (3, 3)' },
    { rate: 0.2, start: [0, 0], name: 'to a1, from (0, 0)' },
  ];
  return new Map([
    ['exposed', exposedPicture(hidden, 'x(a1) lies between x(a2) and x(a3)')],
    ['order-preserved', orderPicture(converges, 'The hull of the differences misses 0')],
    ['order', orderPicture(stuck, 'The hull of the differences holds 0')],
    ['trap', trapPicture(stuck, 1, 'The better action lies beyond the line through p')],
    ['features-k', actionsPicture(ordered, 'Every step up leads towards a1')],
    ['features-3', trapPicture(three, 1, 'a2 − a1 lies beyond the line through p')],
    [
      'features-3-sto',
      actionsPicture(away, 'The way from a3 to a2 turns back to reach a1', {
        lines: [
          [1, 2],
          [0, 1],
        ],
      }),
    ],
    ['non-domination', actionsPicture(converges, 'Each x_i is the longest along itself')],
    ['fit', fitPicture(converges, 'The rewards and their projection')],
    ['affinely-independent', actionsPicture(three, 'Three rows that are not on one line')],
    ['rank', actionsPicture(flat, 'Three actions on one line through 0')],
    ['identical-rows', actionsPicture(identical, 'a1 and a4 in one place')],
    ['gradient-angle', runPicture(stuck, 'The angle along two runs', 'angle', twoRuns, 1e4)],
    ['fisher', runPicture(stuck, 'λ_min along two runs', 'λ_min', twoRuns, 1e4)],
    ['forecast', limitsPicture(stuck, 'Where the flow ends: blue a1, red a2', 6)],
    ['finite-maxima', limitsPicture(inside, 'Where the flow ends: blue a1, amber the finite maximum', 6)],
    [
      'learning-rate',
      runPicture(
        converges,
        'The gap of three learning rates',
        'gap',
        [
          { rate: theory, start: [0, 0], name: 'theory' },
          { rate: 20 * theory, start: [0, 0], name: 'theory × 20' },
          { rate: 200 * theory, start: [0, 0], name: 'theory × 200' },
        ],
        1e4,
      ),
    ],
  ]);
}
