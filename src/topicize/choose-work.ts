import type { TargetTopic } from '../domain/target-topic.ts';
import { sha256 } from '../lib/sha256.ts';
import { stableJson } from '../lib/stable-json.ts';
import type { LanguageModel } from '../ports/language-model.ts';
import type { CatalogueOrigin } from '../ports/topic-store.ts';
import { pipelineVersion } from './build-card.ts';
import { markTargets } from './mark-targets.ts';
import { type Earlier, readEarlier } from './read-earlier.ts';
import type { TopicizeDependencies, TopicizeOptions } from './topicize-options.ts';

export interface ChosenWork {
  earlier: Earlier;
  /** Whether topics are founded anew; else those before go on. */
  isAnew: boolean;
  /** Those that are in force. */
  targets: TargetTopic[];
  /** What the catalogue will have been worked out from. */
  origin: CatalogueOrigin;
}

/** Added to the hash of a catalogue with topics that the model failed for: it is worked on by the next run. */
const partialMark = ' partial';

/**
 * What a run has to do. Topics go on unless there are none, or somebody asks for it, or the way of finding them changed, or the channel has
 * grown by much since they were founded and no person looks after any of them.
 *
 * @returns null when the catalogue that is stored was worked out from the same
 */
export async function chooseWork(
  dependencies: TopicizeDependencies,
  channelId: string,
  options: TopicizeOptions & { withBundles: boolean },
): Promise<ChosenWork | null> {
  const { documentStore, rawStore, topicStore, targetStore } = dependencies;
  const stored = await topicStore.origin(channelId);
  const { documents } = await documentStore.counts(channelId);
  const targets = await targetStore.targets(channelId);
  const { revision } = await documentStore.progress(channelId);
  const origin: CatalogueOrigin = {
    documentsRevision: revision,
    rawSequence: await rawStore.lastSequence(channelId),
    parametersHash: `${hashOf(dependencies, options)}${markTargets(targets)}`,
    foundedDocuments: stored?.foundedDocuments ?? 0,
    runId: options.runId,
  };
  if (options.force !== true && stored !== null && isSame(stored, origin)) {
    return null;
  }
  const earlier = await readEarlier(topicStore, channelId);
  const isLookedAfter = earlier.cards.some(({ origin: from, protected: parts = [] }) => from !== 'target' && parts.length > 0);
  const hasGrown = documents > origin.foundedDocuments * (1 + options.parameters.rebuildGrowth);
  const isAnew =
    options.force === true ||
    stored === null ||
    earlier.topics.length === 0 ||
    foundingHash(stored) !== foundingHash(origin) ||
    (hasGrown && !isLookedAfter);
  return { earlier, isAnew, targets, origin: isAnew ? { ...origin, foundedDocuments: documents } : origin };
}

export function markPartial(origin: CatalogueOrigin): CatalogueOrigin {
  return { ...origin, parametersHash: `${origin.parametersHash}${partialMark}` };
}

/** What decides about the way in which topics are founded: the part before all marks. */
function foundingHash({ parametersHash }: CatalogueOrigin): string {
  return parametersHash.split(' ', 1)[0] ?? '';
}

function hashOf(
  { model, embedder }: TopicizeDependencies,
  { parameters, withBundles }: TopicizeOptions & { withBundles: boolean },
): string {
  return sha256(
    stableJson({ parameters, withBundles, model: modelName(model), embedder: embedder.id, version: pipelineVersion }),
  );
}

/** Another prompt makes other words, too. */
function modelName(model: LanguageModel): string {
  const { modelId, promptId } = model.origin('word_topics');
  return promptId === null ? modelId : `${modelId} ${promptId}`;
}

function isSame(stored: CatalogueOrigin, current: CatalogueOrigin): boolean {
  return (
    stored.documentsRevision === current.documentsRevision &&
    stored.rawSequence === current.rawSequence &&
    stored.parametersHash === current.parametersHash
  );
}
