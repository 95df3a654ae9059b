/**
 * *tabular*: each pair of a state with a choice has a feature of its own, and the theorem of docs/policies.md applies: the method converges from
 * every start.
 */
export interface TabularClaim {
  readonly claim: 'tabular';
}
