/** Every kind of claim, one file each in `claims`. A claim is a record with what its finite checks need; docs/certificates.md defines the checks. */
import type { BoundsClaim } from './claims/bounds.js';
import type { ExposedClaim } from './claims/exposed.js';
import type { InReachClaim, OutOfReachClaim } from './claims/inReach.js';
import type { NoTrapClaim } from './claims/noTrap.js';
import type { NotExposedClaim } from './claims/notExposed.js';
import type { NotOrderedClaim } from './claims/notOrdered.js';
import type { OpenClaim } from './claims/open.js';
import type { OptimumClaim } from './claims/optimum.js';
import type { OrderClaim } from './claims/order.js';
import type { PoliciesClaim } from './claims/policies.js';
import type { PolicyClaim } from './claims/policy.js';
import type { PolicyOrderClaim } from './claims/policyOrder.js';
import type { TabularClaim } from './claims/tabular.js';
import type { TrapClaim } from './claims/trap.js';

export type BanditClaim =
  | ExposedClaim
  | NotExposedClaim
  | OrderClaim
  | NotOrderedClaim
  | TrapClaim
  | NoTrapClaim
  | OpenClaim;

export type ProcessClaim =
  | OptimumClaim
  | BoundsClaim
  | InReachClaim
  | OutOfReachClaim
  | TabularClaim
  | PolicyOrderClaim
  | PoliciesClaim
  | PolicyClaim
  | OpenClaim;
