import { fieldOf } from '../model-sdk/field-of.ts';
import { namesOf } from '../model-sdk/names-of.ts';
import { ProviderClient } from '../model-sdk/provider-client.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { anthropicProfile } from './anthropic-profile.ts';

/**
 * Names of the models that the key may use: https://platform.claude.com/docs/en/api/models/list. One page holds them all.
 *
 * @throws TgParserError `model_*`
 */
export async function listAnthropicModels(settings: ProviderSettings, signal?: AbortSignal): Promise<string[]> {
  const client = new ProviderClient(anthropicProfile, settings);
  const { body } = await client.json({ method: 'GET', path: '/models?limit=1000' }, { model: null, signal });
  return namesOf(fieldOf(body, 'data'), 'id');
}
