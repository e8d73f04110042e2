import { embeddingProviderNames } from '../domain/provider-name.ts';
import type { EmbeddingConfiguration } from './configuration.ts';
import type { ResolvedSetting } from './resolve-settings.ts';
import type { SettingName } from './settings-table.ts';
import { withoutVersionPath } from './without-version-path.ts';

/**
 * Who makes vectors.
 *
 * @param read settings of the kinds that the table promises
 */
export function readEmbeddingConfiguration(read: (name: SettingName) => ResolvedSetting | undefined): EmbeddingConfiguration {
  const textOf = (name: SettingName) => {
    const value = read(name)?.value;
    return value == null ? null : String(value);
  };
  // `auto` is nobody: words decide until somebody wants to pay.
  const provider = embeddingProviderNames.find((name) => name === textOf('EMBEDDING_PROVIDER')) ?? 'builtin';
  const [baseUrl, price] = [textOf('EMBEDDING_BASE_URL'), textOf('EMBEDDING_PRICE')];
  return {
    provider,
    model: textOf('EMBEDDING_MODEL'),
    baseUrl: baseUrl === null || provider === 'builtin' ? null : withoutVersionPath(provider, baseUrl),
    price: price === null ? null : Number(price),
  };
}
