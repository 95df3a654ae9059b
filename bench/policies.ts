/**
 * `npm run bench:policies [-- --size 2000 --seed 1]`: verdicts of small contextual bandits and MDPs against flows that share no code with them
 * (`policies/flow.ts`).
 *
 * - always: no start may end at a policy below J*, nor at a finite point;
 * - depends: a start at t·p of each trap has to end at it;
 * - never: no start may come to J*; the best deterministic policy in reach is not above J*.
 *
 * What disagrees is followed ten times as far. Prints what was said, and each disagreement with its margins; the exit code is 0 only if there is none.
 */
import { parseArgs } from 'node:util';
import { analyseMdp } from '../src/conditions/policies/analyse.js';
import type { MdpAnalysis } from '../src/conditions/policies/types.js';
import type { Real } from '../src/model/bandit.js';
import type { Mdp } from '../src/model/mdp.js';
import { type End, evaluate, follow, type Plain } from './policies/flow.js';
import { type Random, random } from './random.js';

const { values: options } = parseArgs({
  options: { size: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } },
});
const size = Number(options.size);
const seed = Number(options.seed);

const real = (literal: string): Real => {
  const [above, below] = literal.split('/');
  return { value: below === undefined ? Number(above) : Number(above) / Number(below), literal };
};
const decimal = (x: number) => x.toFixed(3);

const KINDS = [
  'contexts, whole',
  'contexts',
  'contexts, ordered',
  'mdp',
  'mdp, one start',
  'mdp, ordered',
  'mdp, whole',
  'mdp, whole, one start',
] as const;
type Kind = (typeof KINDS)[number];

/** Literals of one instance. */
interface Written {
  readonly discount: string;
  readonly start: readonly string[];
  readonly states: readonly (readonly {
    readonly reward: string;
    readonly to: readonly string[];
    readonly features: readonly string[];
  }[])[];
}

function draw(kind: Kind, r: Random): Written {
  const S = r.whole(2, 3);
  const d = r.whole(1, 3);
  const isWhole = kind.includes('whole');
  const isMdp = kind.startsWith('mdp');
  const w = Array.from({ length: d }, () => r.normal());
  const discount = isMdp ? (kind === 'mdp, ordered' ? '0.3' : r.whole(0, 1) === 0 ? '0.9' : '0.5') : '0';
  const parts = Array.from({ length: S }, () => r.whole(1, 4));
  const whole = parts.reduce((a, b) => a + b, 0);
  const start =
    kind === 'mdp, one start'
      ? parts.map((_, s) => (s === 0 ? '1' : '0'))
      : parts.map((p) => `${p}/${whole}`);
  const states = parts.map(() => {
    const actions = Array.from({ length: r.whole(2, 3) }, () => {
      const features = Array.from({ length: d }, () =>
        isWhole ? String(r.whole(-2, 2)) : decimal(r.normal()),
      );
      const along = features.reduce((sum, x, k) => sum + Number(x) * w[k]!, 0);
      // Of whole numbers, mostly one next state.
      const rarely = isWhole ? 0.8 : 0.4;
      const counts = Array.from({ length: S }, () => (r.uniform() < rarely ? 0 : r.whole(1, 3)));
      if (!counts.some((n) => n > 0)) counts[r.whole(0, S - 1)] = 1;
      const total = counts.reduce((a, b) => a + b, 0);
      return { features, along, to: isMdp ? counts.map((n) => `${n}/${total}`) : [] };
    });
    const isOrdered = kind.endsWith('ordered') || (isWhole && r.whole(0, 1) === 0);
    const ranks = actions.map(({ along }) => actions.filter((other) => other.along < along).length);
    const steps = actions.map(() => Math.exp(1.5 * r.normal()));
    return actions.map(({ features, to }, a) => ({
      features,
      to,
      reward: isOrdered
        ? isWhole
          ? String(ranks[a]!)
          : decimal(
              steps.slice(0, ranks[a]!).reduce((x, y) => x + y + 0.002, 0) *
                (kind === 'mdp, ordered' ? 3 : 1),
            )
        : isWhole
          ? String(r.whole(0, 4))
          : decimal(r.normal()),
    }));
  });
  return { discount, start, states };
}

