import { fieldOf } from '../model-sdk/field-of.ts';
import { namesOf } from '../model-sdk/names-of.ts';
import { ProviderClient } from '../model-sdk/provider-client.ts';
import type { ProviderSettings } from '../model-sdk/provider-settings.ts';
import { geminiProfile } from './gemini-profile.ts';

/**
 * Names of the models that answer questions: https://ai.google.dev/api/models#method:-models.list. One page holds them all.
 *
 * @throws TgParserError `model_*`
 */
export async function listGeminiModels(settings: ProviderSettings, signal?: AbortSignal): Promise<string[]> {
  const client = new ProviderClient(geminiProfile, settings);
  const { body } = await client.json({ method: 'GET', path: '/models?pageSize=1000' }, { model: null, signal });
  const models = fieldOf(body, 'models');
  const answering = Array.isArray(models) ? models.filter(answersQuestions) : [];
  return namesOf(answering, 'name').map((name) => name.replace(/^models\//, ''));
}

function answersQuestions(model: unknown): boolean {
  const methods = fieldOf(model, 'supportedGenerationMethods');
  return Array.isArray(methods) && methods.includes('generateContent');
}
