/** The command line of `linspg search`, read. */

import { OBSERVED } from '../experiment/observedRuns.js';
import { ExpressionError, parseExpression } from '../search/expression.js';
import { faultLines } from '../search/expressionWords.js';
import { REWARDS_HINT, rangeHint, unaskedWords } from '../search/format.js';
import { feasible, type SearchOrder, unaskedIn } from '../search/search.js';
import {
  DEFAULT_REWARDS,
  FIELDS,
  parseRange,
  parseRewards,
  type Range,
  type Rewards,
} from '../search/space.js';
import { UsageError } from './usage.js';
import { type Shard, shardOf, wholeNumber } from './values.js';

export interface SearchOptions {
  readonly order: SearchOrder;
  readonly out?: string;
  readonly shard?: Shard;
}

type Values = Readonly<
  Partial<
    Record<
      'actions' | 'dimensions' | 'entries' | 'rewards' | 'hits' | 'sample' | 'seed' | 'out' | 'shard',
      string
    >
  >
>;

/** @throws UsageError */
export function searchOptions(values: Values, words: readonly string[]): SearchOptions {
  if (words.length !== 1)
    throw new UsageError(
      words.length === 0
        ? "linspg search takes an expression, such as 'npg-top and trap'"
        : `linspg search takes one expression, but found '${words[1]}' too: put it between quotes`,
    );
  if (values.shard !== undefined && values.out === undefined)
    throw new UsageError('--shard needs --out, the directory that the shards share');
  if (values.hits !== undefined && values.out === undefined)
    throw new UsageError('--hits needs --out, the directory that the hits are written to');
  if (values.seed !== undefined && values.sample === undefined)
    throw new UsageError('--seed needs --sample: nothing else is drawn');
  const shard = values.shard === undefined ? undefined : shardOf(values.shard);
  const order: SearchOrder = {
    expression: expressionOf(words[0]!),
    space: {
      actions: rangeOf('actions', values),
      dimensions: rangeOf('dimensions', values),
      entries: rangeOf('entries', values),
      rewards: rewardsOf(values.rewards ?? DEFAULT_REWARDS),
    },
    ...(values.hits !== 'all' && { hits: wholeNumber('--hits', values.hits ?? '1', 1) }),
    ...(values.sample !== undefined && {
      sample: {
        count: wholeNumber('--sample', values.sample, 1),
        seed: wholeNumber('--seed', values.seed ?? '0', 0),
      },
    }),
    ...(shard && { part: { remainder: shard.number - 1, of: shard.of } }),
  };
  const unasked = unaskedIn(order);
  if (unasked !== null)
    throw new UsageError(`${unaskedWords(unasked)}: add --actions ${unasked.actions}, or leave it out`);
  return {
    order: feasible(order),
    ...(values.out !== undefined && { out: values.out }),
    ...(shard && { shard }),
  };
}

function expressionOf(text: string): SearchOrder['expression'] {
  try {
    return parseExpression(text, OBSERVED.outcomes);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new UsageError('the expression cannot be read:', faultLines(error, OBSERVED.outcomes));
  }
}

function rangeOf(field: keyof typeof FIELDS, values: Values): Range {
  const { default: otherwise, least, greatest } = FIELDS[field];
  const text = values[field] ?? otherwise;
  const range = parseRange(text, least, greatest);
  if (range === null) throw new UsageError(`--${field} expects ${rangeHint(field)}, not '${text}'`);
  return range;
}

function rewardsOf(text: string): Rewards {
  const rewards = parseRewards(text);
  if (rewards === null) throw new UsageError(`--rewards must be ${REWARDS_HINT}, not '${text}'`);
  return rewards;
}
