/** Before the tests: the kernel is what its sources say. */
export { buildKernel as setup } from '../../scripts/build/kernel.js';
