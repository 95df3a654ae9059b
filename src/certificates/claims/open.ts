/** *open*: no claim is made about this question, since it is undecided or was decided only in floating point. */
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
  /** For `trap`: the action. */
  readonly action?: number;
  /** For `policy`: a pair for each state. */
  readonly policy?: readonly number[];
  /** The code of the reason. */
  readonly because: string;
}
