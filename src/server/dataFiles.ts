/**
 * Which files of numbers the texts of a client may read: those of its workspace and of the text's own folder, and those that the user has allowed.
 */
import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DataFiles } from '../disk/dataFiles.js';

/** Survives `structuredClone`. */
export interface Access {
  /** The folders of the workspace. */
  readonly folders: readonly string[];
  /** Is the workspace trusted? */
  readonly isTrusted: boolean;
  /** Files outside the workspace that may be read, with all links resolved. */
  readonly allowed: readonly string[];
}

export const NO_ACCESS: Access = { folders: [], isTrusted: true, allowed: [] };

/** @param uri that of the text. @param access called when a file is asked for, so that it is up to date. */
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

/** The path with all links resolved; of a file that does not exist, the path as it is. */
export function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** The path of a URI; null: it is not a file of this machine. */
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
