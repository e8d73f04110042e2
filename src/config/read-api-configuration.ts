import { TgParserError } from '../domain/tg-parser-error.ts';
import type { ApiConfiguration } from './configuration.ts';
import { parseConfiguredKeys } from './parse-configured-keys.ts';
import type { ResolvedSetting } from './resolve-settings.ts';
import { Secret } from './secret.ts';

/** @throws TgParserError `setting_invalid` for a key or an origin that is none */
export function readApiConfiguration(settings: readonly ResolvedSetting[]): ApiConfiguration {
  const values = new Map(settings.map(({ setting, value }) => [setting.name, value]));
  const number = (name: string) => Number(values.get(name));
  const list = (name: string) => {
    const text = values.get(name) ?? null;
    return text === null
      ? []
      : String(text)
          .split(',')
          .map((entry) => entry.trim())
          .filter(Boolean);
  };
  const keys = values.get('API_KEYS');
  return {
    host: String(values.get('API_HOST')),
    port: number('API_PORT'),
    keys: keys instanceof Secret ? parseConfiguredKeys(keys.reveal()) : [],
    isKeyRequired: values.get('API_KEY_REQUIRED') !== false,
    timeoutInMs: number('API_TIMEOUT') * 1000,
    maxBodyBytes: number('API_MAX_BODY'),
    limits: {
      windowInMs: number('RATE_LIMIT_WINDOW') * 1000,
      requestsPerKey: number('RATE_LIMIT_REQUESTS'),
      requestsPerAddress: number('RATE_LIMIT_ADDRESS_REQUESTS'),
    },
    trustedProxies: list('TRUSTED_PROXIES'),
    corsOrigins: list('CORS_ORIGINS').map(checkOrigin),
  };
}

/** A page is allowed by name: with "any page" a key in a browser would be everybody's. */
function checkOrigin(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  if (origin === 'null' || !/^https?:/.test(origin) || origin !== text.toLowerCase().replace(/\/$/, '')) {
    throw new TgParserError('setting_invalid', `CORS_ORIGINS: "${text}" is no origin`, {
      hint: 'An origin is a scheme and a host, and a port where it is not the usual one: https://kb.example.org',
    });
  }
  return origin;
}
