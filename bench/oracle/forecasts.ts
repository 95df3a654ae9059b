/**
 * `npm run bench:forecasts [starts]`: where flows end by the product's forecast, and by the finer integration of `path.ts`, from starts near
 * and far, on ties of leading actions and beside them. Each disagreement is listed with the least relative shift of the start, out of
 * 1e-13, 1e-12 …, that changes the finer answer to the product's: how near the start lies to a border.
 */
import { availableParallelism, cpus, loadavg } from 'node:os';
import { Flow } from '../../src/flow/flow.js';
import { rowsFrom } from '../../src/model/problem.js';
import { type Problem, pathEnd } from './path.js';

const wanted = Number(process.argv[2] ?? 5000);

/** Numbers in [0, 1): a linear congruential generator of 48 bits, as in POSIX `drand48`. */
function generator(seed: number): () => number {
  let state = (BigInt(seed) << 16n) + 0x330en;
  return () => {
    state = (state * 0x5deece66dn + 0xbn) & 0xffffffffffffn;
    return Number(state) / 2 ** 48;
  };
}

const next = generator(11);
const whole = (most: number) => Math.floor(next() * (2 * most + 1)) - most;
const bell = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

function anyProblem(): Problem {
  const K = 3 + Math.floor(next() * 4);
  const d = 2 + Math.floor(next() * 2);
  const integers = next() < 0.6;
  const features = Array.from({ length: K }, () =>
    Array.from({ length: d }, () => (integers ? whole(3) : bell())),
  );
  const rewards = Array.from({ length: K }, (_, a) => (integers ? K - a + (next() < 0.3 ? 3 : 0) : bell()));
  return { rewards, features };
}

const REGIMES = ['near', 'far', 'tie', 'beside a tie'] as const;

function anyStart({ features }: Problem, regime: (typeof REGIMES)[number]): number[] | null {
  const d = features[0]!.length;
  if (regime === 'near') return Array.from({ length: d }, () => 4 * bell());
  const distance = 10 ** (1 + 2.5 * next());
  if (regime === 'far') return Array.from({ length: d }, () => Math.round(distance * bell()));
  // An integer vector on which two actions have the same logit: orthogonal to the difference of their rows.
  const [a, b] = [Math.floor(next() * features.length), Math.floor(next() * features.length)];
  const y = features[a]!.map((v, k) => v - features[b]![k]!);
  if (y.every((v) => v === 0)) return null;
  const n = Math.max(1, Math.round(distance / 3)) * (next() < 0.5 ? 1 : -1);
  const along = d === 2 ? [-y[1]! * n, y[0]! * n] : [-y[1]! * n + y[2]! * n, y[0]! * n, -y[0]! * n];
  return regime === 'tie' ? along : along.map((v) => v + 0.3 * bell());
}

const tally = new Map<string, { agree: number; open: number; differ: number; undecided: number }>();
const lines: string[] = [];
let [done, productMs, oracleMs] = [0, 0, 0];
while (done < wanted) {
  const problem = anyProblem();
  const flow = new Flow(rowsFrom(problem));
  for (const regime of REGIMES) {
    const start = anyStart(problem, regime);
    if (!start) continue;
    done++;
    const began = performance.now();
    const { limit } = flow.from(start);
    const middle = performance.now();
    const { action } = pathEnd(problem, start);
    productMs += middle - began;
    oracleMs += performance.now() - middle;
    const count = tally.get(regime) ?? { agree: 0, open: 0, differ: 0, undecided: 0 };
    tally.set(regime, count);
    if (limit.kind === 'undecided') count.undecided++;
    else if (action === null) count.open++;
    else if (
      limit.kind === 'action'
        ? limit.action === action
        : limit.kind === 'set' && limit.actions.includes(action)
    )
      count.agree++;
    else {
      count.differ++;
      const said = limit.kind === 'action' ? limit.action : -1;
      lines.push(
        `${regime}: from (${start.join(', ')}) the product says ${limit.kind} ${limit.kind === 'action' ? `a${said + 1}` : limit.kind === 'set' ? limit.actions.join() : limit.value}, the path a${action + 1}, ${margin(problem, start, said)}; ${JSON.stringify(problem)}`,
      );
    }
  }
}

/** The least shift of the start that gives the other answer. */
function margin(problem: Problem, start: readonly number[], said: number): string {
  const size = Math.hypot(...start);
  for (let power = -13; power <= -1; power++) {
    for (let k = 0; k < start.length; k++)
      for (const sign of [-1, 1]) {
        const moved = start.map((v, j) => (j === k ? v + sign * size * 10 ** power : v));
        if (pathEnd(problem, moved).action === said)
          return `which a shift by 1e${power} of its distance changes to that`;
      }
  }
  return 'which no shift by 0.1 of its distance changes to that';
}

console.log(
  `${cpus()[0]?.model}, ${availableParallelism()} cores, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`,
);
console.log(
  `${done} starts; product ${productMs.toFixed(0)} ms, finer integration ${oracleMs.toFixed(0)} ms`,
);
console.log('regime        agree  differ  product undecided  finer integration open');
for (const [regime, { agree, differ, undecided, open }] of tally)
  console.log(
    `${regime.padEnd(13)} ${String(agree).padStart(5)} ${String(differ).padStart(7)} ${String(undecided).padStart(18)} ${String(open).padStart(23)}`,
  );
for (const line of lines) console.log(line);
