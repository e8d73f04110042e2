import { fieldOf } from '../model-sdk/field-of.ts';
import { namesOf } from '../model-sdk/names-of.ts';
import { ProviderClient } from '../model-sdk/provider-client.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { ollamaProfile } from './ollama-profile.ts';

/**
 * Names of the models that the server has on its disk: https://docs.ollama.com/api/tags
 *
 * @throws TgParserError `model_*`
 */
export async function listOllamaModels(settings: ProviderSettings, signal?: AbortSignal): Promise<string[]> {
  const client = new ProviderClient(ollamaProfile, settings);
  const { body } = await client.json({ method: 'GET', path: '/tags' }, { model: null, signal });
  return namesOf(fieldOf(body, 'models'), 'name');
}
