import type { ErrorCode } from '../../domain/error-code.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';

interface ErrorClass {
  code: ErrorCode;
  problem: string;
  hint: string;
  retryable?: boolean;
}

const refusedUser: ErrorClass = {
  code: 'storage_denied',
  problem: 'refused the user or the password',
  hint: 'Check DB_USER and DB_PASSWORD, or the user and the password in DATABASE_URL.',
};
const noPassword: ErrorClass = {
  code: 'storage_denied',
  problem: 'asks for a password and none is set',
  hint: 'Set DB_PASSWORD or DB_PASSWORD_FILE, or put the password into DATABASE_URL.',
};
const noPrivilege: ErrorClass = {
  code: 'storage_denied',
  problem: 'refused an operation',
  hint: 'The user in DB_USER or DATABASE_URL must own the schemas ingestion, raw and processing, or be allowed to create them: GRANT CREATE ON DATABASE.',
};
const missing: ErrorClass = {
  code: 'storage_missing',
  problem: 'does not exist',
  hint: 'Create it, for example with "createdb", or correct DB_NAME or the end of DATABASE_URL.',
};
const unreachable: ErrorClass = {
  code: 'storage_unreachable',
  problem: 'cannot be reached',
  hint: 'Check that the server runs and that DB_HOST and DB_PORT, or DATABASE_URL, name it.',
  retryable: true,
};
const unknownHost: ErrorClass = { ...unreachable, retryable: false };
const noSession: ErrorClass = {
  code: 'storage_unreachable',
  problem: 'cannot be connected to',
  hint: 'Check DB_HOST and DB_PORT, or DATABASE_URL with its sslmode.',
};
const notReady: ErrorClass = {
  code: 'storage_unreachable',
  problem: 'does not accept connections now',
  hint: 'Wait until the server has started, then repeat the command.',
  retryable: true,
};
const lost: ErrorClass = {
  code: 'storage_unreachable',
  problem: 'closed the connection',
  hint: 'Repeat the command when the server is back; what was stored before is intact.',
  retryable: true,
};
const tooManyConnections: ErrorClass = {
  code: 'storage_unreachable',
  problem: 'has no free connection left',
  hint: 'Lower DB_POOL_SIZE and DB_MAX_OVERFLOW, run fewer programs at once, or raise max_connections of the server.',
  retryable: true,
};
const full: ErrorClass = {
  code: 'storage_full',
  problem: 'cannot grow: the disk of the server is full',
  hint: 'Free some space and repeat the command; what was stored before is intact.',
};
const readOnly: ErrorClass = {
  code: 'storage_read_only',
  problem: 'is read only',
  hint: 'DB_HOST or DATABASE_URL must name the primary server, not a standby.',
};
const corrupt: ErrorClass = {
  code: 'storage_corrupt',
  problem: 'is damaged',
  hint: 'It is left as it is. Restore it from a backup.',
};
const conflict: ErrorClass = {
  code: 'storage_conflict',
  problem: 'undid a change that met others',
  hint: 'Repeat the command, or run fewer programs at once.',
  retryable: true,
};
const busy: ErrorClass = {
  code: 'storage_busy',
  problem: 'is held by another process',
  hint: 'Wait until the other process has finished, then repeat the command.',
  retryable: true,
};
const slow: ErrorClass = {
  code: 'storage_failed',
  problem: 'stopped a statement',
  hint: 'It ran for too long or an administrator cancelled it. Repeat the command when the server is less busy.',
};
const failed: ErrorClass = {
  code: 'storage_failed',
  problem: 'refused an operation',
  hint: 'Repeat the command; if it fails again, the log of the server says more.',
};

/** SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) and codes of the network. */
const classByCode: Record<string, ErrorClass> = {
  '28P01': refusedUser,
  '28000': refusedUser,
  '3D000': missing,
  '42501': noPrivilege,
  '25006': readOnly,
  '25P03': lost,
  '40001': conflict,
  '40P01': conflict,
  '53100': full,
  '53300': tooManyConnections,
  '55P03': busy,
  '57014': slow,
  '57P01': lost,
  '57P02': lost,
  '57P03': notReady,
  '57P05': lost,
  XX001: corrupt,
  XX002: corrupt,
  ECONNREFUSED: unreachable,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  EAI_AGAIN: unreachable,
  // A socket file that is not there.
  ENOENT: unreachable,
  ENOTFOUND: unknownHost,
  ECONNRESET: lost,
  EPIPE: lost,
};

export interface ErrorContext {
  /** Names the database, never the password. */
  place: string;
  /** What was going on, for failures that carry no code. */
  phase: 'connecting' | 'connected' | 'connection lost';
  hasPassword: boolean;
}

/** The one place where a failure of PostgreSQL or of the way to it becomes an error of ours. */
export function classifyPostgresError({ place, phase, hasPassword }: ErrorContext, cause: unknown): TgParserError {
  if (cause instanceof TgParserError) {
    return cause;
  }
  const { code, message } = readError(cause);
  const { problem, hint, retryable, code: errorCode } = classByCode[code] ?? classByPhase(phase, { code, hasPassword });
  return new TgParserError(errorCode, `The ${place} ${problem}: ${message}`, {
    hint,
    retryable,
    cause: withoutSecrets({ code, message }),
  });
}

/** An answer of the server that is in no class stays a failure, whatever became of the connection. */
function classByPhase(phase: ErrorContext['phase'], { code, hasPassword }: { code: string; hasPassword: boolean }): ErrorClass {
  if (/^[0-9A-Z]{5}$/.test(code)) {
    return failed;
  }
  switch (phase) {
    case 'connecting':
      return hasPassword || code !== '' ? noSession : noPassword;
    case 'connection lost':
      return lost;
    default:
      return failed;
  }
}

/** A host with several addresses fails with one error for each of them and none of its own. */
function readError(cause: unknown): { code: string; message: string } {
  const first = cause instanceof AggregateError && cause.message === '' ? cause.errors[0] : cause;
  const { code, message = String(first) } = first as { code?: unknown; message?: string };
  return { code: typeof code === 'string' ? code : '', message: message.replaceAll(/\s*\n\s*/g, ' ') };
}

/** The driver hangs clients with their settings on its errors: only what is known to be safe goes on. */
function withoutSecrets({ code, message }: { code: string; message: string }): Error {
  return Object.assign(new Error(message), code === '' ? {} : { code });
}