function mdpOf({ discount, start, states }: Written, isMdp: boolean): Mdp {
  let first = 0;
  return {
    kind: isMdp ? 'mdp' : 'contexts',
    states: states.map((actions, s) => {
      first += actions.length;
      return { name: `s${s + 1}`, first: first - actions.length, actions: actions.length, terminal: false };
    }),
    stateOf: states.flatMap((actions, s) => actions.map(() => s)),
    pairs: states.flatMap((actions) =>
      actions.map(({ reward, to }, a) => ({
        name: `a${a + 1}`,
        reward: real(reward),
        to: to.flatMap((p, state) =>
          Number(p.split('/')[0]) === 0 ? [] : [{ state, probability: real(p) }],
        ),
      })),
    ),
    features: { kind: 'rows', rows: states.flatMap((actions) => actions.map((a) => a.features.map(real))) },
    discount: real(discount),
    start: start.map(real),
    noise: { kind: 'none' },
  };
}

function plainOf({ discount, start, states }: Written): Plain {
  return {
    discount: real(discount).value,
    start: start.map((p) => real(p).value),
    states: states.map((actions) =>
      actions.map(({ reward, to, features }) => ({
        reward: Number(reward),
        to: to.map((p) => real(p).value),
        features: features.map(Number),
      })),
    ),
  };
}

/** J of every deterministic policy, the greatest of them: by going through all. */
function greatestReturn(plain: Plain): number {
  let policies: number[][] = [[]];
  for (const actions of plain.states) policies = policies.flatMap((p) => actions.map((_, a) => [...p, a]));
  return Math.max(
    ...policies.map(
      (policy) =>
        evaluate(
          plain,
          plain.states.map((actions, s) => actions.map((_, a) => (a === policy[s] ? 1 : 0))),
        ).J,
    ),
  );
}

const STARTS = 24;
const RADIUS = 300;

interface Tally {
  instances: number;
  readonly verdicts: Record<string, number>;
  flows: number;
  wrong: number;
  late: number;
  /** Of these, ends at a policy of margin 0 exactly. */
  boundary: number;
}

function starts(r: Random, d: number): number[][] {
  return Array.from({ length: STARTS }, (_, n) => {
    const scale = [0.5, 3, 10][n % 3]!;
    return Array.from({ length: d }, () => scale * r.normal());
  });
}

/** Is the end below J*, and will not leave? Of such an end: what it is. */
function isBelow(end: End, best: number, range: number): boolean {
  return end.settled !== 'spent' && best - end.value > 1e-4 * range;
}

