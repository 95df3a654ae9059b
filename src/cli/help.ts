/** The commands, their options, and the pages of help. */
import type { Extracted } from '../spec/rewrites/toFile.js';

/** The options of commands. Those that only programs use are on no page. */
const OPTIONS = {
  format: `text (default) for people; json for programs; sarif for code hosts; csv and parquet for tables. \`run\`
prints one JSON object for one file and an array for several; csv and parquet take one file. parquet is
binary: send it to a file. With --out, and for \`merge\`, parquet writes results.parquet beside results.json.
\`picture\`: svg (default), or tex, a PGFPlots document that compiles as it stands. \`certify\`: json (default) for
checker/check.py, or coq, for coqc. \`phase\`: a table, json, csv, or a picture as svg or tex`,
  record: 'the iterations to print, instead of those of `record:` in the file',
  workers: 'how many threads run the experiment (default: one a core); the numbers do not depend on it',
  out: `keep every run in this directory when it is finished: the same command goes on where it was stopped,
and writes results.json when all are there. \`reproduce\`: default linspg-paper. \`certify\`: the file to write.
\`picture\`, \`report\` and \`phase\`: the file to write, instead of the standard output. \`search\`: a directory for hits and how far it is`,
  shard:
    'i/n: only the runs, or instances, of part i of n; any number of processes and machines may share a directory',
  part: `some of the paper's experiments: exact-K3-d2 … exact-K6-d6, sampled-bernoulli-easy … sampled-beta-hard;
\`exact\`, \`sampled\` and other beginnings mean all that begin so`,
  picture: `features (default); rewards; plane with its basins; policy of contexts or an mdp, or strip, the probabilities
in all its states over the iterations, which both run the experiment; family: how many instances have which verdict`,
  actions: 'how many actions: a number or a range such as 3..5 (default 3..4)',
  dimensions: 'how many features, in the same way (default 2)',
  entries: 'the numbers that features are made of (default -2..2)',
  rewards: 'order (default): K, …, 2, 1; ties: also every order with equal ones; or a range such as 0..3',
  hits: 'after how many hits to stop, or all (default 1)',
  sample: 'look at so many random instances in the place of all',
  seed: 'of the random instances (default 0)',
  iterations: "T in place of the paper's 1e6",
  reward: 'the column with the rewards: what the file calls it, its number from 1, or none',
  names: 'the column with the names of the actions, in the same way',
  axes: 'the axes of an array: of P such as state,action,next; of features feature,action where a row is a feature',
  numbers: 'features (default), or rewards',
  parameter: 'the parameter of `let` that changes, or two with a comma between them, for a map',
  number:
    'LINE:COLUMN of any number of the problem, both from 1, in the place of a parameter; it goes from x − m to x + m, m = max(1, |x|), unless told otherwise',
  from: 'where it begins, such as -2 or 1/3, in the place of what the text says',
  to: 'where it ends',
} as const;

/** An option for users; each has a value. */
export type OptionName = keyof typeof OPTIONS;

export function isForPeople(option: string): option is OptionName {
  return Object.hasOwn(OPTIONS, option);
}

export const CHECK_FORMATS = ['text', 'json', 'sarif'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];
export const RUN_FORMATS = ['text', 'json', 'csv', 'parquet'] as const;
export const MERGE_FORMATS = ['text', 'parquet'] as const;
export const CERTIFY_FORMATS = ['json', 'coq'] as const;
export type CertifyFormat = (typeof CERTIFY_FORMATS)[number];
export const PICTURE_FORMATS = ['svg', 'tex'] as const;
export const PHASE_FORMATS = ['text', 'json', 'csv', 'svg', 'tex'] as const;
export type PhaseFormat = (typeof PHASE_FORMATS)[number];
export const EXTRACTED: readonly Extracted[] = ['features', 'rewards'];
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** What a command takes beside its options. */
export type Argument = 'files' | 'file' | 'folder' | 'topic' | 'shell' | 'expression';

export interface Command {
  readonly usage: readonly string[];
  readonly says: string;
  /** Names without their dashes. */
  readonly options: readonly string[];
  /** The values of `--format`, the default first. */
  readonly formats?: readonly string[];
  readonly takes?: Argument;
  readonly examples: readonly Example[];
}

export interface Example {
  readonly line: string;
  readonly does: string;
}

