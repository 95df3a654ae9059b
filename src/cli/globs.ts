/** The files that the arguments of a command name: files, folders, and patterns that no shell has replaced. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/**
 * The arguments in their order, a folder replaced by every experiment in it, at any depth, and a pattern by the files that it matches, in the
 * order of their names. What names no file stays as it is, so that who reads it says so.
 * @param args `-` is the standard input. What is there under its name is no pattern.
 */
export async function filesNamed(args: readonly string[]): Promise<string[]> {
  return (await Promise.all(args.map(filesOf))).flat();
}

async function filesOf(arg: string): Promise<readonly string[]> {
  const isFound = arg === '-' || existsSync(arg);
  if (isFound && !isFolder(arg)) return [arg];
  // Loaded where it is needed: most commands name files.
  const { glob, isDynamicPattern } = await import('tinyglobby');
  const found = isFound
    ? // What other projects hold is not meant.
      (await glob('**/*.linspg', { cwd: arg, ignore: '**/node_modules/**' })).map((file) => join(arg, file))
    : isDynamicPattern(arg)
      ? await glob(arg, { absolute: isAbsolute(arg), expandDirectories: false })
      : [];
  return found.length > 0 ? eachOnce(found) : [arg];
}

/** Of the names under which links lead to one file, the shortest. */
function eachOnce(files: readonly string[]): string[] {
  const names = new Map<string, string>();
  for (const file of files) {
    const place = realpathSync(file);
    const other = names.get(place);
    if (other === undefined || file.length < other.length) names.set(place, file);
  }
  return [...names.values()].sort();
}

/** Why there is nothing to read under an argument which `filesNamed` left as it is; null: it is the name of one file. */
export async function whyNoFile(arg: string): Promise<string | null> {
  if (isFolder(arg)) return 'there is no .linspg file in this folder';
  const { isDynamicPattern } = await import('tinyglobby');
  return !existsSync(arg) && isDynamicPattern(arg) ? 'no file matches this pattern' : null;
}

function isFolder(arg: string): boolean {
  return arg !== '-' && statSync(arg, { throwIfNoEntry: false })?.isDirectory() === true;
}
