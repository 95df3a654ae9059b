/**
 * The proofs of conditions, in integers, so that others can check them (`src/certificates`). Arms are indices. They are kept if a setting asks for
 * them; the texts of a verdict do not need them.
 */

/**
 * Convex weights of the differences that were to be separated: the weights of p, of a point that takes its place, or weights whose combination is
 * 0.
 */
export interface HullProof {
  /** x_from − x_to of arms; `index` is the number of this difference, ascending; the weights are > 0 with the sum `denominator`. */
  readonly terms: readonly {
    readonly index: number;
    readonly from: number;
    readonly to: number;
    readonly weight: bigint;
  }[];
  readonly denominator: bigint;
}

/** One more direction q along which worse arms push θ on (docs/trap.md, "Boundaries"), made of the arms that are not on the face so far. */
export interface PushProof {
  /** The arms that stay on the face, on which q is 0. */
  readonly face: readonly number[];
  /** Convex weights of the worse arms outside the face. */
  readonly weights: readonly (readonly [arm: number, weight: bigint])[];
}

/** Why an arm does not attract along a direction other than p (`coincidence.ts`). */
export type NoCoincidence =
  /** There is one worse arm, or one feature, or no arm that is better or tied. */
  | { readonly kind: 'single' }
  /** No better or tied arm is in the affine hull of the worse ones. */
  | { readonly kind: 'off-the-hull' }
  /** All sets B of better and tied arms were examined. */
  | { readonly kind: 'searched'; readonly root: SearchProof };

/** The search of all sets B that agree with what was decided above. */
export type SearchProof =
  /** The search without `arm` in B, and with it. */
  | {
      readonly kind: 'split';
      readonly arm: number;
      readonly without: SearchProof;
      readonly within: SearchProof;
    }
  /** There is no such B, by inequality (3) of `coincidence.ts`: z' in units of scale/`unit`, and α. */
  | {
      readonly kind: 'excluded';
      readonly point: readonly bigint[];
      readonly unit: bigint;
      readonly alpha: readonly (readonly [arm: number, weight: bigint])[];
    }
  /**
   * B is the set of the arms that are in, and is no coincidence: C(B) is empty, or the point of C(B) nearest to 0 rules it out. `weights`: the multipliers
   * of the worse arms and of those in B, up to a common factor.
   */
  | {
      readonly kind: 'settled';
      readonly why:
        | { readonly code: 'empty' }
        | { readonly code: 'on-a-line' }
        | { readonly code: 'behind' }
        | { readonly code: 'off-the-hull'; readonly arm: number };
      readonly weights: readonly (readonly [arm: number, weight: bigint])[];
    }
  /** Every arm is out of B. */
  | { readonly kind: 'nothing-left' };

export type Proof =
  /** For `exposed` and `order`: p ≠ 0; no hull if nothing has to be separated. */
  | { readonly kind: 'apart'; readonly arm?: number; readonly hull: HullProof | null }
  /** p = 0; for `exposed`, for each arm of optimal actions alone. */
  | { readonly kind: 'together'; readonly hulls: readonly HullProof[] }
  /** For `trap`; `pushes` where a better arm dies out as fast as the slowest worse ones. */
  | { readonly kind: 'attracts'; readonly hull: HullProof; readonly pushes: readonly PushProof[] }
  | { readonly kind: 'nothing-worse' }
  | { readonly kind: 'between-worse'; readonly hull: HullProof }
  /** A better arm dies out slower than the slowest worse one, or an arm of the same reward outgrows i. */
  | {
      readonly kind: 'outlived';
      readonly hull: HullProof;
      readonly coincidence: NoCoincidence;
    }
  /** Better arms die out exactly as fast, and are in general position with those of the face. */
  | { readonly kind: 'overtaken'; readonly hull: HullProof; readonly coincidence: NoCoincidence };
