/** *open*: nothing is claimed of this question, since it is undecided or was decided in floating point only. */
export interface OpenClaim {
  readonly claim: 'open';
  readonly about:
    | 'exposed'
    | 'order'
    | 'trap'
    | 'optimum'
    | 'bounds'
    | 'in-reach'
    | 'tabular'
    | 'policy-order'
    | 'policies'
    | 'policy';
  /** Of `trap`: the action. */
  readonly action?: number;
  /** Of `policy`: a pair of each state. */
  readonly policy?: readonly number[];
  /** The code of the reason. */
  readonly because: string;
}
