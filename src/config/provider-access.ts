import type { ProviderName } from '../domain/provider-name.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { ModelsConfiguration } from './configuration.ts';

/** How a provider is reached. */
export interface ProviderAccess {
  /** Null for a server that asks for none. */
  apiKey: string | null;
  /** Without the path of the version. */
  baseUrl: string;
  timeout: { totalInMs: number; gapInMs: number };
}

/**
 * Key and address of a provider.
 *
 * @param ownUrl goes before the address of the provider; null for that one
 * @throws TgParserError `model_unavailable` for a provider that needs a key and has none
 */
export function providerAccess(
  { providers, timeout }: Pick<ModelsConfiguration, 'providers' | 'timeout'>,
  provider: ProviderName,
  ownUrl: string | null,
): ProviderAccess {
  const { apiKey, baseUrl, isOwnAddress } = providers[provider];
  if (apiKey === null && provider !== 'ollama' && ownUrl === null && !isOwnAddress) {
    const keyVariable = `${provider.toUpperCase()}_API_KEY`;
    throw new TgParserError('model_unavailable', `The provider ${provider} needs a key, and ${keyVariable} is not set`, {
      hint: `Set it, or name a file that holds it with ${keyVariable}_FILE. docs/models.md says how to get one.`,
    });
  }
  return { apiKey: apiKey?.reveal() ?? null, baseUrl: ownUrl ?? baseUrl, timeout };
}
