/** Parameters: numbers with a name, which the numbers of the problem are computed from. */
import * as z from 'zod';
import { KEYS } from '../vocabulary.js';
import { literal, mapping, says } from './parts.js';

export const parameterSchema = mapping(KEYS.parameter, {
  value: literal.meta(says('The value that verdicts, runs and pictures use.', { examples: ['1/2'] })),
  from: literal.optional().meta(says('Where a phase diagram begins.', { examples: ['0'] })),
  to: literal.optional().meta(says('Where a phase diagram ends.', { examples: ['1'] })),
}).meta(says('The value of the parameter, and what a phase diagram goes through: `linspg phase`.'));

export const letSchema = z
  .record(
    z.string(),
    z
      .union([literal, parameterSchema])
      .meta(
        says(
          'A parameter: a number, which expressions name. With `{value: …, from: …, to: …}` also what a phase diagram goes through.',
        ),
      ),
  )
  .meta(
    says(
      'Parameters: numbers with a name, `let: { t: 1/2 }`. Wherever a number of the problem stands, an expression may: `t`, `1 - t`, `2*t/3`, with `+ - * /`, brackets and exact fractions; `run` has numbers only. A parameter is a number, and does not refer to others.',
    ),
  );
