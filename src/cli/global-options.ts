import type { CommandOption } from './command.ts';

export interface GlobalOptions {
  dataDir?: string;
  envFile?: string;
  json?: boolean;
  quiet?: boolean;
  verbose?: boolean;
  /** False with `--no-progress`. */
  progress?: boolean;
}

/** Understood by every command, before or after its name. */
export const globalOptions: readonly CommandOption[] = [
  { flags: '--data-dir <folder>', description: 'where the databases are (default ./data)' },
  { flags: '--env-file <file>', description: 'settings file to read instead of ./.env' },
  { flags: '--json', description: 'print one JSON document' },
  { flags: '--quiet', description: 'print nothing but the result' },
  { flags: '-v, --verbose', description: 'log every step, show details of errors' },
  { flags: '--no-progress', description: 'show no progress' },
];
