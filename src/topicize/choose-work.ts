import type { TargetTopic } from '../domain/target-topic.ts';
import { sha256 } from '../lib/sha256.ts';
import { stableJson } from '../lib/stable-json.ts';
import type { LanguageModel } from '../ports/language-model.ts';
import type { CatalogueOrigin } from '../ports/topic-store.ts';
import { pipelineVersion } from './describe/build-card.ts';
import { isLookedAfter } from './group/is-looked-after.ts';
import { countDocuments } from './read/count-documents.ts';
import { membersOf } from './read/members-of.ts';
import { type Earlier, readEarlier } from './read/read-earlier.ts';
import { markTargets } from './targets/mark-targets.ts';
import type { TopicizeDependencies, TopicizeOptions } from './topicize-options.ts';

export interface ChosenWork {
  earlier: Earlier;
  /** Whether topics are founded anew; else those before go on. */
  isAnew: boolean;
  /** Those that are in force. */
  targets: TargetTopic[];
  /** See `DiscoverWork`. */
  hasGrown: boolean;
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
  const members = membersOf(channelId, options);
  const targets = await targetStore.targets(channelId);
  const { documents } = await countDocuments(documentStore, members);
  // These only grow, so their sums are equal only when nothing is new in any channel.
  let documentsRevision = 0;
  let rawSequence = 0;
  for (const member of members) {
    documentsRevision += (await documentStore.progress(member)).revision;
    rawSequence += await rawStore.lastSequence(member);
  }
  const origin: CatalogueOrigin = {
    documentsRevision,
    rawSequence,
    parametersHash: `${hashOf(dependencies, options, options.channelIds && members)}${markTargets(targets)}`,
    foundedDocuments: stored?.foundedDocuments ?? 0,
    runId: options.runId,
  };
  const isSameInput = stored !== null && isSame(stored, origin);
  if (isSameInput && options.force !== true) {
    return null;
  }
  const earlier = await readEarlier(topicStore, channelId);
  const hasDecisions = earlier.cards.some((card) => card.origin !== 'target' && isLookedAfter(card));
  const outgrown = documents > origin.foundedDocuments * (1 + options.parameters.rebuildGrowth);
  const isAnew =
    // Founded on the very same documents, they would come out the same.
    (options.force === true && !(isSameInput && stored.foundedDocuments === documents)) ||
    stored === null ||
    // What was left out of the bundles is nowhere to go on from.
    !options.withBundles ||
    earlier.topics.length === 0 ||
    foundingHash(stored) !== foundingHash(origin) ||
    (outgrown && !hasDecisions);
  return {
    earlier,
    isAnew,
    targets,
    hasGrown: documents > (stored?.foundedDocuments ?? 0),
    origin: isAnew ? { ...origin, foundedDocuments: documents } : origin,
  };
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
  channels: readonly string[] | undefined,
): string {
  const asked = { parameters, withBundles, model: modelName(model), embedder: embedder.id, version: pipelineVersion };
  return sha256(stableJson(channels === undefined ? asked : { ...asked, channels }));
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
