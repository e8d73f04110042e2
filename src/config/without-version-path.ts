import type { ProviderName } from '../domain/provider-name.ts';

/** What people append to an address although it is added. */
const versionPaths: Record<ProviderName, RegExp> = {
  openai: /\/v1$/,
  anthropic: /\/v1$/,
  gemini: /\/v1(beta)?$/,
  ollama: /\/(api|v1)$/,
};

export function withoutVersionPath(provider: ProviderName, address: string): string {
  return address.replace(versionPaths[provider], '');
}
