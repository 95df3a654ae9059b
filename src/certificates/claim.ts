/** Every kind of claim, one file each in `claims`. A claim is a record with what its finite checks need; what they are is in docs/certificates.md. */
import type { ExposedClaim } from './claims/exposed.js';
import type { NotExposedClaim } from './claims/notExposed.js';
import type { OpenClaim } from './claims/open.js';
import type { OrderClaim } from './claims/order.js';
import type { PoliciesClaim } from './claims/policies.js';
import type { PolicyClaim } from './claims/policy.js';
import type { TabularClaim } from './claims/tabular.js';
import type { ValuesClaim } from './claims/values.js';

export type Claim =
  | ValuesClaim
  | ExposedClaim
  | NotExposedClaim
  | TabularClaim
  | OrderClaim
  | PoliciesClaim
  | PolicyClaim;

/** A claim, or a question that is left open. */
export type Answer = Claim | OpenClaim;

export function isClaim(answer: Answer): answer is Claim {
  return 'claim' in answer;
}
