/**
 * All commands but `check`, each of which loads what it needs. A bundle of its own: `check`, which editors and scripts start again and again, has no part in it.
 */
import { availableParallelism } from 'node:os';
import { PARTS, type Part } from '../experiment/paper/parts.js';
import { PICTURES_OF_TEXT } from '../shared/pictures.js';
import { NO_FORMAT, oneOf, only, some, type Values } from './arguments.js';
import { filesNamed } from './globs.js';
import {
  CERTIFY_FORMATS,
  EXTRACTED,
  MERGE_FORMATS,
  PHASE_FORMATS,
  PICTURE_FORMATS,
  RUN_FORMATS,
  SHELLS,
} from './help.js';
import { say } from './output.js';
import { reported } from './reported.js';
import { UsageError } from './usage.js';
import { shardOf, wholeNumber } from './values.js';

/** Carries out a command, and says what stood in its way. @returns the exit status. */
export function carryOut(command: string, values: Values, files: string[]): Promise<number> {
  return reported(() => carriedOut(command, values, files));
}

async function carriedOut(command: string, values: Values, files: string[]): Promise<number> {
  only(values, command);
  switch (command) {
    case 'certify': {
      const { certify } = await import('./certify.js');
      const isDefault = values.format === NO_FORMAT;
      const format = oneOf('--format', isDefault ? 'json' : values.format, CERTIFY_FORMATS);
      return certify(await filesNamed(some(files)), format, values.out);
    }
    case 'phase': {
      if (files.length !== 1) throw new UsageError('linspg phase takes one file');
      const { phase } = await import('./phase.js');
      return phase(files[0]!, { ...values, format: oneOf('--format', values.format, PHASE_FORMATS) });
    }
    case 'run':
      return runFiles(values, files);
    case 'merge': {
      const format = oneOf('--format', values.format, MERGE_FORMATS);
      if (files.length !== 1) throw new UsageError('linspg merge takes one directory');
      const { merge } = await import('./out.js');
      return merge(files[0]!, format);
    }
    case 'picture': {
      if (files.length !== 1) throw new UsageError('linspg picture takes one file');
      const { picture } = await import('./picture.js');
      return picture(files[0]!, {
        picture: oneOf('--picture', values.picture ?? PICTURES_OF_TEXT[0], PICTURES_OF_TEXT),
        format: oneOf('--format', values.format === NO_FORMAT ? 'svg' : values.format, PICTURE_FORMATS),
        ...(values.out !== undefined && { out: values.out }),
      });
    }
    case 'report': {
      if (files.length !== 1) throw new UsageError('linspg report takes one file');
      const { report } = await import('./report.js');
      return report(files[0]!, values.out);
    }
    case 'import': {
      if (files.length !== 1) throw new UsageError('linspg import takes one file');
      const { importSpec } = await import('./import.js');
      return importSpec(files[0]!, values);
    }
    case 'extract': {
      if (files.length !== 1) throw new UsageError('linspg extract takes one file');
      if (values.out === undefined) throw new UsageError('linspg extract needs --out FILE');
      const { extract } = await import('./extract.js');
      return extract(files[0]!, oneOf('--numbers', values.numbers ?? 'features', EXTRACTED), values.out);
    }
    case 'reproduce': {
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
      const { searchOptions } = await import('./searchOptions.js');
      const { search } = await import('./search.js');
      return search(searchOptions(values, files));
    }
    case 'explain': {
      if (files.length > 1)
        throw new UsageError(`linspg explain takes one word, but found '${files[1]}' too`);
      const { explain } = await import('./explain/explain.js');
      return explain(files[0]);
    }
    case 'schema': {
      if (files.length > 0) throw new UsageError(`linspg schema takes no file, but found '${files[0]}'`);
      const { jsonSchema } = await import('../spec/schema.js');
      return say(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
    }
    case 'completion': {
      if (files.length !== 1)
        throw new UsageError(`linspg completion takes one shell: ${SHELLS.join(' or ')}`);
      const shell = oneOf('the shell', files[0]!, SHELLS);
      const { completion } = await import('./completion.js');
      return completion(shell);
    }
    case 'lsp': {
      const { lsp } = await import('./lsp.js');
      return lsp();
    }
    default:
      throw new Error(`the command ${command} is not carried out`);
  }
}

async function runFiles(values: Values, files: string[]): Promise<number> {
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
