/** What proves the conditions of a process, so that others can check it (`src/certificates`). Kept where an analysis is asked for it. */
import type { Arms } from '../arms.js';
import type { HullProof, Proof } from '../proofs.js';
import type { Conflict, Difference } from './differences.js';
import type { ArmPolicy, ExactMdp } from './exactMdp.js';
import type { Evaluation } from './values.js';

/** A proof that no choice of optimal arms that agrees with those above is separable. */
export type RefutedChoices =
  | { readonly kind: 'conflict'; readonly conflict: Conflict }
  /** A state that the choices so far visit, with each optimal arm that may be taken there. */
  | {
      readonly kind: 'state';
      readonly state: number;
      readonly arms: readonly (readonly [arm: number, refuted: RefutedChoices])[];
    };

/** All exposed policies that agree with the choices above. */
export type PolicyTree =
  | { readonly kind: 'conflict'; readonly conflict: Conflict }
  /** One subtree for each arm of the state. */
  | { readonly kind: 'state'; readonly state: number; readonly arms: readonly PolicyTree[] }
  | { readonly kind: 'policy'; readonly policy: ArmPolicy };

export type PolicyProof =
  /** Proof of `exposed`: one optimal arm in each state that they visit, −1 elsewhere; no hull if there is no choice. */
  | {
      readonly kind: 'in-reach';
      readonly policy: readonly number[];
      readonly differences: readonly Difference[];
      readonly hull: HullProof | null;
    }
  | { readonly kind: 'out-of-reach'; readonly refuted: RefutedChoices }
  /** Proof of `order`. */
  | {
      readonly kind: 'order';
      readonly preserved: boolean;
      readonly differences: readonly Difference[];
      readonly hull: HullProof | null;
    }
  /** Proof of `trap`. The arms of `around` are groups of deviations with the same y, each given by its members; arm 0 of the proof is the policy. */
  | {
      readonly kind: 'policy';
      readonly evaluation: Evaluation;
      readonly around: {
        readonly better: readonly (readonly Difference[])[];
        readonly level: readonly (readonly Difference[])[];
        readonly worse: readonly (readonly Difference[])[];
      };
      readonly isShared: boolean;
      readonly proof: Proof;
    };

/** What the proofs of one process share. */
export interface ProcessProof {
  readonly model: ExactMdp;
  /** null: too large, or not asked for. */
  readonly rows: Arms | null;
  /** V*, with each pair an arm by itself; null: not known exactly. */
  readonly optimum: Evaluation | null;
  /** The least and the greatest value of any policy, with actions joined to arms; null: not known exactly. */
  readonly least: Evaluation | null;
  readonly greatest: Evaluation | null;
  /** The states with a choice that matters. */
  readonly choices: readonly number[];
  readonly isTabular: boolean;
  /** All exposed policies; null: the list is not complete, or not proved to be complete. */
  readonly tree: PolicyTree | null;
  /** The policies with J* among those that were examined. */
  readonly best: readonly Evaluation[];
}
