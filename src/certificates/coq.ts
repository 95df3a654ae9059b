/**
 * The claims of bandits as a file that Coq accepts by computation over Q: one `Example` a claim. What it has no words for (processes, pushes across p)
 * is named in a comment and not claimed.
 */
import type { BanditCertificate } from './bandits.js';
import { type Answer, isClaim } from './claim.js';
import type { NotAttracting } from './claims/noTrap.js';
import type { CoincidenceStep } from './coincidence.js';
import { PRELUDE } from './coqPrelude.js';
import type { Certified } from './file.js';
import type { HullPoint, Weight } from './hull.js';

export function coqText(certified: readonly Certified[]): string {
  return [PRELUDE, ...certified.map(moduleOf)].join('\n');
}

function moduleOf({ source, instance, certificate }: Certified, n: number): string {
  const name = `(* ${comment(instance === undefined ? source : `${source}, instance ${instance}`)} *)`;
  if (certificate.kind === 'process') return `${name}\n(* A process: nothing is claimed of it here. *)\n`;
  const { claims, verdict } = certificate;
  // Values of a bandit are its rewards.
  const questions = claims.filter((each) => !isClaim(each) || !['values', 'optimal'].includes(each.claim));
  return [
    name,
    `Module C${n + 1}.`,
    `Definition b : bandit := ${bandit(certificate)}.`,
    example('numbers', 'well_formed b'),
    ...questions.map((claim, k) => {
      const said = claimed(claim);
      return said === null ? `(* Claim ${k + 1}: nothing. *)` : example(`claim_${k + 1}`, said);
    }),
    `(* What follows: ${verdict}. *)`,
    `End C${n + 1}.`,
    '',
  ].join('\n');
}

function example(name: string, said: string): string {
  return `Example ${name} : ${said} = true. Proof. vm_compute. reflexivity. Qed.`;
}

/** null: it is open, or there are no words for it here. */
function claimed(claim: Answer): string | null {
  if (!isClaim(claim)) return null;
  switch (claim.claim) {
    case 'exposed':
      return claim.weights
        ? `exposed b ${claim.arms[0]} ${point(claim as HullPoint)}`
        : `all_optimal b ${claim.arms[0]}`;
    case 'not-exposed':
      return `not_exposed b ${list(claim.cuts.map(weights))}`;
    case 'order':
      return claim.weights ? `order b ${point(claim as HullPoint)}` : 'one_level b';
    case 'not-ordered':
      return `not_ordered b ${weights(claim.weights)}`;
    case 'trap':
      return claim.pushes ? null : `trap b ${claim.policy[0]} ${point(claim)}`;
    case 'no-trap':
      return refuted(claim.policy[0]!, claim);
    default:
      return null;
  }
}

function refuted(action: number, claim: NotAttracting): string {
  switch (claim.because) {
    case 'nothing-worse':
      return `nothing_worse b ${action}`;
    case 'between-worse':
      return `between_worse b ${action} ${weights(claim.weights)}`;
    case 'outlived': {
      const step = stepOf(claim.coincidence);
      return `outlived b ${action} ${point(claim)} ${step}`;
    }
    case 'overtaken': {
      const step = stepOf(claim.coincidence);
      return `overtaken b ${action} ${weights(claim.weights)} ${vector(claim.point)} ${vector(claim.normal)} ${step}`;
    }
  }
}

function stepOf({ without = [], ...step }: CoincidenceStep): string {
  return without.reduceRight(
    (rest, [at, within]) => `(Without ${at[1]} ${stepOf(within)} ${rest})`,
    lastOf(step),
  );
}

function lastOf(step: CoincidenceStep): string {
  switch (step.step) {
    case 'trivial':
      return 'Trivial';
    case 'off-the-hull':
      return step.off
        ? `(OffOne ${step.off[1]} ${vector(step.normal)})`
        : `(OffTheHull ${vector(step.normal)})`;
    case 'excluded':
      return `(Excluded ${vector(step.point)} ${multipliers(step.alpha)})`;
  }
}

function bandit({ record, arms }: BanditCertificate): string {
  const rewards = record.pairs.map(({ reward }) => reward);
  const rows = record.pairs.map(({ features }) => vector(features));
  const members = arms.map(([actions, mean]) => `(${list(actions.map(String))}%nat, ${number(mean)})`);
  return `{| rewards := ${vector(rewards)}; x := ${list(rows)}; arms := ${list(members)} |}`;
}

function point({ weights: of, point: p, slack }: HullPoint): string {
  return `${weights(of)} ${vector(p)} ${number(slack)}`;
}

function weights(of: readonly Weight[]): string {
  return list(of.map(([from, to, weight]) => `((${from}, ${to})%nat, ${number(weight)})`));
}

/** The weights by what a policy or an action is compared with: the second number of each key. */
function multipliers(of: readonly Weight[]): string {
  return list(of.map(([, to, weight]) => `(${to}%nat, ${number(weight)})`));
}

function vector(entries: readonly string[]): string {
  return list(entries.map(number));
}

function number(text: string): string {
  const [above, below = '1'] = text.split('/');
  return `(${above} # ${below})`;
}

function list(entries: readonly string[]): string {
  return `[${entries.join('; ')}]`;
}

/** The text as a Coq comment: nothing in it opens or closes a comment or a string, which Coq recognizes inside comments too. */
function comment(text: string): string {
  return text.replace(/[^\p{L}\p{N} ._/,-]/gu, '?');
}
