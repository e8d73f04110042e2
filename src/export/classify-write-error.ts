import { TgParserError } from '../domain/tg-parser-error.ts';

/** Turns what the file system says about the output folder into one of our errors; ours pass unchanged. */
export function classifyWriteError(error: unknown, out: string): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (error instanceof TgParserError || typeof code !== 'string' || (error as NodeJS.ErrnoException).syscall === undefined) {
    return error;
  }
  const intact = 'What was exported there before is unchanged.';
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new TgParserError('storage_read_only', `The output folder "${out}" cannot be written (${code})`, {
        hint: `Both it and the folder around it must be writable; or choose another one with --out. ${intact}`,
        cause: error,
      });
    case 'ENOSPC':
    case 'EDQUOT':
      return new TgParserError('storage_full', `The disk is full, the export to "${out}" was not finished (${code})`, {
        hint: `Free some space and export again, or choose another disk with --out. ${intact}`,
        cause: error,
      });
    case 'EBUSY':
    case 'EXDEV':
      return new TgParserError('output_failed', `The output folder "${out}" cannot be replaced as a whole (${code})`, {
        hint: 'It is in use or a mount point: choose a folder inside it with --out.',
        cause: error,
      });
    default:
      return new TgParserError('output_failed', `The export to "${out}" could not be written (${code})`, {
        hint: `Check the path given with --out. ${intact}`,
        cause: error,
      });
  }
}
