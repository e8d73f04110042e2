import type { Instant } from '../../domain/instant.ts';
import type { TopicCard } from '../../domain/topic-card.ts';
import type { LoadedChannel } from '../read/load-documents.ts';
import type { TopicizeDependencies, TopicizeOptions, TopicizeParameters } from '../topicize-options.ts';
import { inputScope } from './input-scope.ts';

/** What all cards and bundles of a run have in common. */
export interface CardContext {
  /** Says which channel or set of channels the catalogue is of. */
  inputScope: TopicCard['metadata']['input_scope'];
  channel: LoadedChannel;
  /** source_refs of all its documents. */
  refs: ReadonlySet<string>;
  runId: string;
  at: Instant;
  parameters: TopicizeParameters;
  embedderId: string;
}

export function cardContext(
  { embedder }: Pick<TopicizeDependencies, 'embedder'>,
  { channelId, channel, at }: { channelId: string; channel: LoadedChannel; at: Instant },
  options: TopicizeOptions,
): CardContext {
  return {
    ...{ inputScope: inputScope(channelId, options), channel, at },
    refs: new Set(channel.documents.map(({ sourceRef }) => sourceRef)),
    runId: options.runId,
    parameters: options.parameters,
    embedderId: embedder.id,
  };
}
