import { fieldOf } from '../model-sdk/field-of.ts';
import { namesOf } from '../model-sdk/names-of.ts';
import { ProviderClient } from '../model-sdk/provider-client.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { openAiProfile } from './openai-profile.ts';

/**
 * Names of the models that the key may use: https://platform.openai.com/docs/api-reference/models/list
 *
 * @throws TgParserError `model_*`
 */
export async function listOpenAiModels(settings: ProviderSettings, signal?: AbortSignal): Promise<string[]> {
  const client = new ProviderClient(openAiProfile, settings);
  const { body } = await client.json({ method: 'GET', path: '/models' }, { model: null, signal });
  return namesOf(fieldOf(body, 'data'), 'id');
}
