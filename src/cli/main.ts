/** `linspg`: the same rooms as the editor, without one. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import { TerminalText, terminal } from '../borders/terminal.js';
import { PARTS, type Part } from '../experiment/paper/parts.js';
import { FAULT_STATUS } from './fault.js';
import { UnreadableFile } from './input.js';
import { StoreError } from './manifest.js';
import { complain, OutputError, print } from './output.js';
import { styleFor } from './style.js';

const HELP = `linspg: will softmax policy gradient with linear features reach the best action?

Usage
  linspg check FILE… [--format text|json]
  linspg run FILE… [--format text|json|csv|parquet] [--record 10000,20000,…] [--workers N]
  linspg run FILE --out DIR [--format parquet] [--shard 1/4] [--record …] [--workers N]
  linspg merge DIR [--format parquet]
  linspg reproduce [--part exact-K3-d2,…] [--out DIR] [--iterations T] [--workers N]
  linspg lsp [--stdio]

  check   say what the conditions of convergence say about each .linspg file
  run     run its experiment and print the curves
  merge   put together what shards of an experiment did
  reproduce  run the experiments of arXiv 2505.03155 again: figures, and a table beside the published means
  lsp     be a language server on the standard streams

FILE may be - for the standard input.

  --format   text (default) for people; json for programs; csv and parquet for tables. \`run\` prints one JSON object
             for one file and an array for several; csv and parquet take one file. parquet is binary: send it to a
             file. With --out, and for \`merge\`, parquet writes results.parquet beside results.json
  --record   the iterations to print, instead of those of \`record:\` in the file
  --workers  how many threads run the experiment (default: one a core); the numbers do not depend on it
  --out      keep every run in this directory when it is finished: the same command goes on where it was stopped,
             and writes results.json when all are there. \`reproduce\`: default linspg-paper
  --shard    i/n: only the runs of part i of n; any number of processes and machines may share a directory
  --part     some of the paper's experiments: exact-K3-d2 … exact-K6-d6, sampled-bernoulli-easy … sampled-beta-hard;
             \`exact\`, \`sampled\` and other beginnings mean all that begin so
  --iterations  T in place of the paper's 1e6
  --help, --version

Exit status: 0 no errors, 1 errors found, 2 wrong usage, or a file that cannot be read or written, 3 a fault of Lin-SPG itself,
141 nobody reads the output any more, and files were left to run.
`;

/** The command line is wrong; the message says how. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

const OPTIONS = {
  format: { type: 'string', default: 'text' },
  record: { type: 'string' },
  workers: { type: 'string' },
  out: { type: 'string' },
  shard: { type: 'string' },
  part: { type: 'string' },
  iterations: { type: 'string' },
  stdio: { type: 'boolean' },
  // Clients in JavaScript add it: the process that the server ends with.
  clientProcessId: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'V', default: false },
} as const;

/** @returns the exit status. */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [command, ...files] = positionals;
  if (values.help || (command === 'help' && files.length === 0)) return say(HELP);
  if (values.version) return say(`linspg ${version}\n`);
  switch (command) {
    case 'check': {
      only(values, 'check', ['format']);
      const format = oneOf(values.format, ['text', 'json']);
      const { check } = await import('./check.js');
      return check(some(files), format);
    }
    case 'run': {
      only(values, 'run', ['format', 'record', 'workers', 'out', 'shard']);
      const format = oneOf(values.format, ['text', 'json', 'csv', 'parquet']);
      if ((format === 'csv' || format === 'parquet') && files.length > 1)
        throw new UsageError(`--format ${format} takes one file`);
      if (values.out !== undefined && (files.length !== 1 || format === 'json' || format === 'csv'))
        throw new UsageError(
          '--out takes one file, and writes JSON there: leave out --format, or ask for parquet beside it',
        );
      if (format === 'parquet' && values.out === undefined && process.stdout.isTTY)
        throw new UsageError('--format parquet is binary: send it to a file with > results.parquet');
      if (values.shard !== undefined && values.out === undefined)
        throw new UsageError('--shard needs --out, the directory that the shards share');
      const { run } = await import('./run.js');
      return run(some(files), {
        format,
        ...(values.record !== undefined && { recordAt: iterations(values.record) }),
        ...(values.workers !== undefined && { workers: workers(values.workers) }),
        ...(values.out !== undefined && { out: values.out }),
        ...(values.shard !== undefined && { shard: shardOf(values.shard) }),
      });
    }
    case 'merge': {
      only(values, 'merge', ['format']);
      const format = oneOf(values.format, ['text', 'parquet']);
      if (files.length !== 1) throw new UsageError('linspg merge takes one directory');
      const { merge } = await import('./out.js');
      return merge(files[0]!, format);
    }
    case 'reproduce': {
      only(values, 'reproduce', ['out', 'part', 'iterations', 'workers']);
      if (files.length > 0) throw new UsageError(`linspg reproduce takes no file, but found '${files[0]}'`);
      const { reproduce } = await import('./reproduce.js');
      return reproduce({
        parts: partsOf(values.part),
        out: values.out ?? 'linspg-paper',
        iterations: wholeNumber('--iterations', values.iterations ?? '1e6', 1),
        ...(values.workers !== undefined && { workers: workers(values.workers) }),
      });
    }
    case 'lsp': {
      only(values, 'lsp', ['stdio', 'clientProcessId']);
      const { lsp } = await import('./lsp.js');
      return lsp();
    }
    case undefined:
      throw new UsageError('a command is missing: check, run, merge, reproduce or lsp');
    default:
      throw new UsageError(`there is no command '${command}': expected check, run, merge, reproduce or lsp`);
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true });
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    throw error;
  }
}

