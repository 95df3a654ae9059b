/** `linspg`: the same conditions, engine and sentences as in the editor, on the command line. */
import { setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import { version } from '../../package.json';
import { oneOf, only, parse, some, unknownCommand } from './arguments.js';
import { filesNamed } from './globs.js';
import { CHECK_FORMATS, COMMANDS, commandNames, help, helpOf } from './help.js';
import { say } from './output.js';
import { reported } from './reported.js';
import { Team } from './team.js';
import { UsageError } from './usage.js';

/**
 * What V8 is asked to do otherwise while `check` runs, which is much code for a moment each on a small heap. A function runs about 15 times as many bytes of bytecode as
 * usual before it is considered for optimization: most are done by then. Garbage is collected at once and by the thread that made it: all cores have work already.
 * For Node 20's V8 only: later ones do not know the first option, and say so on the standard error.
 */
const FLAGS = ['--interrupt-budget=1000000', '--no-incremental-marking', '--no-parallel-scavenge'];
const KNOWS_FLAGS = process.versions.v8.startsWith('11.3.');

/** @returns the exit status. */
async function main(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [command, ...files] = positionals;
  if (command === 'help' || values.help) return say(helpFor(command === 'help' ? files[0] : command));
  if (values.version) return say(`linspg ${version}\n`);
  if (command === undefined) throw new UsageError(`a command is missing: ${commandNames()}`);
  if (!Object.hasOwn(COMMANDS, command)) unknownCommand(command);
  if (command !== 'check') {
    const { carryOut } = await import('./commands.js');
    return carryOut(command, values, files);
  }
  only(values, 'check');
  const format = oneOf('--format', values.format, CHECK_FORMATS);
  if (KNOWS_FLAGS) FLAGS.forEach(setFlagsFromString);
  // Other threads start while this one loads what they load too.
  const team = new Team(await filesNamed(some(files)), format);
  const { check } = await import('./check.js');
  return check(team);
}

/** The help page of a command, or the whole help. */
function helpFor(name: string | undefined): string {
  if (name === undefined) return help();
  if (!Object.hasOwn(COMMANDS, name)) unknownCommand(name);
  return helpOf(name, COMMANDS[name]!);
}

// If the standard error cannot be written to, this cannot be reported either.
process.stderr.on('error', () => {});

if (isMainThread) {
  void reported(() => main(process.argv.slice(2))).then((status) => {
    process.exitCode = status;
  });
} else {
  // Only `check` starts threads of this program.
  void import('./check.js').then(({ checkAsThread }) => checkAsThread());
}
