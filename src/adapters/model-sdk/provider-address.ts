import { TgParserError } from '../../domain/tg-parser-error.ts';

export interface ProviderAddress {
  /** With the version path, without a slash at its end. */
  url: string;
  /** Host and port, for messages. */
  host: string;
  /** From a user and a password in the URL; null for none. A server behind a gate of its own asks for them. */
  authorization: string | null;
  /** What of it must not be shown. */
  secrets: readonly string[];
}

/**
 * Where a provider answers. People write the base with the version path and without it, so that both are taken.
 *
 * @throws TgParserError `setting_invalid`. The URL is not quoted: it may hold a password.
 */
export function providerAddress(title: string, baseUrl: string, versionPath: string): ProviderAddress {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TgParserError('setting_invalid', `The base URL of ${title} is no URL of a web server`, {
      hint: 'Set LLM_BASE_URL, or the variable of the provider, to a URL such as https://api.example.com',
    });
  }
  const path = url.pathname.replace(/\/+$/, '');
  const [user, password] = [decoded(url.username), decoded(url.password)];
  const basic = user === '' ? null : toBase64(`${user}:${password}`);
  return {
    url: url.origin + (path.endsWith(versionPath) ? path : path + versionPath),
    host: url.host,
    authorization: basic === null ? null : `Basic ${basic}`,
    secrets: basic === null ? [] : [basic, password],
  };
}

/** A `%` that stands for itself stays. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) => Buffer.from(escaped.replaceAll('%', ''), 'hex').toString('utf8'));
}

function toBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