function only(values: Record<string, unknown>, command: string, allowed: readonly string[]): void {
  for (const key of [
    'format',
    'record',
    'workers',
    'out',
    'shard',
    'part',
    'iterations',
    'stdio',
    'clientProcessId',
  ])
    if (!allowed.includes(key) && values[key] !== undefined && !(key === 'format' && values[key] === 'text'))
      throw new UsageError(`linspg ${command} has no option --${key}`);
}

function some(files: string[]): string[] {
  if (files.length === 0) throw new UsageError('a file is missing');
  return files;
}

function oneOf<T extends string>(format: string, formats: readonly T[]): T {
  const found = formats.find((f) => f === format);
  if (!found) throw new UsageError(`--format must be ${formats.join(' or ')}, not '${format}'`);
  return found;
}

function iterations(list: string): number[] {
  return list.split(',').map((item) => wholeNumber('--record', item, 0));
}

function wholeNumber(option: string, text: string, least: number): number {
  const n = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(n) || n < least)
    throw new UsageError(`${option} expects whole numbers from ${least} on, not '${text}'`);
  return n;
}

/** More threads than this only wait for each other, and each takes some memory. */
const MOST_WORKERS = Math.max(64, 4 * availableParallelism());

function workers(text: string): number {
  const n = wholeNumber('--workers', text, 1);
  if (n > MOST_WORKERS)
    throw new UsageError(`--workers expects at most ${MOST_WORKERS} on this machine, not '${text}'`);
  return n;
}

function shardOf(text: string): { number: number; of: number } {
  const [, number, of] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  if (!number || !of || number > of)
    throw new UsageError(`--shard expects i/n with 1 ≤ i ≤ n, not '${text}'`);
  return { number, of };
}

/** The parts that are named, or whose names begin so; all without `list`. */
function partsOf(list: string | undefined): Part[] {
  const asked = list?.split(',').map((name) => name.trim()) ?? [''];
  for (const name of asked) {
    if (list !== undefined && (name === '' || !PARTS.some(({ id }) => id.startsWith(name))))
      throw new UsageError(
        `--part: there is no part '${name}'. Parts: ${PARTS.map(({ id }) => id).join(', ')}`,
      );
  }
  return PARTS.filter(({ id }) => asked.some((name) => id.startsWith(name)));
}

async function say(text: string): Promise<number> {
  await print(new TerminalText(text));
  return 0;
}

// Where the standard error cannot be written to, there is no place to say so.
process.stderr.on('error', () => {});

/** What a user can mend; the message says how. */
const EXPECTED = [UsageError, UnreadableFile, StoreError, OutputError];

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: Error) => {
    const name = styleFor(process.stderr)('error', 'linspg:');
    if (!EXPECTED.some((kind) => error instanceof kind)) {
      complain(
        terminal`${name} a fault of Lin-SPG itself (${error.message}). Please report it, with the command and the text.`,
      );
      process.exitCode = FAULT_STATUS;
      return;
    }
    complain(terminal`${name} ${error.message}`);
    if (error instanceof UsageError) complain(terminal`Try: linspg --help`);
    process.exitCode = 2;
  },
);
