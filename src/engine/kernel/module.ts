import { EXP_TABLE } from '../exp.js';
import { EDGES, HEIGHTS, INNER } from '../random/normal.js';
import { bytes } from './bytes.js';

/** Addresses of the arrays that assembly/memory.ts and assembly/statesMemory.ts describe. */
const ARRAYS = [
  'powers',
  'edges',
  'heights',
  'inner',
  'features',
  'columns',
  'rewards',
  'shortfalls',
  'rate',
  'sigma',
  'below',
  'shapes',
  'theta',
  'regret',
  'least',
  'logits',
  'peaks',
  'exponentials',
  'actionStream',
  'rewardStream',
  'stateOffsets',
  'stateRewards',
  'stateShortfalls',
  'stateStart',
  'transitionBegin',
  'transitionSlots',
  'transitionNext',
  'transitionWeights',
  'eliminationOrder',
  'rowBegin',
  'rowDiagonal',
  'slotColumns',
  'eliminationProgram',
  'rowCoordinates',
  'rowFeatures',
  'rowColumns',
] as const;

export type ArrayName = (typeof ARRAYS)[number];

/** An instance of the kernel, with memory of its own. */
export interface Kernel extends Record<ArrayName, { readonly value: number }> {
  readonly memory: { readonly buffer: ArrayBuffer };
  reserve(K: number, d: number, runs: number, tabular: boolean, own: boolean, beta: boolean): void;
  reserveStates(
    S: number,
    n: number,
    d: number,
    lanes: number,
    transitions: number,
    slots: number,
    program: number,
    oneHot: boolean,
  ): void;
  storeConstants(): void;
  /** e^(logit − peak) for every lane and action: the beginning of every iteration. */
  softmax(): void;
  advanceExact(iterations: number, watch: number): void;
  advanceSampled(iterations: number, noise: number, watch: number): void;
  advanceSoloExact(iterations: number, watch: number): void;
  advanceSoloSampled(iterations: number, noise: number, watch: number): void;
  advanceStates(iterations: number, watch: number): void;
}

/** The part of the global `WebAssembly` that is needed. */
interface Platform {
  validate(bytes: Uint8Array): boolean;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: unknown };
}

function platform(): Platform | undefined {
  return (globalThis as { WebAssembly?: Platform }).WebAssembly;
}

let compiled: object | null | undefined;

/** Can this machine run the kernel? It needs WebAssembly with SIMD. */
export function kernelRuns(): boolean {
  if (compiled === undefined) {
    const WebAssembly = platform();
    const binary = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
    compiled = WebAssembly?.validate(binary) ? new WebAssembly.Module(binary) : null;
  }
  return compiled !== null;
}

/** The kernel with room for what `layOut` reserves and its tables filled in. Only if `kernelRuns()`. */
export function instantiate(layOut: (kernel: Kernel) => void): Kernel {
  const WebAssembly = platform();
  if (!kernelRuns() || !WebAssembly || !compiled) throw new Error('There is no WebAssembly SIMD here.');
  const kernel = new WebAssembly.Instance(compiled).exports as Kernel;
  furnish(kernel, layOut);
  return kernel;
}

/** Lays out a new instance's memory and fills in the tables. */
export function furnish<K extends Kernel>(kernel: K, layOut: (kernel: K) => void): void {
  layOut(kernel);
  kernel.storeConstants();
  const numbers = new Float64Array(kernel.memory.buffer);
  numbers.set(EXP_TABLE, kernel.powers.value / 8);
  const halves = new Int32Array(kernel.memory.buffer, kernel.powers.value);
  for (let j = 0; j < EXP_TABLE.length; j++) halves[2 * j + 1]! -= j << 9;
  // Only kernels that draw random numbers have room for these tables.
  if (kernel.edges.value === 0) return;
  numbers.set(EDGES, kernel.edges.value / 8);
  numbers.set(HEIGHTS, kernel.heights.value / 8);
  numbers.set(INNER, kernel.inner.value / 8);
}
