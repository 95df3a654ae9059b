/** Errors of the file system in words; for others the words of the system. */

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'there is no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than is allowed',
  EACCES: 'permission denied',
  EPERM: 'it is not permitted',
  EROFS: 'the file system is read-only',
  EIO: 'the device reports a fault',
  EEXIST: 'there is a file of this name already',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is not a directory',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its path is too long',
  EMFILE: 'too many files are open',
};

export function reasonNotRead(error: unknown): string {
  return reasonOf(error, 'there is no such file');
}

export function reasonNotWritten(error: unknown): string {
  return reasonOf(error, 'there is no such directory');
}

function reasonOf(error: unknown, missing: string): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' ? missing : (REASONS[code ?? ''] ?? message);
}
