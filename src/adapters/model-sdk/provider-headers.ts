import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { ProviderAddress } from './provider-address.ts';
import type { ProviderProfile } from './provider-profile.ts';

/**
 * Headers of every request: the key, or a user and a password for a gate before the server, or both where they do not share a header.
 *
 * @throws TgParserError `setting_invalid` for what cannot be sent
 */
export function providerHeaders(
  profile: ProviderProfile,
  { authorization }: ProviderAddress,
  apiKey: string | null,
): Record<string, string> {
  const gate: Record<string, string> = authorization === null ? {} : { authorization };
  const key = apiKey === null ? {} : profile.keyHeaders(usable(profile, apiKey));
  if (Object.keys(key).some((name) => name in gate)) {
    throw new TgParserError('setting_invalid', `The base URL of ${profile.title} holds a user, and there is a key, too`, {
      hint: `Leave the user out of the URL, or ${profile.keyVariable} unset: only one of them can be sent.`,
    });
  }
  return { 'user-agent': 'tg-parser', ...profile.headers, ...gate, ...key };
}

/** The HTTP client would refuse any other key, and quote it. */
function usable({ title, keyVariable }: ProviderProfile, apiKey: string): string {
  if (!/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new TgParserError('setting_invalid', `The key for ${title} has characters that no key has`, {
      hint: `Look for spaces, line breaks and quotation marks in ${keyVariable}.`,
    });
  }
  return apiKey;
}
