/**
 * Properties are tried on the same instances in each run, so that a failure can be repeated and a commit is judged by
 * what it changes. `SEED=random npm run test:unit` tries others; a failure prints the seed it was found with.
 */
import fc from 'fast-check';

const { SEED = '1' } = process.env;
if (SEED !== 'random') fc.configureGlobal({ seed: Number(SEED) });
