import { randomUUID } from 'node:crypto';
import { type Tracer, trace } from '@opentelemetry/api';
import { createBuiltinLanguageModel } from './adapters/model-builtin/builtin-language-model.ts';
import type { ProviderSettings } from './adapters/model-sdk/provider-settings.ts';
import type { OpenedStores } from './adapters/store-sql/open-stores.ts';
import { systemDelay } from './adapters/system/system-delay.ts';
import type { Configuration, StepModelConfiguration } from './config/configuration.ts';
import { providerAccess } from './config/provider-access.ts';
import { type ModelChoice, type ModelWish, type ProviderName, providerNames } from './domain/provider-name.ts';
import { TgParserError } from './domain/tg-parser-error.ts';
import type { BatchDependencies } from './model-calls/batches/batch-dependencies.ts';
import { budgetLimits } from './model-calls/budget-limits.ts';
import { createChatLanguageModel } from './model-calls/create-chat-language-model.ts';
import { withFallback } from './model-calls/fallback-language-model.ts';
import { loadPrompts } from './model-calls/load-prompts.ts';
import { withCallLayers } from './model-calls/with-call-layers.ts';
import { withCooldown } from './model-calls/with-cooldown.ts';
import { withRateLimit } from './model-calls/with-rate-limit.ts';
import { withTracing } from './model-calls/with-tracing.ts';
import { openProvider } from './open-provider.ts';
import type { CallRequest } from './ports/callable-model.ts';
import type { ChatBatches, ChatModel } from './ports/chat-model.ts';
import type { Clock } from './ports/clock.ts';
import type { LanguageModel } from './ports/language-model.ts';
import type { Logger } from './ports/logger.ts';
import type { ModelProvider } from './ports/model-provider.ts';

export type ModelStep = 'process' | 'topicize';

export interface OpenedModels {
  openModel(step: ModelStep, wish?: ModelWish): Promise<LanguageModel>;
  /** One model of each provider that is set up, without retries and cooldowns: what `doctor` asks. */
  openProviders(): Promise<ModelProvider[]>;
  close(): Promise<void>;
}

export interface ModelsDependencies {
  stores: Pick<OpenedStores, 'modelCallStore' | 'modelLimitStore' | 'modelBatchStore'>;
  clock: Clock;
  log: Logger;
  version: string;
}

