/** What is decided at one value of a parameter: of a bandit with its proof as polynomials, of any text by reading it with that value. */
import type { Fraction } from 'fraction.js';
import { analyse } from '../conditions/analyse.js';
import { armsOf } from '../conditions/arms.js';
import { analyseMdp } from '../conditions/policies/analyse.js';
import type { Bandit, Real } from '../model/bandit.js';
import { errorCount } from '../model/runnable.js';
import { applied } from '../spec/applied.js';
import type { Files } from '../spec/files/port.js';
import { readSpec } from '../spec/read.js';
import type { ParameterSource } from '../spec/types.js';
import { reachOf } from './claims.js';
import type { Decision, Label } from './diagram.js';
import { banditAt, literalOfFraction, type PolynomialBandit, polynomialBandit } from './structure.js';
import { verdictClaims } from './verdictClaims.js';

/** No proof is followed from there. */
const ALONE = () => null;

/** The problem has no such value: it divides by 0, say, or probabilities leave [0, 1]. */
const INVALID: Decision = { label: { kind: 'invalid', traps: [] }, basis: 'numerical', reach: ALONE };

/** Of a bandit whose numbers are polynomials in the parameter. */
export function ofPolynomials(problem: PolynomialBandit): (at: Fraction) => Decision {
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

/** Of any text, whose parameters get other numbers: one a parameter. */
export function ofText(
  text: string,
  files: Files,
  parameters: readonly ParameterSource[],
): (...at: readonly Fraction[]) => Decision {
  return (...at) => {
    const edits = parameters.map(({ number }, n) => ({ range: number, newText: literalOfFraction(at[n]!) }));
    const { bandit, mdp, issues } = readSpec(applied(text, edits), files);
    if (errorCount(issues) > 0) return INVALID;
    if (bandit) return { ...decided(bandit, analyse(bandit).verdict), reach: ALONE };
    if (mdp === null) return INVALID;
    const { verdict } = analyseMdp(mdp);
    return { label: { kind: verdict.kind, traps: [] }, basis: verdict.basis, reach: ALONE };
  };
}

/** How the verdict of a text is found at each value of one of its parameters. @param bandit of the text, null: it has a process */
export function deciding(
  text: string,
  files: Files,
  bandit: Bandit | null,
  parameter: ParameterSource,
  all: readonly ParameterSource[],
): (at: Fraction) => Decision {
  const values = new Map<string, Real>(all.flatMap(({ name, value }) => (value ? [[name, value]] : [])));
  const problem = bandit && polynomialBandit(bandit, parameter.name, values);
  return problem ? ofPolynomials(problem) : ofText(text, files, [parameter]);
}

function decided(
  { names }: Bandit,
  { kind, basis, traps }: { kind: Label['kind']; basis: Decision['basis']; traps: readonly number[] },
): Omit<Decision, 'reach'> {
  return { label: { kind, traps: kind === 'depends' ? traps.map((action) => names[action]!) : [] }, basis };
}
