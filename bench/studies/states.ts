/**
 * How often does the verdict decide of random contextual bandits and Markov decision processes, how common are traps and finite maxima, and how often
 * is the reading state by state right? Of a part the flow is followed from random starts, and Lin-SPG is run from θ = 0.
 *
 *   npx tsx bench/studies/states.ts [instances of a cell] [of these followed]     writes docs/studies/states.svg and prints the tables
 */
import { writeFileSync } from 'node:fs';
import { analyseMdp } from '../../src/conditions/policies/analyse.js';
import type { MdpAnalysis } from '../../src/conditions/policies/types.js';
import type { VerdictKind } from '../../src/conditions/types.js';
import { runBatch } from '../../src/engine/batch.js';
import { numericMdp } from '../../src/experiment/optimum.js';
import { plan } from '../../src/experiment/plan.js';
import { MdpFlow } from '../../src/flow/mdp/flow.js';
import type { Real } from '../../src/model/bandit.js';
import type { Mdp } from '../../src/model/mdp.js';
import { readSpec } from '../../src/spec/read.js';
import { type Random, random } from '../random.js';
import { heatmapSvg } from './heatmap.js';

const INSTANCES = Number(process.argv[2] ?? 125);
const FOLLOWED = Number(process.argv[3] ?? 13);
/** Of each that is followed: starts N(0, 2²) of the flow, and iterations of Lin-SPG from θ = 0 with normalised steps. */
const STARTS = 10;
const ITERATIONS = 20_000;
/** What has at least this much of every visited state at its end has come to a policy. */
const SETTLED = 0.99;

const KINDS = [
  { name: 'contexts', discount: '0', isOrdered: false },
  { name: 'contexts, order preserved', discount: '0', isOrdered: true },
  { name: 'MDP, γ = 0.5', discount: '0.5', isOrdered: false },
  { name: 'MDP, γ = 0.9', discount: '0.9', isOrdered: false },
] as const;
type Kind = (typeof KINDS)[number];
const SHAPES = [
  [2, 2],
  [2, 3],
  [4, 2],
  [4, 3],
] as const;
const DIMENSIONS = [1, 2, 3, 4, 6] as const;
const VERDICTS: readonly VerdictKind[] = ['never', 'depends', 'always', 'undecided'];

const real = (literal: string): Real => {
  const [above, below = '1'] = literal.split('/');
  return { value: Number(above) / Number(below), literal };
};

/**
 * Features N(0, 1) to three decimals; rewards uniform on [0, 1), or in the order of ⟨φ, w⟩ for one random w; next states with probabilities in
 * hundredths, as a Dirichlet(1, …, 1) gives them; a uniform start.
 */
function drawn({ discount, isOrdered }: Kind, S: number, A: number, d: number, r: Random): Mdp {
  const decimals = (x: number) => real(x.toFixed(3));
  const w = Array.from({ length: d }, () => r.normal());
  const rows = Array.from({ length: S * A }, () => Array.from({ length: d }, () => decimals(r.normal())));
  const along = rows.map((row) => row.reduce((sum, x, k) => sum + x.value * w[k]!, 0));
  const uniform = rows.map(() => r.uniform());
  const rewards = rows.map((_, i) => {
    if (!isOrdered) return decimals(uniform[i]!);
    const s = Math.floor(i / A);
    const own = Array.from({ length: A }, (_, a) => s * A + a);
    const rank = own.filter((j) => along[j]! < along[i]!).length;
    return decimals([...own.map((j) => uniform[j]!)].sort((a, b) => a - b)[rank]!);
  });
  const to = () => {
    const weights = Array.from({ length: S }, () => -Math.log(1 - r.uniform()));
    const sum = weights.reduce((a, b) => a + b, 0);
    const hundredths = weights.map((x) => Math.floor((100 * x) / sum));
    hundredths[0]! += 100 - hundredths.reduce((a, b) => a + b, 0);
    return hundredths.flatMap((n, state) => (n === 0 ? [] : [{ state, probability: real(`${n}/100`) }]));
  };
  const isMdp = discount !== '0';
  return {
    kind: isMdp ? 'mdp' : 'contexts',
    states: Array.from({ length: S }, (_, s) => ({
      name: `s${s + 1}`,
      first: s * A,
      actions: A,
      terminal: false,
    })),
    stateOf: rows.map((_, i) => Math.floor(i / A)),
    pairs: rows.map((_, i) => ({ name: `a${(i % A) + 1}`, reward: rewards[i]!, to: isMdp ? to() : [] })),
    features: { kind: 'rows', rows },
    discount: real(discount),
    start: Array.from({ length: S }, () => real(`1/${S}`)),
    noise: { kind: 'none' },
  };
}

