/** The code of others in the bundles and its licences, found from esbuild's list of what it bundled and from the source maps. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Metafile } from 'esbuild';

/** In `dist/`, so that it is wherever the bundles are. */
export const NOTICES = 'THIRD-PARTY-NOTICES.txt';

/** Compiled into the kernel, which the bundles contain as bytes. */
const COMPILED_IN = 'node_modules/assemblyscript';

/**
 * The licences of every package that is bundled, even in part, as text.
 *
 * @param root that of the project; the metafiles' paths are relative to it.
 * @param sources those of the source maps, which also know what a package itself has bundled.
 * @throws if the licence of a package cannot be found.
 */
export async function noticesOf(
  root: string,
  metafiles: readonly Metafile[],
  sources: readonly string[],
): Promise<string> {
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((output) =>
      Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
    ),
  );
  const places = [...inputs, ...sources].flatMap((file) => packageOf(root, file) ?? []);
  const notices = await Promise.all(
    [...new Set([COMPILED_IN, ...places])].map((place) => noticeOf(root, place)),
  );
  const unique = [...new Set(notices)].sort();
  return [
    `Lin-SPG holds code of these ${unique.length} packages, or made by them, on these terms.`,
    ...unique,
  ].join(`\n\n${'='.repeat(80)}\n\n`);
}

/**
 * The folder of a bundled file's package, which has its licence. null for a file of this project.
 *
 * @param file such as `../node_modules/a/node_modules/@b/c/d.js`, which may have moved since `a` was built.
 * @throws if there is no such folder.
 */
export function packageOf(root: string, file: string): string | null {
  const [folder, name] = /node_modules\/(?:.*node_modules\/)?((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
  if (folder === undefined || name === undefined) return null;
  const places = [folder, `node_modules/${name}`].map((place) => path.posix.join(place, 'package.json'));
  const found = places.find((place) => existsSync(path.join(root, place)));
  if (found) return path.posix.dirname(found);
  throw new Error(`${file} is bundled; its terms are not in node_modules.`);
}

async function noticeOf(root: string, place: string): Promise<string> {
  const folder = path.join(root, place);
  const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: string;
    author?: string | { readonly name: string };
  };
  if (!manifest.license) throw new Error(`${place} does not say under which licence it stands.`);
  const files = (await readdir(folder)).filter((name) =>
    /^(licen[cs]e|notice|copying|third-?party)/i.test(name),
  );
  const texts = await Promise.all(files.sort().map((name) => readFile(path.join(folder, name), 'utf8')));
  const author = typeof manifest.author === 'object' ? manifest.author.name : manifest.author;
  return [
    `${manifest.name} ${manifest.version} (${manifest.license})${author ? `, by ${author}` : ''}`,
    ...(texts.length > 0 ? texts.map((text) => text.trim()) : [await mit(root, manifest.license, author)]),
  ].join('\n\n');
}

/**
 * The text for a package that names its licence without including it. The text of this project's licence is the same. @throws for any other
 * licence.
 */
async function mit(root: string, license: string, holder: string | undefined): Promise<string> {
  if (license !== 'MIT' || !holder)
    throw new Error(`There is no text of the licence ${license} of ${holder}.`);
  const own = await readFile(path.join(root, 'LICENSE'), 'utf8');
  return own.trim().replace(/^Copyright .*$/m, `Copyright (c) ${holder}`);
}

/** The sources of every source map in a folder. */
export async function sourcesIn(folder: string): Promise<string[]> {
  const maps = (await readdir(folder)).filter((name) => name.endsWith('.map'));
  const texts = await Promise.all(maps.map((name) => readFile(path.join(folder, name), 'utf8')));
  return texts.flatMap((text) => (JSON.parse(text) as { sources: string[] }).sources);
}
