import { type ModelChoice, type ProviderName, providerNames } from '../domain/provider-name.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { ModelsConfiguration, ProviderConfiguration, StepModelConfiguration } from './configuration.ts';
import type { SharedSettingName, StepSettingName } from './model-settings.ts';
import { readEmbeddingConfiguration } from './read-embedding-configuration.ts';
import type { ResolvedSetting } from './resolve-settings.ts';
import { Secret } from './secret.ts';
import type { SettingName } from './settings-table.ts';
import { withoutVersionPath } from './without-version-path.ts';

type Read = (name: SettingName) => ResolvedSetting | undefined;

/**
 * Who answers, for each step.
 *
 * @param settings of the kinds that the table promises
 * @throws TgParserError `setting_invalid`
 */
export function readModelConfiguration(settings: readonly ResolvedSetting[]): ModelsConfiguration {
  const byName = new Map(settings.map((resolved) => [resolved.setting.name, resolved]));
  const read: Read = (name) => byName.get(name);
  const providers = {
    openai: readProvider(read, 'openai'),
    anthropic: readProvider(read, 'anthropic'),
    gemini: readProvider(read, 'gemini'),
    ollama: readProvider(read, 'ollama'),
  };
  return {
    providers,
    processing: readStep(read, 'PROCESSING', providers),
    topicization: readStep(read, 'TOPICIZATION', providers),
    embedding: readEmbeddingConfiguration(read),
    budgetUsd: numberOrNull(read('LLM_BUDGET_USD')),
    timeout: {
      totalInMs: Number(read('LLM_TIMEOUT')?.value) * 1000,
      gapInMs: Number(read('LLM_GAP_TIMEOUT')?.value) * 1000,
    },
    batchPollInMs: Number(read('LLM_BATCH_POLL')?.value) * 1000,
    price: readPrice(read),
    promptsDirectory: textOrNull(read('PROMPTS_DIR')),
  };
}

function readProvider(read: Read, provider: ProviderName): ProviderConfiguration {
  const name = provider.toUpperCase() as Uppercase<ProviderName>;
  const key = read(`${name}_API_KEY`)?.value;
  const address = read(`${name}_BASE_URL`);
  return {
    apiKey: key instanceof Secret ? key : null,
    baseUrl: withoutVersionPath(provider, String(address?.value)),
    isOwnAddress: address?.value !== address?.setting.default,
  };
}

function readStep(
  read: Read,
  prefix: 'PROCESSING' | 'TOPICIZATION',
  providers: Record<ProviderName, ProviderConfiguration>,
): StepModelConfiguration {
  const own = (name: SharedSettingName) => {
    const resolved = read(`${prefix}_${name}` satisfies StepSettingName);
    return resolved?.value === null ? read(name) : resolved;
  };
  const chosen = String(own('LLM_PROVIDER')?.value);
  const toProvider = (name: string) => (name === 'auto' ? firstWithKey(providers) : (name as ModelChoice['provider']));
  const provider = toProvider(chosen);
  const isSharedProvider = provider === toProvider(String(read('LLM_PROVIDER')?.value));
  /** The model and the address of all steps are those of the provider of all steps. */
  const ofProvider = (name: 'LLM_MODEL' | 'LLM_BASE_URL') =>
    textOrNull(isSharedProvider ? own(name) : read(`${prefix}_${name}`));
  const baseUrl = ofProvider('LLM_BASE_URL');
  return {
    provider,
    model: ofProvider('LLM_MODEL'),
    isChosen: chosen !== 'auto',
    baseUrl: baseUrl === null || provider === 'builtin' ? null : withoutVersionPath(provider, baseUrl),
    fallback: readFallback(textOrNull(own('LLM_FALLBACK')), own('LLM_FALLBACK')?.setting.name),
    temperature: Number(own('LLM_TEMPERATURE')?.value),
    maxTokens: Number(own('LLM_MAX_TOKENS')?.value),
    reasoningEffort: own('LLM_REASONING_EFFORT')?.value as StepModelConfiguration['reasoningEffort'],
    verbosity: own('LLM_VERBOSITY')?.value as StepModelConfiguration['verbosity'],
    budgetUsd: numberOrNull(read(`${prefix}_LLM_BUDGET_USD`)),
  };
}

function firstWithKey(providers: Record<ProviderName, ProviderConfiguration>): ModelChoice['provider'] {
  return providerNames.find((name) => providers[name].apiKey !== null) ?? 'builtin';
}

function readFallback(text: string | null, settingName = 'LLM_FALLBACK'): ModelChoice[] {
  const entries = (text ?? '').split(',').map((entry) => entry.trim());
  return entries.flatMap((entry) => (entry === '' ? [] : [parseModelChoice(entry, settingName)]));
}

/** @param entry a provider, or a provider and a model with a colon between; models of Ollama have colons of their own */
function parseModelChoice(entry: string, settingName: string): ModelChoice {
  const [, provider = '', model] = /^([^:]*)(?::(.+))?$/.exec(entry) ?? [];
  const known = [...providerNames, 'builtin' as const].find((name) => name === provider.toLowerCase());
  if (known === undefined) {
    throw new TgParserError('setting_invalid', `${settingName} names "${entry}", which is no provider`, {
      hint: `Providers are ${providerNames.join(', ')} and builtin; a model follows after a colon: "openai:gpt-6-luna".`,
    });
  }
  return { provider: known, model: model ?? null };
}

function readPrice(read: Read): ModelsConfiguration['price'] {
  const input = numberOrNull(read('LLM_PRICE_INPUT'));
  const output = numberOrNull(read('LLM_PRICE_OUTPUT'));
  if ((input === null) !== (output === null)) {
    throw new TgParserError('setting_invalid', 'LLM_PRICE_INPUT and LLM_PRICE_OUTPUT need each other, and only one is set', {
      hint: 'Set both, in US dollars for a million tokens.',
    });
  }
  return input === null || output === null ? null : { input, output };
}

function textOrNull(resolved: ResolvedSetting | undefined): string | null {
  return resolved?.value == null ? null : String(resolved.value);
}

function numberOrNull(resolved: ResolvedSetting | undefined): number | null {
  return resolved?.value == null ? null : Number(resolved.value);
}
