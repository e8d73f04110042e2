import { instantFromDate } from '../domain/instant.ts';
import { judgeMerges } from '../ports/judge-merges.ts';
import type { CallEstimate } from '../ports/language-model.ts';
import { wordThemes } from '../ports/word-themes.ts';
import { wordTopics } from '../ports/word-topics.ts';
import { addEstimates } from './add-estimates.ts';
import { buildCatalogue } from './build-catalogue.ts';
import { chooseWork } from './choose-work.ts';
import { joinDocuments } from './join/join-documents.ts';
import { readEarlier } from './read/read-earlier.ts';
import { rehearseModel } from './rehearse-model.ts';
import { settleOptions, type TopicizeDependencies, type TopicizeOptions } from './topicize-options.ts';

/**
 * What a run of `topicize` with the same options would ask the model for. Works the topics out, and stores nothing. What is asked about worded topics is
 * estimated with the words of the spare model, which are about as long.
 */
export async function estimateTopics(
  dependencies: TopicizeDependencies,
  channelId: string,
  options: TopicizeOptions,
): Promise<CallEstimate> {
  const { model, spareModel, topicStore, clock } = dependencies;
  const settled = settleOptions(options);
  const chosen = await chooseWork(dependencies, channelId, settled);
  const rehearsed = rehearseModel(model, spareModel);
  if (chosen !== null) {
    const { origin: _, joining, cards, counts, ...found } = chosen;
    const without = { ...dependencies, model: rehearsed };
    const at = instantFromDate(clock.now());
    const joined = joining && (await joinDocuments(without, { channelId, at, cards, counts, ...joining }, settled));
    if (joined === null) {
      const earlier = await readEarlier(topicStore, channelId);
      await buildCatalogue(without, { channelId, at, earlier, ...found }, settled);
    }
  }
  const { signal, useCache } = options;
  return addEstimates([
    await model.estimate(wordTopics, rehearsed.asked(wordTopics), { useCache, signal }),
    await model.estimate(wordThemes, rehearsed.asked(wordThemes), { useCache, signal }),
    await model.estimate(judgeMerges, rehearsed.asked(judgeMerges), { useCache, signal }),
  ]);
}
