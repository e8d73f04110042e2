import { join } from 'node:path';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { TelegramAccountConfiguration, TelegramConfiguration } from './configuration.ts';
import type { ResolvedSetting } from './resolve-settings.ts';
import { Secret } from './secret.ts';
import type { SettingName } from './settings-table.ts';

/** Names of sessions are parts of file names. */
const sessionName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * The values are of the kinds that the table promises: `resolveSettings` has checked them.
 *
 * @throws TgParserError `setting_invalid` for what does not fit together
 */
export function readTelegramConfiguration(settings: readonly ResolvedSetting[]): TelegramConfiguration {
  const values = new Map(settings.map(({ setting, value }) => [setting.name, value]));
  const text = (name: SettingName) => String(values.get(name));
  const textOrNull = (name: SettingName) => (values.get(name) === null ? null : text(name));
  const secret = (name: SettingName) => {
    const value = values.get(name);
    return value instanceof Secret ? value : null;
  };
  return {
    webBaseUrl: text('TELEGRAM_WEB_BASE_URL'),
    webPauseInMs: Number(values.get('TELEGRAM_WEB_PAUSE')) * 1000,
    proxyUrl: secret('TELEGRAM_PROXY_URL'),
    maxAttempts: Number(values.get('INGESTION_MAX_ATTEMPTS_PER_RUN')),
    account: {
      apiId: values.get('TELEGRAM_API_ID') === null ? null : Number(values.get('TELEGRAM_API_ID')),
      apiHash: secret('TELEGRAM_API_HASH'),
      phone: secret('TELEGRAM_PHONE'),
      sessionPath: join(text('DATA_DIR'), `telegram-${sessionNameOf(text('TELEGRAM_SESSION_NAME'))}.session`),
      sessionKey: secret('TELEGRAM_SESSION_KEY'),
      isTakeoutWanted: values.get('TELEGRAM_TAKEOUT') === true,
      server: serverOf(textOrNull('TELEGRAM_SERVER'), textOrNull('TELEGRAM_SERVER_KEY_FILE')),
    },
  };
}

function sessionNameOf(name: string): string {
  if (!sessionName.test(name)) {
    throw new TgParserError(
      'setting_invalid',
      `TELEGRAM_SESSION_NAME is "${name}", allowed are letters, digits, ".", "_" and "-"`,
    );
  }
  return name;
}

function serverOf(address: string | null, keyFile: string | null): TelegramAccountConfiguration['server'] {
  if (address === null && keyFile === null) {
    return null;
  }
  const [, host, port] = /^([^\s/:]+):(\d{1,5})$/.exec(address ?? '') ?? [];
  if (host === undefined || Number(port) > 65_535) {
    throw new TgParserError('setting_invalid', `TELEGRAM_SERVER is "${address ?? ''}", allowed is HOST:PORT`);
  }
  if (keyFile === null) {
    throw new TgParserError(
      'setting_invalid',
      'TELEGRAM_SERVER needs TELEGRAM_SERVER_KEY_FILE: the public key that the server proves itself with',
    );
  }
  return { host, port: Number(port), keyFile };
}