/** What the states' own bandits say together, as if they were alone. */
function stateByState({ states }: MdpAnalysis): VerdictKind {
  for (const kind of ['never', 'depends', 'undecided'] as const)
    if (states.some((state) => state.kind === kind)) return kind;
  return 'always';
}

interface Counts {
  instances: number;
  verdicts: Record<VerdictKind, number>;
  proved: number;
  traps: number;
  /** Decided both ways, and alike. */
  compared: number;
  alike: number;
  /** The states say always and the whole does not, and the other way round. */
  tooGood: number;
  tooBad: number;
  flows: number;
  atBest: number;
  atTrap: number;
  elsewhere: number;
  maxima: number;
  unsettled: number;
  withMaximum: number;
  followed: number;
  runs: number;
  asForecast: number;
}

const none = (): Counts => ({
  instances: 0,
  verdicts: { never: 0, depends: 0, always: 0, undecided: 0 },
  proved: 0,
  traps: 0,
  compared: 0,
  alike: 0,
  tooGood: 0,
  tooBad: 0,
  flows: 0,
  atBest: 0,
  atTrap: 0,
  elsewhere: 0,
  maxima: 0,
  unsettled: 0,
  withMaximum: 0,
  followed: 0,
  runs: 0,
  asForecast: 0,
});

function look(counts: Counts, mdp: Mdp): MdpAnalysis {
  const analysis = analyseMdp(mdp);
  const { kind, basis, traps } = analysis.verdict;
  counts.instances++;
  counts.verdicts[kind]++;
  if (kind !== 'undecided' && basis === 'proved') counts.proved++;
  if (traps.length > 0) counts.traps++;
  if (kind === 'undecided') return analysis;
  const naive = stateByState(analysis);
  counts.compared++;
  if (naive === kind) counts.alike++;
  else if (naive === 'always') counts.tooGood++;
  else if (kind === 'always') counts.tooBad++;
  return analysis;
}

function follow(counts: Counts, mdp: Mdp, { verdict }: MdpAnalysis, r: Random): void {
  const numbers = numericMdp(mdp);
  const flow = new MdpFlow(numbers);
  const d = numbers.dimensions;
  const best = verdict.best?.value.value ?? numbers.optimum.value;
  let hasMaximum = false;
  counts.followed++;
  for (let n = 0; n < STARTS; n++) {
    const { limit } = flow.from(Array.from({ length: d }, () => 2 * r.normal()));
    counts.flows++;
    if (limit.kind === 'undecided') counts.unsettled++;
    else if (limit.kind === 'finite') {
      counts.maxima++;
      hasMaximum = true;
    } else if (Math.abs(limit.value - best) < 1e-9) counts.atBest++;
    else if (
      limit.kind === 'policy' &&
      verdict.traps.some(({ policy, visited }) =>
        limit.rows.every((rows, s) => !visited[s] || rows.includes(policy[s]!)),
      )
    )
      counts.atTrap++;
    else counts.elsewhere++;
  }
  if (hasMaximum) counts.withMaximum++;
  run(counts, mdp, flow);
}

const RUN = readSpec(
  `bandit: { rewards: [1, 0], features: [[1], [0]] }\nrun: { learning-rate: { normalized: 0.05 }, iterations: ${ITERATIONS}, record: 2 }\n`,
).run!;

/** Does Lin-SPG from θ = 0 come to the policy that the flow ends at from there? */
function run(counts: Counts, mdp: Mdp, flow: MdpFlow): void {
  const { limit } = flow.from(new Float64Array(flow.problem.input.dimensions));
  if (limit.kind !== 'policy') return;
  let last: readonly number[] = [];
  runBatch(plan([mdp], RUN).cells, {
    recorded: (_task, _from, { policy }) => {
      last = policy.at(-1)!;
    },
    progress: () => {},
    ended: () => {},
  });
  counts.runs++;
  const there = limit.rows.every(
    (rows) => rows.length === 0 || rows.reduce((sum, i) => sum + last[i]!, 0) >= SETTLED,
  );
  if (there) counts.asForecast++;
}

