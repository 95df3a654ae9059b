/** What stands behind `linspg`: a command, its files and its options. */
import { parseArgs } from 'node:util';
import { nearest } from '../spec/nearest.js';
import { COMMANDS, commandNames } from './help.js';
import { UsageError } from './usage.js';

const OPTIONS = {
  format: { type: 'string', default: 'text' },
  record: { type: 'string' },
  workers: { type: 'string' },
  out: { type: 'string' },
  shard: { type: 'string' },
  part: { type: 'string' },
  picture: { type: 'string' },
  iterations: { type: 'string' },
  reward: { type: 'string' },
  names: { type: 'string' },
  axes: { type: 'string' },
  numbers: { type: 'string' },
  parameter: { type: 'string' },
  number: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  actions: { type: 'string' },
  dimensions: { type: 'string' },
  entries: { type: 'string' },
  rewards: { type: 'string' },
  hits: { type: 'string' },
  sample: { type: 'string' },
  seed: { type: 'string' },
  stdio: { type: 'boolean' },
  // JavaScript clients add it: the id of the process with which the server ends.
  clientProcessId: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'V', default: false },
} as const;

export type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

/** The word that stands for no `--format`. */
export const NO_FORMAT = OPTIONS.format.default;

/** @throws UsageError for an option that no command has, or one with a wrong kind of value. */
export function parse(args: string[]) {
  const { values, positionals, tokens } = parseArgs({
    args,
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) if (token.kind === 'option') known(token);
  return { values: values as Values, positionals };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value: string | undefined;
  readonly inlineValue: boolean | undefined;
}

/** @throws UsageError */
function known({ name, rawName, value, inlineValue }: OptionToken): void {
  if (!Object.hasOwn(OPTIONS, name)) {
    const guess = nearest(name, Object.keys(OPTIONS));
    throw new UsageError(`Unknown option '${rawName}'${guess ? `: did you mean --${guess}?` : ''}`);
  }
  const { type } = OPTIONS[name as keyof typeof OPTIONS];
  if (type === 'boolean' && value !== undefined)
    throw new UsageError(`${rawName} takes no value, but found '${value}'`);
  if (type === 'string' && (value === undefined || (!inlineValue && value.startsWith('--'))))
    throw new UsageError(`${rawName} needs a value${value === undefined ? '' : `, but found '${value}'`}`);
}

/** @throws UsageError for an option that this command does not have. */
export function only(values: Values, command: string): void {
  const { options } = COMMANDS[command]!;
  for (const [key, value] of Object.entries(values)) {
    if (options.includes(key) || key === 'help' || key === 'version') continue;
    if (key === 'format' && value === OPTIONS.format.default) continue;
    throw new UsageError(`linspg ${command} has no option --${key}`);
  }
}

/** @throws UsageError if there is none. */
export function some(files: string[]): string[] {
  if (files.length === 0) throw new UsageError('a file is missing');
  return files;
}

/**
 * The word that was meant among those allowed.
 *
 * @param what the name of the option or argument, for the message
 * @throws UsageError
 */
export function oneOf<T extends string>(what: string, word: string, words: readonly T[]): T {
  const found = words.find((one) => one === word);
  if (!found) throw new UsageError(`${what} must be ${words.join(' or ')}, not '${word}'`);
  return found;
}

/** @throws UsageError: there is no such command. */
export function unknownCommand(name: string): never {
  const guess = nearest(name, [...Object.keys(COMMANDS), 'help']);
  const meant = guess ? `did you mean ${guess}? E` : 'e';
  throw new UsageError(`there is no command '${name}': ${meant}xpected ${commandNames()}`);
}
