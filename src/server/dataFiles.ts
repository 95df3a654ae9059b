/** Which files of numbers the texts of a client may read: those of its workspace and of the text's own folder, and what a person has allowed. */
import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DataFiles } from '../disk/dataFiles.js';

/** It survives `structuredClone`. */
export interface Access {
  /** Where the client works. */
  readonly folders: readonly string[];
  /** Does a person trust what is there? */
  readonly isTrusted: boolean;
  /** Files outside that may be read, all links followed. */
  readonly allowed: readonly string[];
}

export const NO_ACCESS: Access = { folders: [], isTrusted: true, allowed: [] };

/** @param uri of the text. @param access as it is when a file is asked for. */
export function dataFilesOf(uri: string, access: () => Access): DataFiles {
  const folder = folderOf(uri);
  return new DataFiles(folder, (location) => {
    const { folders, isTrusted, allowed } = access();
    if (!isTrusted) return { code: 'untrusted' };
    const isInside = [...folders, ...(folder === null ? [] : [folder])].some((each) =>
      isIn(location, real(each)),
    );
    return isInside || allowed.includes(location) ? null : { code: 'outside' };
  });
}

/** A path with all links followed; of what is not there, as it is. */
export function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** The path of a URI; null: it is no file of this machine. */
export function pathOf(uri: string): string | null {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : null;
  } catch {
    return null;
  }
}

function folderOf(uri: string): string | null {
  const path = pathOf(uri);
  return path === null ? null : dirname(path);
}

function isIn(location: string, folder: string): boolean {
  const way = relative(folder, location);
  return way !== '' && !isAbsolute(way) && way !== '..' && !/^\.\.[\\/]/.test(way);
}
