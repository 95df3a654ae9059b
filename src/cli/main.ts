/** `linspg`: the same conditions, engine and sentences as in the editor, on the command line. */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import { version } from '../../package.json';
import { TerminalText, terminal } from '../borders/terminal.js';
import { PARTS, type Part } from '../experiment/paper/parts.js';
import { PICTURES_OF_TEXT } from '../shared/pictures.js';
import { nearest } from '../spec/nearest.js';
import { FAULT_STATUS, faultLine } from './fault.js';
import { filesNamed } from './globs.js';
import {
  CERTIFY_FORMATS,
  CHECK_FORMATS,
  COMMANDS,
  commandNames,
  EXTRACTED,
  help,
  helpOf,
  MERGE_FORMATS,
  PHASE_FORMATS,
  PICTURE_FORMATS,
  RUN_FORMATS,
  SHELLS,
} from './help.js';
import { UnreadableFile } from './input.js';
import { StoreError } from './manifest.js';
import { complain, OutputError, print } from './output.js';
import { styleFor } from './style.js';
import { UsageError } from './usage.js';
import { shardOf, wholeNumber } from './values.js';

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

/**
 * How many bytes of bytecode a function runs before V8 considers to optimize it, about 15 times as many as usual: `check` runs much code for a moment each,
 * which is over before it is optimized. Of Node 20's V8 only: later ones do not know the option, and say so on the standard error.
 */
const PATIENCE = 1_000_000;
const KNOWS_PATIENCE = process.versions.v8.startsWith('11.3.');

/** @returns the exit status. */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [command, ...files] = positionals;
  if (command === 'help' || values.help) return say(helpFor(command === 'help' ? files[0] : command));
  if (values.version) return say(`linspg ${version}\n`);
  switch (command) {
    case 'check': {
      only(values, 'check');
      const format = oneOf('--format', values.format, CHECK_FORMATS);
      if (KNOWS_PATIENCE) setFlagsFromString(`--interrupt-budget=${PATIENCE}`);
      // Other threads start while this one loads what they load too.
      const { Team } = await import('./team.js');
      const team = new Team(await filesNamed(some(files)), format);
      const { check } = await import('./check.js');
      return check(team);
    }
    case 'certify': {
      only(values, 'certify');
      const { certify } = await import('./certify.js');
      const isDefault = values.format === OPTIONS.format.default;
      const format = oneOf('--format', isDefault ? 'json' : values.format, CERTIFY_FORMATS);
      return certify(await filesNamed(some(files)), format, values.out);
    }
    case 'phase': {
      only(values, 'phase');
      if (files.length !== 1) throw new UsageError('linspg phase takes one file');
      const { phase } = await import('./phase.js');
      return phase(files[0]!, { ...values, format: oneOf('--format', values.format, PHASE_FORMATS) });
    }
    case 'run':
      return runFiles(values, files);
    case 'merge': {
      only(values, 'merge');
      const format = oneOf('--format', values.format, MERGE_FORMATS);
      if (files.length !== 1) throw new UsageError('linspg merge takes one directory');
      const { merge } = await import('./out.js');
      return merge(files[0]!, format);
    }
    case 'picture': {
      only(values, 'picture');
      if (files.length !== 1) throw new UsageError('linspg picture takes one file');
      const { picture } = await import('./picture.js');
      return picture(files[0]!, {
        picture: oneOf('--picture', values.picture ?? PICTURES_OF_TEXT[0], PICTURES_OF_TEXT),
        format: oneOf(
          '--format',
          values.format === OPTIONS.format.default ? 'svg' : values.format,
          PICTURE_FORMATS,
        ),
        ...(values.out !== undefined && { out: values.out }),
      });
    }
    case 'report': {
      only(values, 'report');
      if (files.length !== 1) throw new UsageError('linspg report takes one file');
      const { report } = await import('./report.js');
      return report(files[0]!, values.out);
    }
    case 'import': {
      only(values, 'import');
      if (files.length !== 1) throw new UsageError('linspg import takes one file');
      const { importSpec } = await import('./import.js');
      return importSpec(files[0]!, values);
    }
    case 'extract': {
      only(values, 'extract');
      if (files.length !== 1) throw new UsageError('linspg extract takes one file');
      if (values.out === undefined) throw new UsageError('linspg extract needs --out FILE');
      const { extract } = await import('./extract.js');
      return extract(files[0]!, oneOf('--numbers', values.numbers ?? 'features', EXTRACTED), values.out);
    }
    case 'reproduce': {
      only(values, 'reproduce');
      if (files.length > 0) throw new UsageError(`linspg reproduce takes no file, but found '${files[0]}'`);
      const { reproduce } = await import('./reproduce.js');
      return reproduce({
        parts: partsOf(values.part),
        out: values.out ?? 'linspg-paper',
        iterations: wholeNumber('--iterations', values.iterations ?? '1e6', 1),
        ...(values.workers !== undefined && { workers: workers(values.workers) }),
      });
    }
    case 'search': {
      only(values, 'search');
      const { searchOptions } = await import('./searchOptions.js');
      const { search } = await import('./search.js');
      return search(searchOptions(values, files));
    }
    case 'explain': {
      only(values, 'explain');
      if (files.length > 1)
        throw new UsageError(`linspg explain takes one word, but found '${files[1]}' too`);
      const { explain } = await import('./explain/explain.js');
      return explain(files[0]);
    }
    case 'schema': {
      only(values, 'schema');
      if (files.length > 0) throw new UsageError(`linspg schema takes no file, but found '${files[0]}'`);
      const { jsonSchema } = await import('../spec/schema.js');
      return say(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
    }
    case 'completion': {
      only(values, 'completion');
      if (files.length !== 1)
        throw new UsageError(`linspg completion takes one shell: ${SHELLS.join(' or ')}`);
      const shell = oneOf('the shell', files[0]!, SHELLS);
      const { completion } = await import('./completion.js');
      return completion(shell);
    }
    case 'lsp': {
      only(values, 'lsp');
      const { lsp } = await import('./lsp.js');
      return lsp();
    }
    case undefined:
      throw new UsageError(`a command is missing: ${commandNames()}`);
    default:
      throw unknownCommand(command);
  }
}

