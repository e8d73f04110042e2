import { onTestFinished } from 'vitest';
import type { ModelProviderOptions } from './model-provider-options.ts';
import { type FakeApi, type ModelProvider, startModelProvider } from './start-model-provider.ts';

/** A fake that ends with the test. */
export async function startForTest(api: FakeApi, options: ModelProviderOptions = {}): Promise<ModelProvider> {
  const provider = await startModelProvider(api, options);
  onTestFinished(() => provider.close());
  return provider;
}
