import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Configuration, DatabaseConfiguration } from './configuration.ts';
import { readDatabaseConfiguration } from './read-database-configuration.ts';
import type { ResolvedSetting } from './resolve-settings.ts';
import { Secret } from './secret.ts';
import { type SettingName, settingsTable } from './settings-table.ts';

/**
 * The databases that `--to` names: a URL of PostgreSQL, with the pool of the settings, or a folder with the default names of the files.
 *
 * @throws TgParserError `usage_invalid`
 */
export function copyTarget(to: string, { settings }: Pick<Configuration, 'settings'>): DatabaseConfiguration {
  const isUrl = /^[a-z][a-z0-9+.-]+:\/\//i.test(to);
  if (to.trim() === '' || (isUrl && !(/^postgres(ql)?:\/\//.test(to) && URL.canParse(to)))) {
    throw new TgParserError(
      'usage_invalid',
      'The target is neither a folder nor of the form postgresql://USER:PASSWORD@HOST:PORT/NAME',
      {
        hint: 'Percent-encode special characters of the password: # is %23, / is %2F, @ is %40, : is %3A, % is %25.',
      },
    );
  }
  return readDatabaseConfiguration(settings.map((resolved) => (isUrl ? withUrl(resolved, to) : inFolder(resolved, to))));
}

function withUrl(resolved: ResolvedSetting, url: string): ResolvedSetting {
  switch (resolved.setting.name as SettingName) {
    case 'DB_TYPE':
      return { ...resolved, value: 'postgresql', origin: 'flag' };
    case 'DATABASE_URL':
      return { ...resolved, value: new Secret(url), origin: 'flag' };
    case 'INGESTION_DATABASE_URL':
    case 'RAW_DATABASE_URL':
    case 'PROCESSING_DATABASE_URL':
      return { ...resolved, value: null };
    default:
      return resolved;
  }
}

function inFolder(resolved: ResolvedSetting, folder: string): ResolvedSetting {
  if (resolved.setting.name === 'DB_TYPE') {
    return { ...resolved, value: 'sqlite', origin: 'flag' };
  }
  const byDefault = settingsTable.find(({ name }) => name === resolved.setting.name)?.default;
  return typeof byDefault === 'string' && byDefault.startsWith('<DATA_DIR>/')
    ? { ...resolved, value: byDefault.replace('<DATA_DIR>', folder.replace(/(?<=.)\/+$/, '')) }
    : resolved;
}
