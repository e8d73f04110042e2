import { parseEnv } from 'node:util';
import { readEnvFile } from './read-env-file.ts';

/** LOG_FORMAT for lines that may come before the settings are read whole, such as that one of them is wrong. */
export function readLogFormat({
  environment = process.env,
  envFile,
}: {
  environment?: Readonly<Record<string, string | undefined>> | undefined;
  envFile: string | undefined;
}): 'text' | 'json' {
  return (environment.LOG_FORMAT || formatInFile(envFile)) === 'json' ? 'json' : 'text';
}

/** A file that cannot be read is an error of whoever reads the settings. */
function formatInFile(envFile: string | undefined): string | undefined {
  try {
    return parseEnv(readEnvFile(envFile).replace(/^\uFEFF/, '')).LOG_FORMAT;
  } catch {
    return undefined;
  }
}
