/** *open*: no claim is made about this question, since it is undecided or was decided only in floating point. */
export interface OpenClaim {
  /** The question in words, with the names of the action or of the policy that it is about. */
  readonly open: string;
  /** The code of the reason. */
  readonly because: string;
}