export const COMMANDS: Readonly<Record<string, Command>> = {
  check: {
    usage: [`check FILE… [--format ${CHECK_FORMATS.join('|')}]`],
    says: 'say what the conditions of convergence say about each .linspg file',
    options: ['format'],
    formats: CHECK_FORMATS,
    takes: 'files',
    examples: [
      { line: 'check mine.linspg', does: 'one line for each thing found; status 1 where there are errors' },
      { line: 'check experiments/', does: 'every .linspg file of a folder and of those in it' },
      { line: "check 'experiments/**/K3-*.linspg'", does: 'a pattern; the quotes keep the shell from it' },
      { line: 'check . --format sarif > linspg.sarif', does: 'for the code scanning of a code host' },
    ],
  },
  run: {
    usage: [
      `run FILE… [--format ${RUN_FORMATS.join('|')}] [--record 10000,20000,…] [--workers N]`,
      'run FILE --out DIR [--format parquet] [--shard 1/4] [--record …] [--workers N]',
    ],
    says: 'run its experiment and print the curves',
    options: ['format', 'record', 'workers', 'out', 'shard'],
    formats: RUN_FORMATS,
    takes: 'files',
    examples: [
      { line: 'run mine.linspg', does: 'a table: where each run ends' },
      { line: 'run mine.linspg --format csv > curve.csv', does: 'a row for each recorded iteration and run' },
      { line: 'run mine.linspg --record 10,100,1000 --format json', does: 'these iterations, for a program' },
      { line: 'run mine.linspg --out results', does: 'keeps what is finished, and goes on from there' },
    ],
  },
  certify: {
    usage: [`certify FILE… [--format ${CERTIFY_FORMATS.join('|')}] [--out X.json]`],
    says: 'write what each verdict rests on as exact numbers, for checker/check.py',
    options: ['format', 'out'],
    formats: CERTIFY_FORMATS,
    takes: 'files',
    examples: [
      { line: 'certify mine.linspg --out mine.json', does: 'then: python3 checker/check.py mine.json' },
      { line: 'certify experiments/ --out all.json', does: 'of every .linspg file of a folder' },
      { line: 'certify mine.linspg --format coq --out mine.v', does: 'the same claims; then: coqc mine.v' },
    ],
  },
  phase: {
    usage: [
      `phase FILE [--parameter t] [--from 0] [--to 1] [--format ${PHASE_FORMATS.join('|')}] [--out FILE]`,
      `phase FILE --number LINE:COLUMN [--from 0] [--to 1] [--format ${PHASE_FORMATS.join('|')}] [--out FILE]`,
      `phase FILE --parameter t,u [--format ${PHASE_FORMATS.join('|')}] [--out FILE]`,
    ],
    says: 'say how the verdict changes with a number of the text, and between which numbers',
    options: ['parameter', 'number', 'from', 'to', 'format', 'out'],
    formats: PHASE_FORMATS,
    takes: 'files',
    examples: [
      {
        line: 'phase mine.linspg',
        does: 'where it has `let: { t: 1/2 }`, a table: each interval with its verdict, proved or not',
      },
      {
        line: 'phase mine.linspg --parameter t --from -2 --to 3 --format csv',
        does: 'ends as exact numbers',
      },
      {
        line: 'phase mine.linspg --number 4:37',
        does: 'in any text, as the number at line 4, column 37 changes',
      },
      { line: 'phase mine.linspg --parameter t,u --format svg --out map.svg', does: 'a map of two' },
    ],
  },
  merge: {
    usage: ['merge DIR [--format parquet]'],
    says: 'put together what shards of an experiment did',
    options: ['format'],
    formats: MERGE_FORMATS,
    takes: 'folder',
    examples: [{ line: 'merge results', does: 'writes results/results.json when all shards are there' }],
  },
  picture: {
    usage: [
      'picture FILE [--picture features|rewards|plane|policy|strip|family] [--format svg|tex] [--out FILE]',
    ],
    says: 'draw what the panel draws, as SVG or PGFPlots',
    options: ['format', 'out', 'picture'],
    formats: PICTURE_FORMATS,
    takes: 'files',
    examples: [
      { line: 'picture mine.linspg > features.svg', does: 'the features with the geometry of the verdict' },
      {
        line: 'picture mine.linspg --picture plane --format tex --out plane.tex',
        does: 'the plane with its basins',
      },
    ],
  },
  report: {
    usage: ['report FILE [--out FILE]'],
    says: 'run its experiment, and write all that is known of it as one page of HTML',
    options: ['out'],
    takes: 'files',
    examples: [
      {
        line: 'report examples/02-gets-stuck.linspg --out report.html',
        does: 'verdict with reasons, pictures, curves with their data: it opens anywhere, without a network',
      },
    ],
  },
  import: {
    usage: ['import FILE [--reward COLUMN] [--names COLUMN] [--axes ORDER] > NEW.linspg'],
    says: 'make a spec of a CSV, TSV, JSON, npy or npz file',
    options: ['reward', 'names', 'axes'],
    takes: 'file',
    examples: [
      {
        line: 'import arms.csv --reward mean --names arm > arms.linspg',
        does: 'its other columns are features',
      },
      { line: 'import chain.npz --axes state,action,next > chain.linspg', does: 'a process: P[s, a, s′]' },
    ],
  },
  extract: {
    usage: [`extract FILE --out X.csv|tsv|json|npy [--numbers ${EXTRACTED.join('|')}] > NEW.linspg`],
    says: 'move numbers of a spec into a file; the ending says its format',
    options: ['out', 'numbers'],
    takes: 'files',
    examples: [
      { line: 'extract mine.linspg --out phi.npy > new.linspg', does: 'its features, for NumPy' },
      { line: 'extract mine.linspg --numbers rewards --out r.csv > new.linspg', does: 'the exact numbers' },
    ],
  },
  reproduce: {
    usage: ['reproduce [--part exact-K3-d2,…] [--out DIR] [--iterations T] [--workers N]'],
    says: 'run the experiments of arXiv 2505.03155 again: figures, and a table beside the published means',
    options: ['out', 'part', 'iterations', 'workers'],
    examples: [
      { line: 'reproduce --part exact-K3', does: 'the parts whose names begin so' },
      { line: 'reproduce --iterations 1e4 --out quick', does: 'all of them, a hundred times shorter' },
    ],
  },
  search: {
    usage: [
      'search EXPRESSION [--actions 3..5] [--dimensions 2] [--entries -3..3] [--rewards order|ties|0..3]',
      'search EXPRESSION --out DIR [--hits N|all] [--shard 1/4] [--sample N [--seed S]] …',
    ],
    says: 'find the smallest bandit of which conditions, verdicts and outcomes of runs hold or fail as asked',
    options: ['actions', 'dimensions', 'entries', 'rewards', 'hits', 'sample', 'seed', 'out', 'shard'],
    takes: 'expression',
    examples: [
      {
        line: "search 'npg-top and trap and not features-K'",
        does: 'prints the hit as a spec; status 1 without one',
      },
      {
        line: "search 'always and swapped depends' --actions 4",
        does: 'two rows exchanged, the opposite verdict',
      },
      {
        line: "search 'npg converged and depends' --actions 3",
        does: 'by what runs from 0 are seen to do',
      },
      {
        line: "search 'order and trap' --hits all --out found",
        does: 'keeps what is found, and goes on from there',
      },
    ],
  },
  explain: {
    usage: ['explain [CONDITION|PAGE|CODE|WORD]'],
    says: 'print the page of a condition, or what a code or a word of the glossary means; without one, the list of all',
    options: [],
    takes: 'topic',
    examples: [
      { line: 'explain', does: 'lists all that can be explained' },
      { line: 'explain trap', does: 'the page of a condition, with its derivation' },
      { line: 'explain unknown-key', does: 'what a code means' },
    ],
  },
  schema: {
    usage: ['schema'],
    says: 'print the JSON Schema (draft 7) of .linspg files',
    options: [],
    examples: [
      { line: 'schema > linspg.schema.json', does: 'for an editor that completes YAML by a schema' },
    ],
  },
  completion: {
    usage: [`completion ${SHELLS.join('|')}`],
    says: 'print what makes a shell complete commands, options and files',
    options: [],
    takes: 'shell',
    examples: [
      { line: 'completion bash > ~/.local/share/bash-completion/completions/linspg', does: 'bash' },
      { line: 'completion zsh > ~/.zfunc/_linspg', does: 'zsh, where ~/.zfunc is in $fpath' },
      { line: 'completion fish > ~/.config/fish/completions/linspg.fish', does: 'fish' },
    ],
  },
  lsp: {
    usage: ['lsp [--stdio]'],
    says: 'be a language server on the standard streams',
    options: ['stdio', 'clientProcessId'],
    examples: [{ line: 'lsp --stdio', does: 'what an editor starts' }],
  },
};

/** `check, run, … or lsp`. */
export function commandNames(): string {
  const names = Object.keys(COMMANDS);
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

const FILE = `FILE may be a folder, for every .linspg file in it; a pattern such as 'experiments/**/*.linspg'; or - for the
standard input.`;

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

${FILE}

${optionLines(Object.keys(OPTIONS))}
  --help, --version

Examples of a command: linspg help check

${STATUS}`;
}

export function helpOf(name: string, { usage, says, options, takes, examples }: Command): string {
  const told = optionLines(options);
  return `linspg ${name}: ${says}

Usage
${usageLines(usage).join('\n')}
${takes === 'files' ? `\n${FILE}\n` : ''}${told ? `\n${told}\n` : ''}
Examples
${examples.map(({ line, does }) => `  linspg ${line}\n      ${does}`).join('\n')}

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
