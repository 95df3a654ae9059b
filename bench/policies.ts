/**
 * `npm run bench:policies [-- --size 20000 --seed 1 --kind 'mdp, whole']`: verdicts of small contextual bandits and MDPs against flows that share no code with them
 * (`policies/flow.ts`).
 *
 * - always: no start may end at a policy below J*, nor at a finite point;
 * - depends: the flow from t·p of each trap ends at it, from some t on;
 * - never: no start may come to J*; the best deterministic policy in reach is not above J*;
 * - whatever the verdict: no start may end at a policy that is proved not to attract.
 *
 * The instances of each kind are the same by themselves as together.
 *
 * A flow is followed to ‖θ‖ = 10⁷, or until J is within 10⁻⁴ of the range of returns of J*. It is *undecided* where all steps were spent, where an
 * end below J* has a better action that dies out as fast as the worse ones to a part of 10⁻⁵ (a margin of 0 above all), or where actions of a visited
 * state are tied as far as doubles tell. Prints what was said, and each disagreement with its margins; the exit code is 0 only if there is none, and at
 * most one flow of a hundred is undecided.
 */
import { parseArgs } from 'node:util';
import { analyseMdp } from '../src/conditions/policies/analyse.js';
import type { MdpAnalysis } from '../src/conditions/policies/types.js';
import type { Real } from '../src/model/bandit.js';
import type { Mdp } from '../src/model/mdp.js';
import { type End, Flow, type Plain } from './policies/flow.js';
import { type Random, random } from './random.js';

const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    kind: { type: 'string' },
  },
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
function greatestReturn(plain: Plain, flow: Flow): number {
  let policies: number[][] = [[]];
  for (const actions of plain.states) policies = policies.flatMap((p) => actions.map((_, a) => [...p, a]));
  return Math.max(
    ...policies.map((policy) =>
      flow.value(plain.states.map((actions, s) => actions.map((_, a) => (a === policy[s] ? 1 : 0)))),
    ),
  );
}

/** The number of starts of an instance: if the verdict is always, and if it is not. */
const STARTS = 24;
const FEWER_STARTS = 8;
/** How far a flow is followed; and from a start beyond that, how many times as far. */
const FAR = 1e7;
const FARTHER = 10;
/** An exponential whose exponent lags behind by this difference counts for nothing. */
const BEHIND = 40;
/** The same, after the flow has had a long way to make it so: its initial terms no longer count. */
const LONG_BEHIND = 100;
/** Returns that differ by less than this fraction of their range are not distinguished. */
const APART = 1e-4;
/** A difference of less than this fraction may be rounding error. */
const EQUAL = 1e-9;
const FARTHEST_START = 1e8;
/** The fraction of all flows. */
const MOST_UNDECIDED = 0.01;

type Judgement = 'right' | 'undecided' | { readonly wrong: string };

interface Tally {
  instances: number;
  readonly verdicts: Record<string, number>;
  flows: number;
  undecided: number;
  wrong: number;
}

function starts(r: Random, d: number, count: number): number[][] {
  return Array.from({ length: count }, (_, n) => {
    const scale = [0.5, 3, 10][n % 3]!;
    return Array.from({ length: d }, () => scale * r.normal());
  });
}

function disagreements(
  plain: Plain,
  { verdict, conditions }: MdpAnalysis,
  r: Random,
  tally: Tally,
): string[] {
  const said: string[] = [];
  const flow = new Flow(plain);
  const best = greatestReturn(plain, flow);
  if (Math.abs(best - verdict.value.value) > 1e-9 * Math.max(1, Math.abs(best))) {
    said.push(`J* is ${best}, not ${verdict.value.value}`);
  }
  if (verdict.kind === 'never' && verdict.best && verdict.best.value.value > best + 1e-9)
    said.push('the best in reach is above J*');
  const count = (judgement: Judgement) => {
    tally.flows++;
    if (judgement === 'undecided') tally.undecided++;
    else if (judgement !== 'right') said.push(judgement.wrong);
  };
  const d = plain.states[0]![0]!.features.length;
  for (const from of starts(r, d, verdict.kind === 'always' ? STARTS : FEWER_STARTS)) {
    const end = flow.follow(from, FAR, best - (verdict.kind === 'never' ? EQUAL : APART) * flow.range);
    count(judged(plain, flow, verdict, conditions, from, end));
  }
  for (const condition of conditions)
    if (condition.id === 'trap' && condition.holds) count(attracts(plain, flow, condition));
  return said;
}

