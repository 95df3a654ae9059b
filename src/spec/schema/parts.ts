/** The parts that sections of a spec share: numbers, sweeps, feature rows, noise, and the form of their descriptions. */
import * as z from 'zod';
import { FORMATS } from '../../formats/formats.js';
import { DEFAULTS, FORMS, NOISE_KEYWORDS } from '../vocabulary.js';

/** A mapping with exactly these keys, in their order. */
export function mapping<K extends string, S extends Readonly<Record<K, z.ZodType>>>(
  keys: readonly K[],
  shape: S & Readonly<Record<Exclude<keyof S, K>, never>>,
) {
  const ordered = Object.fromEntries(keys.map((key) => [key, shape[key]]));
  return z.strictObject(ordered as unknown as S);
}

export function says(markdown: string, more: Record<string, unknown> = {}) {
  return { description: markdown.replace(/[`*]/g, ''), markdownDescription: markdown, ...more };
}

const FRACTION = z.string().regex(/^[+-]?\d+\s*\/\s*[+-]?\d+$/);

/** A number as such. */
export const literal = z
  .union([z.number(), FRACTION])
  .meta(says('A number: `9`, `-0.5`, `1e-6`, or a fraction such as `1/3`, which is exact.'));

/** Of parameters, numbers and signs. */
const EXPRESSION = z.string().regex(/^[^'"#,:{}[\]]*[^\s\d.+\-*/()'"#,:{}[\]][^'"#,:{}[\]]*$/);

/** A number of the problem. */
export const number = z
  .union([z.number(), FRACTION, EXPRESSION])
  .meta(
    says(
      'A number: `9`, `-0.5`, `1e-6`, a fraction such as `1/3`, which is exact, or an expression in the parameters of `let`, such as `1 - t`.',
    ),
  );

export const whole = z.number().min(0);

/** A value, or a list of values: a sweep. */
export function sweep<T extends z.ZodType>(value: T) {
  return z.union([value, z.array(value).min(1)]);
}

export const features = z
  .array(number)
  .min(1)
  .meta(
    says(
      'The feature row `x_a ∈ ℝᵈ` of this action. The policy is `π(a) ∝ exp(x_aᵀθ)`; every row has d entries.',
    ),
  );

/** The extensions of files of numbers, for a sentence. */
const FORMATS_SAID = FORMATS.map((format) => `\`.${format}\``).join(', ');

/** Allowed in place of numbers. */
export const numbersFile = z
  .strictObject({
    file: z
      .string()
      .meta(
        says(
          `The path of a file with the numbers (${FORMATS_SAID}), relative to the folder of this text. Of several arrays in it the one that is called as this key.`,
        ),
      ),
  })
  .meta(says(`Numbers from a file: ${FORMATS_SAID}.`));

export const noiseSchemas = {
  gaussian: mapping(FORMS.noise.gaussian, {
    gaussian: number.meta(
      says('`σ`: rewards are drawn from N(r_a, σ²) and clipped to [0, 1], which moves their mean.', {
        examples: ['0.1'],
      }),
    ),
  }),
  beta: mapping(FORMS.noise.beta, {
    beta: number.meta(
      says('The concentration `c = a + b`: rewards are drawn from Beta(c·r_a, c·(1 − r_a)).', {
        examples: ['4'],
      }),
    ),
  }),
};

export const noise = z
  .union([z.enum(NOISE_KEYWORDS), noiseSchemas.gaussian, noiseSchemas.beta])
  .default(DEFAULTS.noise)
  .meta(
    says(
      'How a sampled reward is drawn around its mean: `none`, `bernoulli` (means in [0, 1]), `{gaussian: σ}` (clipped to [0, 1]) or `{beta: a+b}` (means inside (0, 1)).',
    ),
  );
