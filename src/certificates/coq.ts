/**
 * The claims about bandits as a file that Coq accepts by computation over Q: one `Example` for each claim. Claims that it cannot express (processes,
 * pushes across p, worse actions on a line) are named in a comment and not stated.
 */
import type { BanditCertificate, BanditRecord } from './bandits.js';
import type { BanditClaim } from './claim.js';
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
  const { record, claims, verdict }: BanditCertificate = certificate;
  return [
    name,
    `Module C${n + 1}.`,
    `Definition b : bandit := ${bandit(record)}.`,
    example('numbers', 'well_formed b'),
    ...claims.map((claim, k) => {
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

/** null: the claim is open, or cannot be expressed here. */
function claimed(claim: BanditClaim): string | null {
  switch (claim.claim) {
    case 'open':
      return null;
    case 'exposed':
      return claim.weights
        ? `exposed b ${claim.action} ${point(claim as HullPoint)}`
        : `all_optimal b ${claim.action}`;
    case 'not-exposed':
      return `not_exposed b ${list(claim.combinations.map(weights))}`;
    case 'order':
      return claim.weights ? `order b ${point(claim as HullPoint)}` : 'one_level b';
    case 'not-ordered':
      return `not_ordered b ${weights(claim.weights)}`;
    case 'trap':
      return claim.pushes ? null : `trap b ${claim.action} ${point(claim)}`;
    case 'no-trap':
      return refuted(claim.action, claim);
  }
}

function refuted(action: number, claim: NotAttracting): string | null {
  switch (claim.because) {
    case 'nothing-worse':
      return `nothing_worse b ${action}`;
    case 'between-worse':
      return `between_worse b ${action} ${weights(claim.weights)}`;
    case 'outlived': {
      const step = stepOf(claim.coincidence);
      return step && `outlived b ${action} ${point(claim)} ${step}`;
    }
    case 'overtaken': {
      const step = stepOf(claim.coincidence);
      return (
        step &&
        `overtaken b ${action} ${weights(claim.weights)} ${vector(claim.point)} ${vector(claim.normal)} ${step}`
      );
    }
  }
}

function stepOf(step: CoincidenceStep): string | null {
  switch (step.step) {
    case 'single':
      return 'Single';
    case 'nothing-left':
      return 'NothingLeft';
    case 'off-the-hull':
      return `(OffTheHull ${vector(step.normal)})`;
    case 'split': {
      const [without, within] = [stepOf(step.without), stepOf(step.within)];
      return without && within && `(Split ${step.at[1]} ${without} ${within})`;
    }
    case 'excluded':
      return `(Excluded ${vector(step.point)} ${multipliers(step.alpha)})`;
    case 'empty':
      return `(Empty ${multipliers(step.multipliers)})`;
    case 'nearest':
      if (step.because === 'on-a-line') return null;
      return step.because === 'behind'
        ? `(Behind ${multipliers(step.multipliers)})`
        : `(OffNearest ${multipliers(step.multipliers)} ${step.off[1]} ${vector(step.normal)})`;
  }
}

function bandit({ rewards, features, arms }: BanditRecord): string {
  const members = arms.map(([actions, mean]) => `(${list(actions.map(String))}%nat, ${number(mean)})`);
  return `{| rewards := ${vector(rewards)}; x := ${list(features.map(vector))}; arms := ${list(members)} |}`;
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
