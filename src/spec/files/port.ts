/** The files that a text names: `spec` itself knows no file system. */

export interface Files {
  /** @param path as the text has it: absolute, or relative to where the text is. */
  read(path: string): FileContent | { readonly refused: FileRefusal };
}

export interface FileContent {
  /** The same object as long as the file is the same, so that it need not be parsed again. */
  readonly bytes: Uint8Array;
  /** Names the content: its SHA-256 in hexadecimal digits. */
  readonly hash: string;
}

export type FileRefusal =
  /** The text is no file yet, and the path is relative. */
  | { readonly code: 'no-folder' }
  | { readonly code: 'missing' }
  | { readonly code: 'directory' }
  /** A device, a pipe. */
  | { readonly code: 'not-a-file' }
  | { readonly code: 'permission' }
  | { readonly code: 'too-large'; readonly bytes: number; readonly most: number }
  /** The workspace is not trusted. */
  | { readonly code: 'untrusted' }
  /** Nobody has allowed it yet. */
  | { readonly code: 'outside' }
  /** What the file held when the text was analysed, it holds no more. */
  | { readonly code: 'changed' }
  /** In the words of the system. */
  | { readonly code: 'system'; readonly reason: string }
  /** This program reads no files. */
  | { readonly code: 'elsewhere' };

/** A file as it was when the text was analysed, for who reads the text again. */
export interface PinnedFile {
  /** As the text names it. */
  readonly written: string;
  readonly location: string;
  readonly hash: string;
}

/** Do they hold the same? */
export function areSameFiles(one: readonly PinnedFile[] = [], other: readonly PinnedFile[] = []): boolean {
  const content = (files: readonly PinnedFile[]) =>
    JSON.stringify(files.map(({ written, hash }) => [written, hash]));
  return content(one) === content(other);
}

/** For who reads a text, but none of its files. */
export const NO_FILES: Files = { read: () => ({ refused: { code: 'elsewhere' } }) };
