/**
 * Certificates as a file that Coq accepts by computation over Q: the checks, and for each problem a module with its numbers, one `Example` a claim,
 * and a theorem that has all of them. Its claims are those of the same certificate as JSON.
 */
import { type Answer, type Claim, isClaim } from './claim.js';
import type { ValuesClaim } from './claims/values.js';
import { HULLS } from './coqHulls.js';
import { PROBLEM } from './coqProblem.js';
import { claimTerm, problemTerm, valuesTerm } from './coqTerms.js';
import type { Certified } from './file.js';

/** What every file begins with: the checks as functions. */
export const CHECKS = [HULLS, PROBLEM].join('\n');

export function coqText(certified: readonly Certified[]): string {
  return [CHECKS, ...certified.map(moduleOf)].join('\n');
}

function moduleOf({ source, instance, certificate }: Certified, n: number): string {
  const { record, claims, verdict } = certificate;
  const name = instance === undefined ? source : `${source}, instance ${instance}`;
  const values = claims.find(isValues);
  return [
    `(* ${comment(name)} *)`,
    `Module C${n + 1}.`,
    `Definition p : problem := ${problemTerm(record)}.`,
    ...claims.flatMap((each) =>
      isClaim(each) ? [] : [`(* Nothing is claimed of: ${comment(`${each.open}, ${each.because}`)} *)`],
    ),
    // Every other claim is about what follows from the values.
    ...(values ? claimed(values, claims.filter(isAnother), verdict) : []),
    `End C${n + 1}.`,
    '',
  ].join('\n');
}

type Another = Exclude<Claim, ValuesClaim>;

function isValues(answer: Answer): answer is ValuesClaim {
  return isClaim(answer) && answer.claim === 'values';
}

function isAnother(answer: Answer): answer is Another {
  return isClaim(answer) && answer.claim !== 'values';
}

function claimed(values: ValuesClaim, claims: readonly Another[], verdict: string): string[] {
  const said = verdict.replace(/^./, (first) => first.toUpperCase());
  const all = claims.map((_, k) => `claim_${k + 1}`);
  const held = all.reduceRight((rest, one) => `(Forall_cons ${one} ${one}_holds ${rest})`, '(Forall_nil _)');
  return [
    `Definition v : values := ${valuesTerm(values)}.`,
    'Definition f : facts := Eval vm_compute in facts_of p v.',
    example('values_hold', 'settle p v = Some f', 'Some f'),
    ...claims.flatMap((claim, k) => [
      `Definition claim_${k + 1} : claim := ${claimTerm(claim)}.`,
      example(`claim_${k + 1}_holds`, `holds p f claim_${k + 1} = true`, 'true'),
    ]),
    `Definition claims : list claim := [${all.join('; ')}].`,
    example('each_once', 'once (flat_map about claims) = true', 'true'),
    example('verdict_follows', `follows p f claims = ${said}`, said),
    `Theorem proved : certified p v claims ${said}.`,
    `Proof. exact (ex_intro _ f (conj values_hold (conj ${held} (conj each_once verdict_follows)))). Qed.`,
  ];
}

function example(name: string, said: string, value: string): string {
  return `Example ${name} : ${said}. Proof. vm_cast_no_check (eq_refl (${value})). Qed.`;
}

/** The text as a Coq comment: nothing in it opens or closes a comment or a string, which Coq recognizes inside comments too. */
function comment(text: string): string {
  return text.replace(/[^\p{L}\p{N} ._/,-]/gu, '?');
}
