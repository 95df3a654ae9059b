/**
 * What proves a condition, in whole numbers, so that others can check it (`src/certificates`). Arms are indices. Kept where a setting asks for it:
 * the words of a verdict need none of it.
 */

/** Convex weights of the differences that were to be separated: those of p, or of a point that stands for it, or weights that give 0. */
export interface HullProof {
  /** x_from − x_to of arms, and which of the differences that is, ascending; weights > 0 whose sum is `denominator`. */
  readonly terms: readonly {
    readonly index: number;
    readonly from: number;
    readonly to: number;
    readonly weight: bigint;
  }[];
  readonly denominator: bigint;
}

/** One more direction along which worse arms push θ on (docs/trap.md, "Boundaries"): q, of those that are not on the face so far. */
export interface PushProof {
  /** The arms that stay on the face, on which q is 0. */
  readonly face: readonly number[];
  /** Convex weights of the worse arms beside the face. */
  readonly weights: readonly (readonly [arm: number, weight: bigint])[];
}

/** Why an arm does not attract along another direction than p (`coincidence.ts`). */
export type NoCoincidence =
  /** There is one worse arm, or one feature, or no arm that is better or tied. */
  | { readonly kind: 'single' }
  /** No better or tied arm is in the affine hull of the worse ones. */
  | { readonly kind: 'off-the-hull' }
  /** All sets B of better and tied arms were gone through. */
  | { readonly kind: 'searched'; readonly root: SearchProof };

/** Of all sets B that agree with what was decided above. */
export type SearchProof =
  /** With `arm` out of B, and in it. */
  | {
      readonly kind: 'split';
      readonly arm: number;
      readonly without: SearchProof;
      readonly within: SearchProof;
    }
  /** None, by inequality (3) of `coincidence.ts`: z' in units of scale/`unit`, and α. */
  | {
      readonly kind: 'excluded';
      readonly point: readonly bigint[];
      readonly unit: bigint;
      readonly alpha: readonly (readonly [arm: number, weight: bigint])[];
    }
  /**
   * B is the set of those that are in, and is none: C(B) is empty, or the point of C(B) nearest to 0 rules it out. `weights`: the multipliers of
   * the worse arms and of those in B, up to a common factor.
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
  /** Of `exposed` and `order`: p ≠ 0; absent where nothing has to be separated. */
  | { readonly kind: 'apart'; readonly arm?: number; readonly hull: HullProof | null }
  /** p = 0; of `exposed` for each arm of optimal actions alone. */
  | { readonly kind: 'together'; readonly hulls: readonly HullProof[] }
  /** Of `trap`; `pushes` where a better arm dies out as fast as the slowest worse ones. */
  | { readonly kind: 'attracts'; readonly hull: HullProof; readonly pushes: readonly PushProof[] }
  | { readonly kind: 'nothing-worse' }
  | { readonly kind: 'between-worse'; readonly hull: HullProof }
  /** A better arm dies out slower than the slowest worse one, or one of the same reward outgrows i. */
  | {
      readonly kind: 'outlived';
      readonly hull: HullProof;
      readonly coincidence: NoCoincidence;
    }
  /** Better arms die out exactly as fast, and differ from those of the face in general position. */
  | { readonly kind: 'overtaken'; readonly hull: HullProof; readonly coincidence: NoCoincidence };
