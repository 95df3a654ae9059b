/** Access to the files that a text names: `spec` itself knows no file system. */

export interface Files {
  /** @param path as the text has it: absolute, or relative to the folder of the text. */
  read(path: string): FileContent | { readonly refused: FileRefusal };
}

export interface FileContent {
  /** The same object as long as the file is unchanged, so that it need not be parsed again. */
  readonly bytes: Uint8Array;
  /** Identifies the content: its SHA-256 in hexadecimal digits. */
  readonly hash: string;
}

export type FileRefusal =
  /** The text is not saved as a file, and the path is relative. */
  | { readonly code: 'no-folder' }
  | { readonly code: 'missing' }
  | { readonly code: 'directory' }
  /** A device, a pipe or the like. */
  | { readonly code: 'not-a-file' }
  | { readonly code: 'permission' }
  | { readonly code: 'too-large'; readonly bytes: number; readonly most: number }
  /** The workspace is not trusted. */
  | { readonly code: 'untrusted' }
  /** The file is outside the workspace, and nobody has allowed it yet. */
  | { readonly code: 'outside' }
  /** The file's content has changed since the text was analysed. */
  | { readonly code: 'changed' }
  /** `reason` is the message of the system. */
  | { readonly code: 'system'; readonly reason: string }
  /** This program reads no files. */
  | { readonly code: 'elsewhere' };

/** A file as it was when the text was analysed, for whoever reads the text again. */
export interface PinnedFile {
  /** The path as the text has it. */
  readonly written: string;
  readonly location: string;
  readonly hash: string;
}

/** Do they have the same contents? */
export function areSameFiles(one: readonly PinnedFile[] = [], other: readonly PinnedFile[] = []): boolean {
  const content = (files: readonly PinnedFile[]) =>
    JSON.stringify(files.map(({ written, hash }) => [written, hash]));
  return content(one) === content(other);
}

/** For reading a text without its files. */
export const NO_FILES: Files = { read: () => ({ refused: { code: 'elsewhere' } }) };