/** What a flow from some start shows about the verdict. */
function judged(
  plain: Plain,
  flow: Flow,
  { kind }: MdpAnalysis['verdict'],
  conditions: MdpAnalysis['conditions'],
  from: readonly number[],
  end: End,
): Judgement {
  const what = `from (${from}) to ${end.top}: ${end.settled}, J = ${end.value}`;
  if (end.settled === 'high') return kind === 'never' ? { wrong: `never, but ${what}` } : 'right';
  if (end.settled === 'spent') return 'undecided';
  if (end.settled === 'stationary') return kind === 'always' ? { wrong: `always, but ${what}` } : 'right';
  // Where all actions are as good, a policy may be told by another than the flow ends at.
  const here = conditions.find(
    ({ id, policy }) =>
      id === 'trap' &&
      Math.abs(policy!.value.value - end.value) < APART * flow.range &&
      end.top.every(
        (a, s) => !policy!.visited[s] || end.isLevel[s] || firstPair(plain, s) + a === policy!.policy[s],
      ),
  );
  if (kind !== 'always' && here?.holds !== false) return 'right';
  // A better pair that dies out as fast as the slowest worse one, or nearly, has to win on the way that was followed.
  const isDecided =
    here?.margin == null || Math.abs(here.margin) * Math.hypot(...end.theta) > LONG_BEHIND * sizeOf(here);
  // Of tied actions doubles do not tell which is the better one nearby.
  if (!isDecided || end.isTied || here?.basis === 'numerical' || here?.unlessCoincidence) return 'undecided';
  return { wrong: `${kind === 'always' ? 'always' : 'proved not to attract'}, but ${what}` };
}

/** Does the flow from t·p end at the policy, from some t on? It is proved for great t only, so t grows until it does. */
function attracts(plain: Plain, flow: Flow, condition: MdpAnalysis['conditions'][number]): Judgement {
  const { policy, witness, margin } = condition;
  const square = sizeOf(condition) ** 2;
  // From states without a worse action there is no p.
  if (square === 0) return 'undecided';
  // t·lead is what the slowest better pair is behind by.
  const lead = Math.min(margin ?? square, square, leastLead(plain, policy!.policy, witness!));
  let last: End | null = null;
  for (let t = BEHIND / lead; t * Math.sqrt(square) < FARTHEST_START; t *= FARTHER) {
    const from = witness!.map((x) => t * x);
    last = flow.follow(from, Math.max(FAR, FARTHER * Math.hypot(...from)));
    if (Math.abs(last.value - policy!.value.value) <= APART * flow.range && last.settled === 'far')
      return 'right';
  }
  if (last === null || last.settled === 'spent') return 'undecided';
  return {
    wrong: `trap ${policy!.policy} (J ${policy!.value.value}, margin ${margin}, ‖p‖² ${square}) left for ${last.top}, J = ${last.value}`,
  };
}

/** ‖p‖ */
function sizeOf({ witness }: MdpAnalysis['conditions'][number]): number {
  return Math.hypot(...(witness ?? [1]));
}

function firstPair(plain: Plain, state: number): number {
  return plain.states.slice(0, state).reduce((sum, actions) => sum + actions.length, 0);
}

/** The least ⟨φ(s,σ_s) − φ(s,a), p⟩ over all pairs whose features are not those of σ_s. */
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

let [failed, flows, undecided] = [0, 0, 0];
for (const [number, kind] of KINDS.entries()) {
  if (options.kind !== undefined && options.kind !== kind) continue;
  const tally: Tally = { instances: 0, verdicts: {}, flows: 0, undecided: 0, wrong: 0 };
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
  flows += tally.flows;
  undecided += tally.undecided;
  const verdicts = Object.entries(tally.verdicts)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `${name} ${count}`);
  console.log(
    `${kind}: ${tally.instances} instances (${verdicts.join(', ')}), ${tally.flows} flows, ${tally.undecided} of them undecided, ${tally.wrong} wrong`,
  );
}
console.log(`${flows} flows, ${undecided} undecided, ${failed} instances wrong`);
process.exitCode = failed === 0 && undecided <= MOST_UNDECIDED * flows ? 0 : 1;
