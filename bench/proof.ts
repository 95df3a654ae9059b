/**
 * `npm run bench:proof [-- most]`: how far exactness goes. For bandits of growing size and numbers of growing length: which conditions are
 * proved, which are only numerical, and how long the whole analysis takes. `most`: leave out sizes of more actions. `always`: the first
 * bandit with the order of the rewards preserved of which no action is a trap, the case where the verdict needs a proof that features do not coincide.
 */
import { cpus } from 'node:os';
import { program } from '../scripts/program.js';
import { analyse } from '../src/conditions/analyse.js';
import { armsOf } from '../src/conditions/arms.js';
import { trap } from '../src/conditions/trap.js';
import { budgetOf } from '../src/math/budget.js';
import { finish } from '../src/math/work.js';
import type { Bandit } from '../src/model/bandit.js';
import { parseLiteral } from '../src/model/rational.js';
import { type Random, random } from './random.js';

const SIZES = [
  [4, 2],
  [12, 8],
  [20, 10],
  [64, 16],
  [100, 20],
  [200, 30],
  [1000, 50],
] as const;

type Write = (x: number, draw: Random) => string;

/** How a number of the order of 1 is written. */
const LITERALS: Readonly<Record<string, Write>> = {
  '2 digits': (x) => x.toFixed(2),
  '15 digits': (x) => x.toPrecision(15),
  '17 digits': (x) => x.toPrecision(17),
  '/99': (x, draw) => fraction(x, draw.whole(2, 99)),
  '/999': (x, draw) => fraction(x, draw.whole(2, 999)),
};

const fraction = (x: number, below: number) => `${Math.round(x * below)}/${below}`;

const KINDS = ['order preserved', 'always', 'Gaussian'] as const;
/** With more actions, a bandit without traps is too rare to be found by drawing. */
const MOST_ALWAYS = 100;
const DRAWS = 400;

async function main(): Promise<boolean> {
  console.log(`${cpus()[0]?.model}, Node ${process.version}`);
  console.log('actions × features  literals   rewards          verdict               ms   not proved');
  const most = Number(process.argv[2] ?? Number.POSITIVE_INFINITY);
  for (const [actions, dimensions] of SIZES.filter(([size]) => size <= most)) {
    for (const [literal, write] of Object.entries(LITERALS)) {
      for (const kind of KINDS) {
        const bandit =
          kind === 'always'
            ? withoutTraps(actions, dimensions, write)
            : banditOf(actions, dimensions, kind, write, 2);
        if (bandit === null) continue;
        const started = performance.now();
        const { verdict, conditions } = analyse(bandit);
        const milliseconds = performance.now() - started;
        const numerical = conditions.filter(({ basis }) => basis === 'numerical');
        const missing = [...new Set(numerical.map(({ id }) => id))].map((id) => {
          const of = (all: typeof conditions) => all.filter((each) => each.id === id).length;
          return of(conditions) === 1 ? id : `${id} (${of(numerical)} of ${of(conditions)})`;
        });
        const unchecked = conditions.filter(({ unlessCoincidence }) => unlessCoincidence).length;
        console.log(
          `${`${actions}×${dimensions}`.padEnd(20)}${literal.padEnd(11)}${kind.padEnd(17)}${`${verdict.kind}, ${verdict.basis}`.padEnd(20)}${milliseconds.toFixed(0).padStart(6)}   ${missing.join(', ') || '–'}${unchecked > 0 ? `; coincidences not looked through: ${unchecked}` : ''}`,
        );
      }
    }
  }
  return true;
}

/** null: there is none among the first draws. */
function withoutTraps(actions: number, dimensions: number, write: Write): Bandit | null {
  if (actions > MOST_ALWAYS) return null;
  for (let seed = 1; seed <= DRAWS; seed++) {
    const bandit = banditOf(actions, dimensions, 'order preserved', write, seed);
    const arms = armsOf(bandit);
    const attracts = (arm: number) =>
      finish(trap(arms, arm, { budget: budgetOf(0), search: budgetOf(0) })).holds !== false;
    if (!arms.levels.slice(1).flat().some(attracts)) return bandit;
  }
  return null;
}

function banditOf(
  actions: number,
  dimensions: number,
  kind: (typeof KINDS)[number],
  write: Write,
  seed: number,
): Bandit {
  const draw = random(seed, actions);
  const real = (x: number) => parseLiteral(write(x, draw))!;
  const features = Array.from({ length: actions }, () =>
    Array.from({ length: dimensions }, () => real(kind === 'Gaussian' ? draw.normal() : draw.uniform())),
  );
  const theta = Array.from({ length: dimensions }, draw.uniform);
  return {
    names: features.map((_, a) => `a${a + 1}`),
    rewards: features.map((row) =>
      // Enough digits that the order of the rewards is that of Xθ.
      kind === 'Gaussian'
        ? real(draw.uniform())
        : parseLiteral(row.reduce((sum, x, k) => sum + x.value * theta[k]!, 0).toPrecision(17))!,
    ),
    features,
    noise: { kind: 'none' },
  };
}

await program(main);
