/** The files that the arguments of a command name: files, folders, and patterns that the shell has not replaced. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/**
 * The arguments in order; a folder is replaced by every experiment in it, at any depth, and a pattern by the files that it matches, in the
 * order of their names. An argument that names no file stays as it is, and is reported when it is read.
 *
 * @param args `-` is the standard input. A name that exists is not treated as a pattern.
 */
export async function filesNamed(args: readonly string[]): Promise<string[]> {
  return (await Promise.all(args.map(filesOf))).flat();
}

async function filesOf(arg: string): Promise<readonly string[]> {
  const isFound = arg === '-' || existsSync(arg);
  if (isFound && !isFolder(arg)) return [arg];
  // Loaded only when needed, since most commands name files.
  const { glob, isDynamicPattern } = await import('tinyglobby');
  const found = isFound
    ? // Experiments of other projects are not meant.
      (await glob('**/*.linspg', { cwd: arg, ignore: '**/node_modules/**' })).map((file) => join(arg, file))
    : isDynamicPattern(arg)
      ? await glob(arg, { absolute: isAbsolute(arg), expandDirectories: false })
      : [];
  return found.length > 0 ? eachOnce(found) : [arg];
}

/** If links lead to the same file under several names, only the shortest name is kept. */
function eachOnce(files: readonly string[]): string[] {
  const names = new Map<string, string>();
  for (const file of files) {
    const place = realpathSync(file);
    const other = names.get(place);
    if (other === undefined || file.length < other.length) names.set(place, file);
  }
  return [...names.values()].sort();
}

/** Why there is nothing to read under an argument that `filesNamed` left as it is; null: it is the name of one file. */
export async function whyNoFile(arg: string): Promise<string | null> {
  if (isFolder(arg)) return 'there is no .linspg file in this folder';
  const { isDynamicPattern } = await import('tinyglobby');
  return !existsSync(arg) && isDynamicPattern(arg) ? 'no file matches this pattern' : null;
}

function isFolder(arg: string): boolean {
  return arg !== '-' && statSync(arg, { throwIfNoEntry: false })?.isDirectory() === true;
}
