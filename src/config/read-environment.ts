import { readFileSync } from 'node:fs';
import { type Configuration, type ConfigurationInput, readConfiguration } from './read-configuration.ts';
import { readEnvFile } from './read-env-file.ts';

/**
 * The only reader of the environment: collects it and the `.env` file and has them parsed.
 *
 * @param options.environment instead of that of the process
 * @param options.envFile file to read instead of `./.env`; it must exist then
 * @throws TgParserError `setting_invalid`
 */
export function readConfigurationFromEnvironment({
  environment = process.env,
  envFile,
  flags,
}: {
  environment?: ConfigurationInput['environment'] | undefined;
  envFile?: string | undefined;
  flags: ConfigurationInput['flags'];
}): { configuration: Configuration; warnings: string[] } {
  return readConfiguration({
    environment,
    envFileText: readEnvFile(envFile),
    flags,
    readFile: (path) => readFileSync(path, 'utf8'),
  });
}
