import type { LanguageModelV3CallOptions, LanguageModelV3GenerateResult } from '@ai-sdk/provider';
import type { SdkDialect, SdkFetch } from './sdk-dialect.ts';

const placeholderKey = 'unset';

/** One question through a provider package, over a network that is ours. */
export async function generateWithSdk(
  dialect: SdkDialect,
  fetch: SdkFetch,
  options: LanguageModelV3CallOptions,
): Promise<LanguageModelV3GenerateResult> {
  return await dialect.open({ apiKey: placeholderKey, fetch }).doGenerate(options);
}