/** Wilson's interval for n of N, 95 %, in percent. */
function interval(n: number, N: number): string {
  if (N === 0) return '–';
  const z = 1.96;
  const p = n / N;
  const centre = (p + (z * z) / (2 * N)) / (1 + (z * z) / N);
  const half = (z * Math.sqrt((p * (1 - p)) / N + (z * z) / (4 * N * N))) / (1 + (z * z) / N);
  const show = (x: number) => (100 * Math.min(1, Math.max(0, x))).toFixed(1);
  return `${show(p)} (${show(centre - half)}–${show(centre + half)})`;
}

function added(some: readonly Counts[]): Counts {
  const sum = none();
  for (const one of some)
    for (const key of Object.keys(sum) as (keyof Counts)[]) {
      if (key === 'verdicts') for (const kind of VERDICTS) sum.verdicts[kind] += one.verdicts[kind];
      else sum[key] += one[key];
    }
  return sum;
}

const cells = KINDS.map((kind, k) =>
  SHAPES.map(([S, A], s) =>
    DIMENSIONS.map((d) => {
      const counts = none();
      for (let n = 0; n < INSTANCES; n++) {
        const r = random(1000 * (k + 1) + 100 * s + d, n);
        const mdp = drawn(kind, S, A, d, r);
        const analysis = look(counts, mdp);
        if (n < FOLLOWED) follow(counts, mdp, analysis, r);
      }
      console.error(`${kind.name}, ${S}×${A}, d = ${d}: ${counts.instances}`);
      return counts;
    }),
  ),
);

const row = (name: string, values: readonly string[]) => `| ${name} | ${values.join(' | ')} |`;
const byKind = KINDS.map((kind, k) => ({ name: kind.name, all: added(cells[k]!.flat()) }));
console.log(row('', ['instances', ...VERDICTS, 'proved', 'a trap']));
for (const { name, all } of byKind)
  console.log(
    row(name, [
      String(all.instances),
      ...VERDICTS.map((kind) => interval(all.verdicts[kind], all.instances)),
      interval(all.proved, all.instances - all.verdicts.undecided),
      interval(all.traps, all.instances),
    ]),
  );
console.log(row('', ['decided', 'state by state alike', 'says always wrongly', 'misses always']));
for (const { name, all } of byKind)
  console.log(
    row(name, [
      String(all.compared),
      interval(all.alike, all.compared),
      interval(all.tooGood, all.compared),
      interval(all.tooBad, all.compared),
    ]),
  );
console.log(
  row('', [
    'followed',
    'with a finite maximum',
    'flows',
    'best in reach',
    'trap',
    'finite',
    'other policy',
    'unsettled',
    'runs as forecast',
  ]),
);
for (const { name, all } of byKind)
  console.log(
    row(name, [
      String(all.followed),
      interval(all.withMaximum, all.followed),
      String(all.flows),
      ...[all.atBest, all.atTrap, all.maxima, all.elsewhere, all.unsettled].map((n) =>
        interval(n, all.flows),
      ),
      interval(all.asForecast, all.runs),
    ]),
  );
console.log(row('undecided by d', DIMENSIONS.map(String)));
KINDS.forEach(({ name }, k) => {
  const at = DIMENSIONS.map((_, i) => added(cells[k]!.map((shape) => shape[i]!)));
  console.log(
    row(
      name,
      at.map((all) => interval(all.verdicts.undecided, all.instances)),
    ),
  );
});

writeFileSync(
  'docs/studies/states.svg',
  heatmapSvg({
    title: 'Share of instances with a trap below the best policy in reach',
    rows: { label: 'S·A', values: SHAPES.map(([S, A]) => S * A) },
    columns: { label: 'd', values: [...DIMENSIONS] },
    panels: KINDS.map(({ name }, k) => ({
      title: name,
      shares: SHAPES.map((_, s) =>
        DIMENSIONS.map((_, i) => cells[k]![s]![i]!.traps / cells[k]![s]![i]!.instances),
      ),
    })),
  }),
);
