/** How many runs the kernel advances side by side at most. */
export const LANES = 8;
/** Lanes are filled by so many at a time: two vectors of two numbers. Fewer runs are faster one after another. */
export const QUAD = 4;
