import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ErrorCode } from '../../domain/error-code.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';

interface ErrorClass {
  code: ErrorCode;
  problem: string;
  hint: string;
  retryable?: boolean;
}

const corrupt: ErrorClass = {
  code: 'storage_corrupt',
  problem: 'is damaged or is no database',
  hint: 'It is left as it is. Restore it from a backup, or move it away to start with an empty one.',
};
const full: ErrorClass = {
  code: 'storage_full',
  problem: 'cannot grow: the disk is full',
  hint: 'Free some space and repeat the command; what was stored before is intact.',
};
const readOnly: ErrorClass = {
  code: 'storage_read_only',
  problem: 'cannot be opened for writing',
  hint: 'Check that the folder exists and that you may write to it and to the file, or choose another with --data-dir.',
};
const busy: ErrorClass = {
  code: 'storage_busy',
  problem: 'is held by another process',
  hint: 'Wait until the other process has finished, then repeat the command.',
  retryable: true,
};
const failed: ErrorClass = {
  code: 'storage_failed',
  problem: 'refused an operation',
  hint: 'Repeat the command; if it fails again, check the file with "PRAGMA integrity_check".',
};

/** Primary result codes (https://www.sqlite.org/rescode.html) and those of the file system. */
const classByCode: Record<string, ErrorClass> = {
  SQLITE_CORRUPT: corrupt,
  SQLITE_NOTADB: corrupt,
  SQLITE_FULL: full,
  ENOSPC: full,
  EDQUOT: full,
  SQLITE_READONLY: readOnly,
  SQLITE_CANTOPEN: readOnly,
  SQLITE_PERM: readOnly,
  EACCES: readOnly,
  EPERM: readOnly,
  EROFS: readOnly,
  ENOTDIR: readOnly,
  EEXIST: readOnly,
  EISDIR: readOnly,
  SQLITE_BUSY: busy,
  SQLITE_LOCKED: busy,
};

/** The one place where a failure of SQLite or of the file below it becomes an error of ours. */
export function classifySqliteError(path: string, cause: unknown): TgParserError {
  if (cause instanceof TgParserError) {
    return cause;
  }
  const { code = '', message = String(cause) } = cause as { code?: string; message?: string };
  const { problem, hint, retryable, code: errorCode } = isForLackOfSpace(path, code) ? full : classOf(code);
  return new TgParserError(errorCode, `${path} ${problem}: ${message}`, { hint, retryable, cause });
}

/** Too little for a page, and for what SQLite keeps beside a file. */
const littleSpace = 65_536;

/** A full disk is also an error of input and output: when the index of the log, which is mapped into memory, cannot grow. */
function isForLackOfSpace(path: string, code: string): boolean {
  if (!code.startsWith('SQLITE_IOERR')) {
    return false;
  }
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < littleSpace;
  } catch {
    return false;
  }
}

/** Extended codes such as `SQLITE_IOERR_SHORT_READ` start with their primary code. */
function classOf(code: string): ErrorClass {
  const primary = code.startsWith('SQLITE_') ? code.split('_').slice(0, 2).join('_') : code;
  return classByCode[primary] ?? failed;
}
