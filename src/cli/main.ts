/** `linspg`: the same rooms as the editor, without one. */
import { parseArgs } from 'node:util';
import { version } from '../../package.json';
import { UnreadableFile } from './input.js';
import { styleFor } from './style.js';

const HELP = `linspg: will softmax policy gradient with linear features reach the best action?

Usage
  linspg check FILE… [--format text|json]
  linspg run FILE… [--format text|json|csv] [--record 10000,20000,…] [--workers N]
  linspg lsp

  check   say what the conditions of convergence say about each .linspg file
  run     run its experiment and print the curves
  lsp     be a language server on the standard streams

FILE may be - for the standard input.

  --format   text (default) for people; json for programs, csv for tables. \`run\` prints one JSON object for one
             file and an array for several; csv takes one file.
  --record   the iterations to print, instead of those of \`record:\` in the file
  --workers  how many threads run the experiment (default: one a core); the numbers do not depend on it
  --help, --version

Exit status: 0 no errors, 1 errors found, 2 wrong usage or a file that cannot be read.
`;

/** The command line is wrong; the message says how. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

const OPTIONS = {
  format: { type: 'string', default: 'text' },
  record: { type: 'string' },
  workers: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'V', default: false },
} as const;

/** @returns the exit status. */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [command, ...files] = positionals;
  if (values.help || (command === 'help' && files.length === 0)) return print(HELP);
  if (values.version) return print(`linspg ${version}\n`);
  switch (command) {
    case 'check': {
      only(values, 'check', ['format']);
      const format = oneOf(values.format, ['text', 'json']);
      const { check } = await import('./check.js');
      return check(some(files), format);
    }
    case 'run': {
      only(values, 'run', ['format', 'record', 'workers']);
      const format = oneOf(values.format, ['text', 'json', 'csv']);
      if (format === 'csv' && files.length > 1) throw new UsageError('--format csv takes one file');
      const { run } = await import('./run.js');
      return run(some(files), {
        format,
        ...(values.record !== undefined && { recordAt: iterations(values.record) }),
        ...(values.workers !== undefined && { workers: wholeNumber('--workers', values.workers, 1) }),
      });
    }
    case 'lsp': {
      only(values, 'lsp', []);
      const { lsp } = await import('./lsp.js');
      return lsp();
    }
    case undefined:
      throw new UsageError('a command is missing: check, run or lsp');
    default:
      throw new UsageError(`there is no command '${command}': expected check, run or lsp`);
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
  for (const key of ['format', 'record', 'workers'])
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

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

// Whoever reads our output may stop reading (`linspg … | head`): that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    if (!(error instanceof UsageError || error instanceof UnreadableFile)) throw error;
    const hint = error instanceof UsageError ? '\nTry: linspg --help' : '';
    process.stderr.write(`${styleFor(process.stderr)('error', 'linspg:')} ${error.message}${hint}\n`);
    process.exitCode = 2;
  },
);
