import { readFileSync } from 'node:fs';
import { TgParserError } from '../domain/tg-parser-error.ts';

/**
 * The text of the settings file, empty when nobody named one and `./.env` is not there.
 *
 * @throws TgParserError `setting_invalid` when it cannot be read
 */
export function readEnvFile(envFile: string | undefined): string {
  try {
    return readFileSync(envFile ?? '.env', 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    if (envFile === undefined && code === 'ENOENT') {
      return '';
    }
    throw new TgParserError('setting_invalid', `The settings file "${envFile ?? '.env'}" cannot be read (${code})`, {
      hint: 'Name a file that exists with --env-file, or leave the option out to read ./.env when it is there.',
      cause: error,
    });
  }
}
