/**
 * Properties are tried on the same instances in each run, so that a failure can be repeated and a commit is judged by
 * what it changes. `SEED=random npm run test:unit` tries others; a failure prints the seed it was found with.
 */
import fc from 'fast-check';

const wanted = process.env['SEED'];
if (wanted !== 'random') fc.configureGlobal({ seed: Number(wanted ?? 1) });