async function runFiles(values: Values, files: string[]): Promise<number> {
  only(values, 'run');
  const format = oneOf('--format', values.format, RUN_FORMATS);
  const named = await filesNamed(some(files));
  if ((format === 'csv' || format === 'parquet') && named.length > 1)
    throw new UsageError(`--format ${format} takes one file`);
  if (values.out !== undefined && (named.length !== 1 || format === 'json' || format === 'csv'))
    throw new UsageError(
      '--out takes one file, and writes JSON there: leave out --format, or ask for parquet beside it',
    );
  if (format === 'parquet' && values.out === undefined && process.stdout.isTTY)
    throw new UsageError('--format parquet is binary: send it to a file with > results.parquet');
  if (values.shard !== undefined && values.out === undefined)
    throw new UsageError('--shard needs --out, the directory that the shards share');
  const { run } = await import('./run.js');
  return run(named, {
    format,
    ...(values.record !== undefined && { recordAt: iterations(values.record) }),
    ...(values.workers !== undefined && { workers: workers(values.workers) }),
    ...(values.out !== undefined && { out: values.out }),
    ...(values.shard !== undefined && { shard: shardOf(values.shard) }),
  });
}

/** The help page of a command, or the whole help. */
function helpFor(name: string | undefined): string {
  if (name === undefined) return help();
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw unknownCommand(name);
  return helpOf(name, command);
}

function unknownCommand(name: string): UsageError {
  const guess = nearest(name, [...Object.keys(COMMANDS), 'help']);
  const meant = guess ? `did you mean ${guess}? E` : 'e';
  return new UsageError(`there is no command '${name}': ${meant}xpected ${commandNames()}`);
}

function parse(args: string[]) {
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

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

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

function only(values: Values, command: string): void {
  const { options } = COMMANDS[command]!;
  for (const [key, value] of Object.entries(values)) {
    if (options.includes(key) || key === 'help' || key === 'version') continue;
    if (key === 'format' && value === OPTIONS.format.default) continue;
    throw new UsageError(`linspg ${command} has no option --${key}`);
  }
}

function some(files: string[]): string[] {
  if (files.length === 0) throw new UsageError('a file is missing');
  return files;
}

/** @param what the name of the option or argument, for the message */
function oneOf<T extends string>(what: string, word: string, words: readonly T[]): T {
  const found = words.find((one) => one === word);
  if (!found) throw new UsageError(`${what} must be ${words.join(' or ')}, not '${word}'`);
  return found;
}

function iterations(list: string): number[] {
  return list.split(',').map((item) => wholeNumber('--record', item, 0));
}

/** More threads would only wait for each other, and each takes some memory. */
const MOST_WORKERS = Math.max(64, 4 * availableParallelism());

function workers(text: string): number {
  const n = wholeNumber('--workers', text, 1);
  if (n > MOST_WORKERS)
    throw new UsageError(`--workers expects at most ${MOST_WORKERS} on this machine, not '${text}'`);
  return n;
}

/** The parts whose names are listed, or begin with a listed word; all parts without `list`. */
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

// If the standard error cannot be written to, this cannot be reported either.
process.stderr.on('error', () => {});

/** Errors that the user can mend; the message says how. */
const EXPECTED = [UsageError, UnreadableFile, StoreError, OutputError];

if (isMainThread) reported(main(process.argv.slice(2)));
// Only `check` starts threads of this program.
else void import('./checkThread.js').then(({ checkAsThread }) => checkAsThread());

function reported(done: Promise<number>): void {
  done.then(
    (status) => {
      process.exitCode = status;
    },
    (error: Error) => {
      if (!EXPECTED.some((kind) => error instanceof kind)) {
        complain(faultLine(error));
        process.exitCode = FAULT_STATUS;
        return;
      }
      const name = styleFor(process.stderr)('error', 'linspg:');
      complain(terminal`${name} ${error.message}`);
      if (error instanceof UsageError) {
        for (const line of error.shown) complain(terminal`${line}`);
        complain(terminal`Try: linspg --help`);
      }
      process.exitCode = 2;
    },
  );
}
