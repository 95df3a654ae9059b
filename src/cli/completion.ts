/**
 * `linspg completion`: scripts with which a shell completes commands, options, their values, and files. They are made from the same list as the
 * help.
 */
import { TerminalText } from '../borders/terminal.js';
import { PARTS } from '../experiment/paper/parts.js';
import { WORDS as QUESTIONS } from '../search/vocabulary.js';
import { PICTURES_OF_TEXT } from '../shared/pictures.js';
import { topics } from './explain/explain.js';
import { type Argument, COMMANDS, type Command, EXTRACTED, isForPeople, SHELLS, type Shell } from './help.js';
import { print } from './output.js';

/** @returns the exit status. @throws OutputError */
export async function completion(shell: Shell): Promise<number> {
  await print(new TerminalText(SCRIPTS[shell]()));
  return 0;
}

const SCRIPTS: Record<Shell, () => string> = { bash, zsh, fish };

/** Words, or names of files or folders. */
type Values = readonly string[] | 'file' | 'folder';

/** A command, as far as completion needs it. */
interface Completed {
  readonly name: string;
  readonly says: string;
  /** Including their dashes. */
  readonly options: readonly string[];
  /** What the values of some of the options are. */
  readonly values: Readonly<Record<string, Values>>;
  /** The words that the command takes; or names of experiments, files or folders. */
  readonly takes: readonly string[] | 'files' | 'file' | 'folder';
}

function completed(): Completed[] {
  const words: Partial<Record<Argument, readonly string[]>> = {
    topic: [...topics()],
    shell: SHELLS,
    expression: [...QUESTIONS.keys()],
  };
  const ofCommand = ([name, { says, options, formats = [], takes }]: [string, Command]): Completed => ({
    name,
    says,
    options: options.filter(isForPeople).map((option) => `--${option}`),
    values: {
      '--format': formats,
      '--out': formats.includes('parquet') || !takes || takes === 'expression' ? 'folder' : 'file',
      '--picture': PICTURES_OF_TEXT,
      '--numbers': EXTRACTED,
      '--part': PARTS.map(({ id }) => id),
      '--rewards': ['order', 'ties'],
    },
    takes:
      takes === 'files' || takes === 'file' || takes === 'folder' ? takes : ((takes && words[takes]) ?? []),
  });
  const help: Completed = {
    name: 'help',
    says: 'the page of a command',
    options: [],
    values: {},
    takes: Object.keys(COMMANDS),
  };
  return [...Object.entries(COMMANDS).map(ofCommand), help];
}

function bash(): string {
  const commands = completed();
  return `# bash completion for linspg
_linspg() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= i
  # \`--format=json\` is three words.
  if [[ $cur == '=' ]]; then cur=
  elif [[ $prev == '=' ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    if [[ \${COMP_WORDS[i]} != -* ]]; then command=\${COMP_WORDS[i]}; break; fi
  done
  local options='--help --version' words='${commands.map(({ name }) => name).join(' ')}' names=
  case $command in
${commands
  .map(
    ({ name, options, takes }) =>
      `    ${name}) options='${[...options, '--help'].join(' ')}' ${
        typeof takes === 'string' ? `words= names=${takes}` : `words='${takes.join(' ')}'`
      } ;;`,
  )
  .join('\n')}
    ?*) options=--help words= ;;
  esac
  COMPREPLY=()
  local word
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(
    case "$command $prev" in
${commands
  .flatMap(({ name, options, values }) =>
    options.flatMap((option) => {
      const proposed = values[option];
      const how = { file: '-f', folder: '-d' };
      return proposed === undefined
        ? []
        : `      '${name} ${option}') compgen ${typeof proposed === 'string' ? how[proposed] : `-W '${proposed.join(' ')}'`} -- "$cur" ;;`;
    }),
  )
  .join('\n')}
      *' --'*) [[ " $options " == *" $prev "* && $prev != --help ]] || compgen -W "$options" -- "$cur" ;;
      *)
        if [[ $cur == -* ]]; then compgen -W "$options" -- "$cur"
        elif [[ $names == files ]]; then compgen -d -- "$cur"; compgen -f -X '!*.linspg' -- "$cur"
        elif [[ $names == file ]]; then compgen -f -- "$cur"
        elif [[ $names == folder ]]; then compgen -d -- "$cur"
        else compgen -W "$words" -- "$cur"
        fi ;;
    esac
  )
  if [[ $prev == --out || ( -n $names && $cur != -* && $prev != --* ) ]]; then compopt -o filenames 2>/dev/null; fi
}
complete -F _linspg linspg
`;
}

function zsh(): string {
  const commands = completed();
  const takes = ({ takes }: Completed) => {
    if (takes === 'files') return `'*:file:_files -g "*.linspg(-.)"'`;
    if (takes === 'file') return "'1:file:_files'";
    if (takes === 'folder') return `'1:folder:_files -/'`;
    return takes.length > 0 ? `'1:word:(${takes.join(' ')})'` : '';
  };
  const value = (option: string, { values }: Completed) => {
    const proposed = values[option];
    if (proposed === undefined) return ':value:';
    const names = { file: ':file:_files', folder: ':folder:_files -/' };
    return typeof proposed === 'string' ? names[proposed] : `:word:(${proposed.join(' ')})`;
  };
  return `#compdef linspg
_linspg() {
  local -a commands
  commands=(
${commands.map(({ name, says }) => `    '${name}:${says}'`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
${commands
  .map(
    (one) =>
      `    ${one.name}) _arguments ${[...one.options.map((option) => `'${option}=${value(option, one)}'`), '--help', takes(one)].join(' ').trimEnd()} ;;`,
  )
  .join('\n')}
  esac
}
if [ "$funcstack[1]" = _linspg ]; then _linspg "$@"; else compdef _linspg linspg; fi
`;
}

function fish(): string {
  const lines = completed().flatMap(({ name, says, options, values, takes }) => {
    const here = `complete -c linspg -n '__fish_seen_subcommand_from ${name}'`;
    const words = {
      files: "'(__fish_complete_suffix .linspg)'",
      file: "'(__fish_complete_path)'",
      folder: "'(__fish_complete_directories)'",
    };
    const taken = typeof takes === 'string' ? words[takes] : takes.length > 0 ? `'${takes.join(' ')}'` : '';
    return [
      `complete -c linspg -n __fish_use_subcommand -a ${name} -d '${says}'`,
      ...options.map((option) => {
        const proposed = values[option];
        const list = typeof proposed === 'string' ? words[proposed] : proposed && `'${proposed.join(' ')}'`;
        return `${here} -l ${option.slice(2)} -x${list ? ` -a ${list}` : ''}`;
      }),
      ...(taken ? [`${here} -a ${taken}`] : []),
    ];
  });
  return ['# fish completion for linspg', 'complete -c linspg -f', ...lines, ''].join('\n');
}
