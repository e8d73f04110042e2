import type { TargetTopic } from '../domain/target-topic.ts';
import type { TopicCard } from '../domain/topic-card.ts';
import { sha256 } from '../lib/sha256.ts';
import { stableJson } from '../lib/stable-json.ts';
import type { LanguageModel } from '../ports/language-model.ts';
import type { CatalogueOrigin } from '../ports/topic-store.ts';
import { pipelineVersion } from './describe/build-card.ts';
import { isLookedAfter } from './group/is-looked-after.ts';
import { decodeLearnt, type LearntCatalogue } from './join/learnt-catalogue.ts';
import { countDocuments, type SummedCounts } from './read/count-documents.ts';
import { membersOf } from './read/members-of.ts';
import { markTargets } from './targets/mark-targets.ts';
import type { TopicizeDependencies, TopicizeOptions } from './topicize-options.ts';

export interface ChosenWork {
  /** Of the catalogue before, retired ones too. */
  cards: TopicCard[];
  /** New documents can simply join the topics: which they are, and what is known of the topics. Null: all documents are to be read. */
  joining: { unplaced: string[]; held: number; outside: number; learnt: LearntCatalogue } | null;
  /** Of all documents. */
  counts: SummedCounts;
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
  const counts = await countDocuments(documentStore, members);
  const { documents } = counts;
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
  const cards = await topicStore.cards(channelId, { withRetired: true });
  const discovered = cards.filter(({ origin: found, status }) => found !== 'target' && status !== 'retired');
  const hasDecisions = cards.some((card) => card.origin !== 'target' && isLookedAfter(card));
  const hasOutgrown = (before: number) => documents > before * (1 + options.parameters.rebuildGrowth);
  const isAnew =
    // Founded on the very same documents, they would come out the same.
    (options.force === true && !(isSameInput && stored.foundedDocuments === documents)) ||
    stored === null ||
    // What was left out of the bundles is nowhere to go on from.
    !options.withBundles ||
    discovered.length === 0 ||
    foundingHash(stored) !== foundingHash(origin) ||
    (hasOutgrown(origin.foundedDocuments) && !hasDecisions);
  const mayJoin =
    !isAnew &&
    options.force !== true &&
    // What the model failed for is asked about again.
    stored.parametersHash === origin.parametersHash &&
    // Targets, and what channels took from each other, are matched with all documents.
    targets.length === 0 &&
    options.channelIds === undefined;
  return {
    ...{ cards, counts },
    joining: mayJoin ? await findJoining() : null,
    isAnew,
    targets,
    hasGrown: documents > (stored?.foundedDocuments ?? 0),
    origin: isAnew ? { ...origin, foundedDocuments: documents } : origin,
  };

  /** Null when the topics were measured on much less than there is now, or hold what is not there any more. */
  async function findJoining(): Promise<ChosenWork['joining']> {
    const learnt = decodeLearnt(await topicStore.learnt(channelId));
    if (learnt === null || hasOutgrown(learnt.totals.documents)) {
      return null;
    }
    const { unplaced, held, outside } = await topicStore.placedDocuments(channelId);
    return held + outside + unplaced.length === documents ? { unplaced, held, outside, learnt } : null;
  }
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
