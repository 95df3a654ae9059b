/** The numbers and claims of certificates as terms of Gallina, the language of Coq. The types are those of `coqHulls.ts` and `coqProblem.ts`. */
import type { Claim } from './claim.js';
import type { NotAttracting } from './claims/noTrap.js';
import type { Branch } from './claims/policies.js';
import type { PolicyClaim } from './claims/policy.js';
import type { ValuesClaim } from './claims/values.js';
import type { CoincidenceStep } from './coincidence.js';
import type { HullPoint, Key, Weight } from './hull.js';
import type { Push } from './push.js';
import type { ProblemRecord } from './record.js';

export function problemTerm({ states, start, pairs }: ProblemRecord): string {
  const features = rows(pairs.map((pair) => pair.features));
  const options = rows(
    pairs.map(({ reward, to }) => {
      const weights = new Map(to);
      return [reward, ...states.map((_, state) => weights.get(state) ?? '0')];
    }),
  );
  return `{|
  start := ${vector(start)};
  state_of := ${list(pairs.map(({ state }) => state))};
  scale := ${features.below};
  features := ${list(features.rows)};
  per := ${options.below};
  options := ${list(options.rows)} |}`;
}

export function valuesTerm({ values, value, least, greatest, visited }: ValuesClaim): string {
  return `Values ${vector(values)} ${number(value)} ${vector(least)} ${vector(greatest)} ${list(visited)}`;
}

/** Of every kind but *values*, from which the facts follow that all others are about. */
export function claimTerm(claim: Exclude<Claim, ValuesClaim>): string {
  switch (claim.claim) {
    case 'exposed':
      return `Exposed ${list(claim.arms)} ${perhaps(claim)}`;
    case 'not-exposed':
      return `NotExposed ${list(claim.cuts.map(weights))} ${tree(claim.tree)}`;
    case 'tabular':
      return 'Tabular';
    case 'order':
      return `Order ${perhaps(claim)}`;
    case 'not-ordered':
      return `NotOrdered ${weights(claim.weights)}`;
    case 'policies':
      return `Policies ${list(claim.cuts.map(weights))} ${tree(claim.tree)}`;
    case 'optimal':
      return `Optimal ${list(claim.policy)} ${vector(claim.values)} ${number(claim.value)}`;
    case 'trap':
      return `Trap ${compared(claim)} ${hull(claim)} ${list((claim.pushes ?? []).map(push))}`;
    case 'no-trap':
      return `NoTrap ${compared(claim)} ${refutation(claim)}`;
  }
}

type Compared = Exclude<PolicyClaim, { readonly claim: 'optimal' }>;

function compared({ policy, values, value, visits, advantages }: Compared): string {
  const numbers = `${vector(values)} ${number(value)} ${vector(visits)} ${vector(advantages)}`;
  return `(Compared ${list(policy)} ${numbers})`;
}

function refutation(claim: NotAttracting): string {
  switch (claim.because) {
    case 'nothing-worse':
      return 'NothingWorse';
    case 'between-worse':
      return `(BetweenWorse ${weights(claim.weights)})`;
    case 'outlived':
      return `(Outlived ${hull(claim)} ${step(claim.coincidence)})`;
    case 'overtaken':
      return `(Overtaken ${hull(claim)} ${vector(claim.normal)} ${step(claim.coincidence)})`;
  }
}

function step({ without = [], ...rest }: CoincidenceStep): string {
  const split = without.map(([at, within]) => `(${key(at)}, ${step(within)})`);
  return `(Step ${list(split)} ${ending(rest)})`;
}

function ending(step: CoincidenceStep): string {
  switch (step.step) {
    case 'trivial':
      return 'Trivial';
    case 'off-the-hull': {
      const off = step.off ? `(Some ${key(step.off)})` : 'None';
      return `(OffTheHull ${off} ${vector(step.normal)} ${vector(step.values)})`;
    }
    case 'excluded': {
      const [ofPoint, ofSum] = step.squares;
      const numbers = `${number(step.lead)} ${number(ofPoint)} ${number(ofSum)}`;
      return `(Excluded ${vector(step.point)} ${weights(step.alpha)} ${numbers})`;
    }
  }
}

/** Nothing is separated where there is one level, or nothing is worse. */
function perhaps(point: Partial<HullPoint>): string {
  return isPoint(point) ? `(Some ${hull(point)})` : 'None';
}

function isPoint(point: Partial<HullPoint>): point is HullPoint {
  return point.weights !== undefined;
}

function hull({ weights: given, point, products, square, slack }: HullPoint): string {
  return `(Hull ${weights(given)} ${vector(point)} ${vector(products)} ${number(square)} ${number(slack)})`;
}

function push({ face, ...beyond }: Push): string {
  return `Push ${weights(face)} ${hull(beyond)}`;
}

function tree(branch: Branch): string {
  if ('cut' in branch) return `(Cut ${branch.cut})`;
  if ('policy' in branch) return `(Policy ${list(branch.policy)})`;
  return `(At ${branch.state} ${list(branch.arms.map(tree))})`;
}

function weights(of: readonly Weight[]): string {
  const keys = of.map(([from, to]) => key([from, to]));
  return `(weigh ${list(keys)} ${vector(of.map(([, , weight]) => weight))})`;
}

function key([from, to]: Key): string {
  return `(${from}, ${to})`;
}

function vector(entries: readonly string[]): string {
  const { rows: found, below } = rows([entries]);
  return `(over ${found[0]} ${below})`;
}

/** As whole numbers over their least common denominator. */
function rows(of: readonly (readonly string[])[]): {
  readonly rows: readonly string[];
  readonly below: bigint;
} {
  const parts = of.map((row) => row.map(partsOf));
  const below = parts.flat().reduce((common, [, d]) => (common / divisor(common, d)) * d, 1n);
  return { rows: parts.map((row) => list(row.map(([n, d]) => (n * below) / d))), below };
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisor(b, a % b);
}

function partsOf(text: string): readonly [above: bigint, below: bigint] {
  const [above, below = '1'] = text.split('/');
  return [BigInt(above!), BigInt(below)];
}

function number(text: string): string {
  const [above, below] = partsOf(text);
  return `(${above} # ${below})`;
}

function list(entries: readonly (string | number | bigint)[]): string {
  return `[${entries.join('; ')}]`;
}
