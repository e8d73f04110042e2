import { instantFromDate } from '../domain/instant.ts';
import type { StepResult } from '../domain/run.ts';
import { sha256 } from '../lib/sha256.ts';
import { stableJson } from '../lib/stable-json.ts';
import type { LanguageModel } from '../ports/language-model.ts';
import { readRunUsage } from '../ports/run-usage.ts';
import type { CatalogueOrigin } from '../ports/topic-store.ts';
import { pipelineVersion } from './build-card.ts';
import { buildCatalogue } from './build-catalogue.ts';
import { readReport } from './read-report.ts';
import { effectiveParameters, type TopicizeDependencies, type TopicizeOptions } from './topicize-options.ts';
import type { TopicizeReport } from './topicize-report.ts';

export type { TopicizeDependencies, TopicizeOptions, TopicizeParameters } from './topicize-options.ts';
export type { TopicizeReport } from './topicize-report.ts';

/**
 * Works out the topics of a channel from its documents and replaces its catalogue in one transaction. Topics that go on keep
 * their ids. The same documents give the same catalogue, in whatever order they were stored.
 *
 * @returns `nothing_to_do` when the documents and the parameters are those of the catalogue that is stored; `partial` when the model
 *   failed for topics
 * @throws TgParserError `interrupted` after an abort, with the catalogue before unchanged; what the model throws
 */
export async function topicizeChannel(
  dependencies: TopicizeDependencies,
  channelId: string,
  options: TopicizeOptions,
): Promise<StepResult<TopicizeReport>> {
  const { clock, topicStore, log } = dependencies;
  const startedAt = clock.now();
  const seconds = () => (clock.now().getTime() - startedAt.getTime()) / 1000;
  const settled = {
    ...options,
    parameters: effectiveParameters(options),
    withBundles: options.withBundles ?? true,
  };
  const origin = await currentOrigin(dependencies, channelId, settled);
  if (!options.force && isSame(await topicStore.origin(channelId), origin)) {
    return { outcome: 'nothing_to_do', report: await readReport(dependencies, channelId, { ...settled, seconds }) };
  }
  const { catalogue, counts } = await buildCatalogue(dependencies, { channelId, at: instantFromDate(startedAt) }, settled);
  const isPartial = Object.keys(counts.failed_by_class).length > 0;
  // A catalogue with topics that the model failed for is worked out again by the next run.
  const stored = isPartial ? { ...origin, parametersHash: `${origin.parametersHash} partial` } : origin;
  await topicStore.replaceCatalogue(channelId, { ...catalogue, origin: stored });
  log.log('debug', 'topicized', { channel_id: channelId, topics: counts.topics_total });
  return {
    outcome: isPartial ? 'partial' : 'done',
    report: {
      channel_id: channelId,
      ...counts,
      model_id: dependencies.model.modelId,
      ...(await readRunUsage(dependencies.modelCallStore, options.runId)),
      parameters: { ...settled.parameters, withBundles: settled.withBundles },
      duration_seconds: seconds(),
    },
  };
}

async function currentOrigin(
  { documentStore, rawStore, model, embedder }: TopicizeDependencies,
  channelId: string,
  { parameters, withBundles, runId }: TopicizeOptions,
): Promise<CatalogueOrigin> {
  const { revision } = await documentStore.progress(channelId);
  return {
    documentsRevision: revision,
    rawSequence: await rawStore.lastSequence(channelId),
    parametersHash: sha256(
      stableJson({ parameters, withBundles, model: modelName(model), embedder: embedder.id, version: pipelineVersion }),
    ),
    runId,
  };
}

/** Another prompt makes other words, too. */
function modelName(model: LanguageModel): string {
  const { modelId, promptId } = model.origin('word_topics');
  return promptId === null ? modelId : `${modelId} ${promptId}`;
}

function isSame(stored: CatalogueOrigin | null, current: CatalogueOrigin): boolean {
  return (
    stored !== null &&
    stored.documentsRevision === current.documentsRevision &&
    stored.rawSequence === current.rawSequence &&
    stored.parametersHash === current.parametersHash
  );
}
