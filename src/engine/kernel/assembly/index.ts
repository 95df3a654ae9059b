/** The exports of the kernel: what the host reserves, fills, advances and reads. */
export {
  actionStream,
  below,
  columns,
  edges,
  exponentials,
  features,
  heights,
  inner,
  least,
  logits,
  peaks,
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
export { softmax } from './lockstep';
export { advanceExact } from './exact';
export { advanceSampled } from './sampled';
export { advanceSoloExact, advanceSoloSampled } from './solo';
export { advanceStates } from './states';
export {
  eliminationOrder,
  eliminationProgram,
  reserveStates,
  rowBegin,
  rowColumns,
  rowCoordinates,
  rowDiagonal,
  rowFeatures,
  slotColumns,
  stateOffsets,
  stateRewards,
  stateShortfalls,
  stateStart,
  transitionBegin,
  transitionNext,
  transitionSlots,
  transitionWeights,
} from './statesMemory';
