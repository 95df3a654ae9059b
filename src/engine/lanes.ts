/** The most runs that the kernel advances side by side. */
export const LANES = 8;
/** Lanes are filled in multiples of this: two vectors of two numbers. Fewer runs are faster one after another. */
export const QUAD = 4;
