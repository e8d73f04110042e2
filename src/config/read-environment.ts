import { readFileSync } from 'node:fs';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { type Configuration, type ConfigurationInput, readConfiguration } from './read-configuration.ts';

/**
 * The only reader of the environment: collects it and the `.env` file and has them parsed.
 *
 * @param options.envFile file to read instead of `./.env`; it must exist then
 * @throws TgParserError `setting_invalid`
 */
export function readConfigurationFromEnvironment({
  envFile,
  flags,
}: {
  envFile?: string | undefined;
  flags: ConfigurationInput['flags'];
}): { configuration: Configuration; warnings: string[] } {
  return readConfiguration({
    environment: process.env,
    envFileText: readEnvFile(envFile),
    flags,
    readFile: (path) => readFileSync(path, 'utf8'),
  });
}

function readEnvFile(envFile: string | undefined): string {
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