function disagreements(plain: Plain, analysis: MdpAnalysis, r: Random, tally: Tally): string[] {
  const said: string[] = [];
  const { verdict, conditions } = analysis;
  const best = greatestReturn(plain);
  const rewards = plain.states.flat().map(({ reward }) => reward);
  const range = (Math.max(...rewards) - Math.min(...rewards)) / (1 - plain.discount) || 1;
  if (Math.abs(best - verdict.value.value) > 1e-9 * Math.max(1, Math.abs(best))) {
    said.push(`J* is ${best}, not ${verdict.value.value}`);
  }
  const d = plain.states[0]![0]!.features.length;
  if (verdict.kind === 'always') {
    for (const from of starts(r, d)) {
      tally.flows++;
      if (!isBelow(follow(plain, from, RADIUS), best, range)) continue;
      tally.late++;
      const end = follow(plain, from, 10 * RADIUS, 40000);
      if (!isBelow(end, best, range)) continue;
      // A better pair that dies out exactly as fast as the slowest worse one wins by a power of the way: doubles end before.
      const isBoundary = conditions.some(
        ({ id, margin, policy }) =>
          id === 'trap' && margin === 0 && Math.abs(policy!.value.value - end.value) < 1e-4 * range,
      );
      if (isBoundary) tally.boundary++;
      else said.push(`always, but from (${from}) to ${end.top}: ${end.settled}, J = ${end.value}`);
    }
  }
  if (verdict.kind === 'never') {
    for (const from of starts(r, d).slice(0, STARTS / 3)) {
      tally.flows++;
      const end = follow(plain, from, RADIUS);
      if (best - end.value < 1e-9 * range)
        said.push(`never, but from (${from}) to ${end.top}: J = ${end.value}`);
    }
    if (verdict.best && verdict.best.value.value > best + 1e-9) said.push('the best in reach is above J*');
  }
  for (const { id, holds, policy, witness, margin } of conditions) {
    if (id !== 'trap' || !holds) continue;
    const square = witness!.reduce((sum, x) => sum + x * x, 0);
    if (square === 0) continue;
    // t·margin is what the slowest better pair is behind by.
    const lead = Math.min(margin ?? square, square, leastLead(plain, policy!.policy, witness!));
    if (lead < 1e-3 * square) continue;
    const t = 40 / lead;
    const from = witness!.map((x) => t * x);
    const end = follow(plain, from, 3 * Math.hypot(...from) + RADIUS);
    tally.flows++;
    if (Math.abs(end.value - policy!.value.value) > 1e-4 * range) {
      said.push(
        `trap ${policy!.policy} (J ${policy!.value.value}, margin ${margin}, ‖p‖² ${square}) left for ${end.top}, J = ${end.value}`,
      );
    }
  }
  return said;
}

/** The least ⟨φ(s,σ_s) − φ(s,a), p⟩ that is not 0, over all pairs. */
function leastLead(plain: Plain, policy: readonly number[], p: readonly number[]): number {
  let first = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [s, actions] of plain.states.entries()) {
    const own = actions[policy[s]! - first]!.features;
    for (const { features } of actions) {
      const along = features.reduce((sum, x, k) => sum + (own[k]! - x) * p[k]!, 0);
      if (features.some((x, k) => x !== own[k])) least = Math.min(least, Math.abs(along));
    }
    first += actions.length;
  }
  return least;
}

let failed = 0;
for (const [number, kind] of KINDS.entries()) {
  const tally: Tally = { instances: 0, verdicts: {}, flows: 0, wrong: 0, late: 0, boundary: 0 };
  for (let n = 0; n < Math.ceil(size / KINDS.length); n++) {
    const r = random(seed, 1e6 * number + n);
    const written = draw(kind, r);
    const analysis = analyseMdp(mdpOf(written, kind.startsWith('mdp')));
    const { verdict } = analysis;
    const name = verdict.kind === 'undecided' ? 'undecided' : `${verdict.kind} ${verdict.basis}`;
    tally.verdicts[name] = (tally.verdicts[name] ?? 0) + 1;
    tally.instances++;
    const said = disagreements(plainOf(written), analysis, r, tally);
    if (said.length > 0) {
      tally.wrong++;
      console.log(`${kind} ${n}: ${JSON.stringify(written)}`);
      for (const line of said) console.log(`  ${line}`);
      const margins = analysis.conditions.flatMap(({ id, margin }) =>
        margin === null ? [] : [`${id} ${margin}`],
      );
      console.log(`  margins: ${margins.join(', ')}`);
    }
  }
  failed += tally.wrong;
  const verdicts = Object.entries(tally.verdicts)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `${name} ${count}`);
  console.log(
    `${kind}: ${tally.instances} instances (${verdicts.join(', ')}), ${tally.flows} flows, ${tally.late} followed further, ${tally.boundary} of them at margin 0, ${tally.wrong} wrong`,
  );
}
process.exitCode = failed === 0 ? 0 : 1;
