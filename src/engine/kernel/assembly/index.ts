/** The kernel's face: what the host reserves, fills, advances and reads. */
export {
  actionStream,
  below,
  columns,
  edges,
  features,
  heights,
  inner,
  least,
  powers,
  rate,
  regret,
  reserve,
  rewards,
  rewardStream,
  shapes,
  shortfalls,
  sigma,
  theta,
} from './memory';
export { storeConstants } from './exp';
export { advanceExact } from './exact';
export { advanceSampled } from './sampled';
export { advanceSoloExact, advanceSoloSampled } from './solo';
