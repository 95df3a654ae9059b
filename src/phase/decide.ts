/** What is decided at one value of a parameter: of a bandit with its proof as polynomials, of any text by reading it with that value. */
import type { Fraction } from 'fraction.js';
import { analyse } from '../conditions/analyse.js';
import { armsOf } from '../conditions/arms.js';
import { analyseMdp } from '../conditions/policies/analyse.js';
import type { MdpAnalysis } from '../conditions/policies/types.js';
import type { Bandit, Real } from '../model/bandit.js';
import { errorCount } from '../model/runnable.js';
import { applied } from '../spec/applied.js';
import type { Files } from '../spec/files/port.js';
import { numberEdit, type WrittenNumber } from '../spec/numbers.js';
import { readSpec } from '../spec/read.js';
import type { Reading } from '../spec/types.js';
import { farthest, reachOf } from './claims.js';
import type { Decision, Label } from './diagram.js';
import { inTermsOf, nameOf, processInTermsOf } from './inTerms.js';
import { doesName } from './numbers.js';
import { parametricProcess } from './parametricProcess.js';
import { policyVerdictClaims } from './policyVerdict.js';
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

/** Of a contextual bandit or decision process in a text. @param name of the number in expressions */
function ofProcess(
  text: string,
  files: Files,
  number: WrittenNumber,
  name: string,
): (at: Fraction) => Decision {
  return (at) => {
    const { mdp, issues, source } = readAt(text, files, [number], [at]);
    if (errorCount(issues) > 0 || mdp === null) return INVALID;
    const analysis = analyseMdp(mdp, { keepsProof: true });
    return {
      ...decidedProcess(analysis),
      reach(from, to) {
        const named = processInTermsOf(mdp, number, name);
        const problem = named && parametricProcess(named, name, valuesOf(source));
        // What else names the parameter is not followed, nor a next state that is none at this value.
        if (problem?.naming !== namingIn(source, number)) return null;
        return farthest(policyVerdictClaims(problem, analysis, at).map((all) => reachOf(all, at, from, to)));
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
    const { bandit, mdp, issues } = readAt(text, files, numbers, at);
    if (errorCount(issues) > 0) return INVALID;
    if (bandit) return { ...decided(bandit, analyse(bandit).verdict), reach: ALONE };
    return mdp ? { ...decidedProcess(analyseMdp(mdp)), reach: ALONE } : INVALID;
  };
}

function readAt(
  text: string,
  files: Files,
  numbers: readonly WrittenNumber[],
  at: readonly Fraction[],
): Reading {
  const edits = numbers.map((number, n) => numberEdit(number, literalOfFraction(at[n]!)));
  return readSpec(applied(text, edits), files);
}

/** How the verdict of a text is found at each value of one of its numbers. */
export function deciding(
  text: string,
  files: Files,
  { bandit, mdp, source }: Pick<Reading, 'bandit' | 'mdp' | 'source'>,
  number: WrittenNumber,
): (at: Fraction) => Decision {
  const values = valuesOf(source);
  const name = nameOf(number, [...values.keys()]);
  if (mdp) return ofProcess(text, files, number, name);
  const problem = bandit && parametricBandit(inTermsOf(bandit, number, name), name, values);
  // What else names the parameter, such as the noise, is not followed.
  const isWhole = problem?.naming === namingIn(source, number);
  return problem && isWhole ? ofBandit(problem) : ofText(text, files, [number]);
}

function valuesOf({ parameters }: Reading['source']): Map<string, Real> {
  return new Map(parameters.flatMap(({ name, value }) => (value ? [[name, value]] : [])));
}

/** How many numbers of a text name a parameter of it; one has the name that is in the place of a number. */
function namingIn({ expressions }: Reading['source'], { parameter }: WrittenNumber): number {
  if (parameter === null) return 1;
  return expressions.filter(({ expression }) => doesName(expression, parameter.name)).length;
}

function decided(
  { names }: Bandit,
  { kind, basis, traps }: { kind: Label['kind']; basis: Decision['basis']; traps: readonly number[] },
): Omit<Decision, 'reach'> {
  return { label: { kind, traps: kind === 'depends' ? traps.map((action) => names[action]!) : [] }, basis };
}

function decidedProcess({ verdict: { kind, basis } }: MdpAnalysis): Omit<Decision, 'reach'> {
  return { label: { kind, traps: [] }, basis };
}
