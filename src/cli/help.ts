/** The commands, their options, and the pages of help. */

/** An option that a command has. Those that only programs give are in no page. */
const OPTIONS = {
  format: `text (default) for people; json for programs; csv and parquet for tables. \`run\` prints one JSON object
for one file and an array for several; csv and parquet take one file. parquet is binary: send it to a
file. With --out, and for \`merge\`, parquet writes results.parquet beside results.json. \`picture\`: svg
(default), or tex, a PGFPlots document that compiles as it stands`,
  record: 'the iterations to print, instead of those of `record:` in the file',
  workers: 'how many threads run the experiment (default: one a core); the numbers do not depend on it',
  out: `keep every run in this directory when it is finished: the same command goes on where it was stopped,
and writes results.json when all are there. \`reproduce\`: default linspg-paper. \`certify\`: the file to write.
\`picture\`: the file to write, instead of the standard output`,
  shard: 'i/n: only the runs of part i of n; any number of processes and machines may share a directory',
  part: `some of the paper's experiments: exact-K3-d2 … exact-K6-d6, sampled-bernoulli-easy … sampled-beta-hard;
\`exact\`, \`sampled\` and other beginnings mean all that begin so`,
  picture: `features (default), plane with its basins, policy of contexts or an mdp, which runs the experiment, or
family: how many instances have which verdict`,
  iterations: "T in place of the paper's 1e6",
  reward: 'the column with the rewards: what the file calls it, its number from 1, or none',
  names: 'the column with the names of the actions, in the same way',
} as const;

export interface Command {
  readonly usage: readonly string[];
  readonly says: string;
  /** Names without the dashes. */
  readonly options: readonly string[];
  readonly takesFiles: boolean;
}

export const COMMANDS: Readonly<Record<string, Command>> = {
  check: {
    usage: ['check FILE… [--format text|json]'],
    says: 'say what the conditions of convergence say about each .linspg file',
    options: ['format'],
    takesFiles: true,
  },
  run: {
    usage: [
      'run FILE… [--format text|json|csv|parquet] [--record 10000,20000,…] [--workers N]',
      'run FILE --out DIR [--format parquet] [--shard 1/4] [--record …] [--workers N]',
    ],
    says: 'run its experiment and print the curves',
    options: ['format', 'record', 'workers', 'out', 'shard'],
    takesFiles: true,
  },
  certify: {
    usage: ['certify FILE… [--out X.json]'],
    says: 'write what each verdict rests on as exact numbers, for checker/check.py; FILE may be a folder',
    options: ['out'],
    takesFiles: true,
  },
  merge: {
    usage: ['merge DIR [--format parquet]'],
    says: 'put together what shards of an experiment did',
    options: ['format'],
    takesFiles: false,
  },
  picture: {
    usage: ['picture FILE [--picture features|plane|policy|family] [--format svg|tex] [--out FILE]'],
    says: 'draw what the panel draws, as SVG or PGFPlots',
    options: ['format', 'out', 'picture'],
    takesFiles: true,
  },
  import: {
    usage: ['import FILE [--reward COLUMN] [--names COLUMN] > NEW.linspg'],
    says: 'make a spec of a CSV, TSV, JSON, npy or npz file',
    options: ['reward', 'names'],
    takesFiles: false,
  },
  reproduce: {
    usage: ['reproduce [--part exact-K3-d2,…] [--out DIR] [--iterations T] [--workers N]'],
    says: 'run the experiments of arXiv 2505.03155 again: figures, and a table beside the published means',
    options: ['out', 'part', 'iterations', 'workers'],
    takesFiles: false,
  },
  lsp: {
    usage: ['lsp [--stdio]'],
    says: 'be a language server on the standard streams',
    options: ['stdio', 'clientProcessId'],
    takesFiles: false,
  },
};

/** `check, run, certify, merge, picture, import, reproduce or lsp`. */
export function commandNames(): string {
  const names = Object.keys(COMMANDS);
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

const STATUS = `Exit status: 0 no errors, 1 errors found, 2 wrong usage, or a file that cannot be read or written, 3 a fault of Lin-SPG itself,
141 nobody reads the output any more, and files were left to run.
`;

export function help(): string {
  const commands = Object.entries(COMMANDS);
  return `linspg: will softmax policy gradient with linear features reach the best action?

Usage
${commands.flatMap(([, { usage }]) => usageLines(usage)).join('\n')}
  linspg help [COMMAND]

${commands.map(([name, { says }]) => `  ${name.padEnd(WIDTH)}${says}`).join('\n')}

FILE may be - for the standard input.

${optionLines(Object.keys(OPTIONS))}
  --help, --version

${STATUS}`;
}

export function helpOf(name: string, { usage, says, options, takesFiles }: Command): string {
  const told = optionLines(options);
  return `linspg ${name}: ${says}

Usage
${usageLines(usage).join('\n')}
${takesFiles ? '\nFILE may be - for the standard input.\n' : ''}${told ? `\n${told}\n` : ''}
${STATUS}`;
}

const WIDTH = '--iterations '.length + 1;

function usageLines(usage: readonly string[]): string[] {
  return usage.map((line) => `  linspg ${line}`);
}

function optionLines(names: readonly string[]): string {
  return Object.entries(OPTIONS)
    .filter(([name]) => names.includes(name))
    .map(
      ([name, text]) => `  ${`--${name}`.padEnd(WIDTH)}${text.replaceAll('\n', `\n  ${' '.repeat(WIDTH)}`)}`,
    )
    .join('\n');
}
