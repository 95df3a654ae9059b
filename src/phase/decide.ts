/** What is decided at one value of a parameter: of a bandit with its proof as polynomials, of any text by reading it with that value. */
import type { Fraction } from 'fraction.js';
import { analyse } from '../conditions/analyse.js';
import { armsOf } from '../conditions/arms.js';
import { analyseMdp } from '../conditions/policies/analyse.js';
import type { Bandit, Real } from '../model/bandit.js';
import { errorCount } from '../model/runnable.js';
import { applied } from '../spec/applied.js';
import type { Files } from '../spec/files/port.js';
import { numberEdit, type WrittenNumber } from '../spec/numbers.js';
import { readSpec } from '../spec/read.js';
import type { Reading } from '../spec/types.js';
import { reachOf } from './claims.js';
import type { Decision, Label } from './diagram.js';
import { doesName } from './numbers.js';
import { banditAt, literalOfFraction, type ParametricBandit, parametricBandit } from './structure.js';
import { verdictClaims } from './verdictClaims.js';

/** No proof is followed from there. */
const ALONE = () => null;

/** The problem has no such value: it divides by 0, say, or probabilities leave [0, 1]. */
const INVALID: Decision = { label: { kind: 'invalid', traps: [] }, basis: 'numerical', reach: ALONE };

/** Of a bandit whose numbers are rational functions of the parameter. */
export function ofBandit(problem: ParametricBandit): (at: Fraction) => Decision {
  return (at) => {
    const bandit = banditAt(problem, at);
    if (bandit === null) return INVALID;
    const analysis = analyse(bandit, { keepsProof: true });
    return {
      ...decided(bandit, analysis.verdict),
      reach(from, to) {
        const claims = verdictClaims(problem, analysis, armsOf(bandit), at);
        return claims && reachOf(claims, at, from, to);
      },
    };
  };
}

/** Of any text, some of whose numbers are written anew. */
export function ofText(
  text: string,
  files: Files,
  numbers: readonly WrittenNumber[],
): (...at: readonly Fraction[]) => Decision {
  return (...at) => {
    const edits = numbers.map((number, n) => numberEdit(number, literalOfFraction(at[n]!)));
    const { bandit, mdp, issues } = readSpec(applied(text, edits), files);
    if (errorCount(issues) > 0) return INVALID;
    if (bandit) return { ...decided(bandit, analyse(bandit).verdict), reach: ALONE };
    if (mdp === null) return INVALID;
    const { verdict } = analyseMdp(mdp);
    return { label: { kind: verdict.kind, traps: [] }, basis: verdict.basis, reach: ALONE };
  };
}

/** How the verdict of a text is found at each value of one of its numbers. */
export function deciding(
  text: string,
  files: Files,
  { bandit, source }: Pick<Reading, 'bandit' | 'source'>,
  number: WrittenNumber,
): (at: Fraction) => Decision {
  const values = new Map<string, Real>(
    source.parameters.flatMap(({ name, value }) => (value ? [[name, value]] : [])),
  );
  const name = nameOf(number, [...values.keys()]);
  const problem = bandit && parametricBandit(inTermsOf(bandit, number, name), name, values);
  // What else names the parameter, such as the noise, is not followed.
  const isWhole = problem?.naming === namingIn(source, number);
  return problem && isWhole ? ofBandit(problem) : ofText(text, files, [number]);
}

/** How many numbers of a text name a parameter of it; one has the name that is in the place of a number. */
function namingIn({ expressions }: Reading['source'], { parameter }: WrittenNumber): number {
  if (parameter === null) return 1;
  return expressions.filter(({ expression }) => doesName(expression, parameter.name)).length;
}

/** Of a parameter its own; of another number `x`, or `x1`, `x2`, … where that is a parameter. */
export function nameOf({ parameter }: WrittenNumber, taken: readonly string[]): string {
  if (parameter) return parameter.name;
  for (let n = 0; ; n++) {
    const name = n === 0 ? 'x' : `x${n}`;
    if (!taken.includes(name)) return name;
  }
}

/** The bandit with a name in the place of one of its numbers. */
function inTermsOf(bandit: Bandit, { place, inside, range }: WrittenNumber, name: string): Bandit {
  if (place === null) return bandit;
  const { row, feature } = place;
  const named = (real: Real): Real => {
    if (inside === null) return { ...real, expression: name };
    const { expression, start } = inside;
    const end = start + range.end - range.start;
    return { ...real, expression: expression.slice(0, start) + name + expression.slice(end) };
  };
  if (feature === null) return { ...bandit, rewards: bandit.rewards.with(row, named(bandit.rewards[row]!)) };
  const numbers = bandit.features[row]!;
  return {
    ...bandit,
    features: bandit.features.with(row, numbers.with(feature, named(numbers[feature]!))),
  };
}

function decided(
  { names }: Bandit,
  { kind, basis, traps }: { kind: Label['kind']; basis: Decision['basis']; traps: readonly number[] },
): Omit<Decision, 'reach'> {
  return { label: { kind, traps: kind === 'depends' ? traps.map((action) => names[action]!) : [] }, basis };
}