/** The part of the composition root that puts models together: configuration → provider → layers → tasks → chain. */
export function openModels(configuration: Configuration, dependencies: ModelsDependencies): OpenedModels {
  const { models } = configuration;
  const { maxAttempts, backoffBaseInMs, backoffMaxInMs, jitter } = configuration.retry;
  const policy = { maxAttempts, baseInMs: backoffBaseInMs, maxInMs: backoffMaxInMs, jitter };
  let tracing: Promise<{ tracer: Tracer; stop(): Promise<void> }> | null = null;
  return {
    async openModel(step, wish = {}) {
      const settings = step === 'process' ? models.processing : models.topicization;
      const first = chooseModel(configuration, settings, wish);
      const chain = [first, ...settings.fallback];
      return withFallback(await Promise.all(chain.map((choice) => openOne(step, settings, choice))), dependencies.log);
    },
    async openProviders() {
      const chosen = [models.processing, models.topicization].flatMap(({ provider, model }) =>
        provider === 'builtin' ? [] : [{ provider, model }],
      );
      const withKey = providerNames.flatMap((provider) =>
        models.providers[provider].apiKey ? [{ provider, model: null }] : [],
      );
      const named = [...chosen, ...withKey];
      const distinct = named.filter(({ provider }, index) => named.findIndex((other) => other.provider === provider) === index);
      return Promise.all(
        distinct.map(async (choice) => {
          const offered = await openOffered(choice, models.processing);
          return { ...offered, chat: withoutCooldown(offered.chat) };
        }),
      );
    },
    async close() {
      await (await tracing)?.stop();
    },
  };

  async function openOne(step: ModelStep, settings: StepModelConfiguration, choice: ModelChoice): Promise<LanguageModel> {
    if (choice.provider === 'builtin') {
      return createBuiltinLanguageModel();
    }
    const { chat, batches } = await openOffered({ ...choice, provider: choice.provider }, settings);
    return createChatLanguageModel({
      chat: withLayers(await withTraces(chat), { step, settings }),
      prompts: await loadPrompts(models.promptsDirectory),
      calls: dependencies.stores.modelCallStore,
      log: dependencies.log,
      options: { maxOutputTokens: settings.maxTokens },
      batches: batches && withStores(batches, { step, settings }),
    });
  }

  function withStores(batches: ChatBatches, about: { step: ModelStep; settings: StepModelConfiguration }): BatchDependencies {
    const { clock, stores } = dependencies;
    return {
      batches,
      batchStore: stores.modelBatchStore,
      callStore: stores.modelCallStore,
      limits: limitsOf(about),
      clock,
      delay: systemDelay,
      newKey: randomUUID,
      policy,
      longestPollInMs: models.batchPollInMs,
    };
  }

  function limitsOf({ step, settings }: { step: ModelStep; settings: StepModelConfiguration }) {
    return (request: Pick<CallRequest, 'purpose' | 'budgetUsd'>, at: Date) =>
      budgetLimits(request, at, { step, all: models.budgetUsd, ofStep: settings.budgetUsd });
  }

  /** @throws TgParserError `model_unavailable` without a key */
  function openOffered(choice: { provider: ProviderName; model: string | null }, settings: StepModelConfiguration) {
    return openProvider(choice, toProviderSettings(configuration, settings, choice.provider), models.price);
  }

  function withLayers(provider: ChatModel, about: { step: ModelStep; settings: StepModelConfiguration }): ChatModel {
    const { clock, log, stores } = dependencies;
    return withCallLayers(provider, {
      ...{ stores, policy, clock, delay: systemDelay, log },
      ...{ newId: randomUUID, limits: limitsOf(about) },
    });
  }

  /** For somebody who has mended something: success ends a cooldown. A pause that the provider asked for is waited for all the same. */
  function withoutCooldown(chat: ChatModel): ChatModel {
    const { clock, log, stores } = dependencies;
    const shared = { limitStore: stores.modelLimitStore, clock, log };
    return withCooldown(withRateLimit(chat, { ...shared, delay: systemDelay }), { ...shared, ignoreCooldown: true });
  }

  async function withTraces(chat: ChatModel): Promise<ChatModel> {
    const { clock, log, version } = dependencies;
    const { tracesUrl } = configuration;
    if (tracesUrl !== null) {
      tracing ??= import('./adapters/system/export-traces.ts').then(({ exportTraces }) =>
        exportTraces({ url: tracesUrl, version }),
      );
    }
    return withTracing(chat, { tracer: (await tracing)?.tracer ?? trace.getTracer('tg-parser'), clock, log });
  }
}

/** What is wished goes before what is set; another provider than the one that is set has a model of its own. */
function chooseModel({ models }: Configuration, settings: StepModelConfiguration, wish: ModelWish): ModelChoice {
  const firstWithKey = providerNames.find((name) => models.providers[name].apiKey !== null) ?? 'builtin';
  const provider = wish.provider === 'auto' ? firstWithKey : (wish.provider ?? settings.provider);
  if (provider === 'builtin' && wish.model !== undefined) {
    throw new TgParserError('usage_invalid', `--model ${wish.model} needs a provider, and the built-in engine is chosen`, {
      hint: 'Give --provider, or set LLM_PROVIDER.',
    });
  }
  return { provider, model: wish.model ?? (provider === settings.provider ? settings.model : null) };
}

/** @throws TgParserError `model_unavailable` */
function toProviderSettings(
  { models }: Configuration,
  { provider: chosen, baseUrl, temperature, reasoningEffort, verbosity }: StepModelConfiguration,
  provider: ProviderName,
): ProviderSettings {
  const access = providerAccess(models, provider, provider === chosen ? baseUrl : null);
  return { ...access, temperature, reasoningEffort, verbosity };
}
