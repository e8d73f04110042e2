import { setCatalogueId } from '../domain/set-catalogue-id.ts';
import type { Application } from './application.ts';

export interface ListedChannelSet {
  name: string;
  channels: { channel_id: string; source_id: string | null; title: string | null; documents: number }[];
  /** Active ones. */
  topics: number;
  /** Documents of the channels, and how many of them are in topics of the set. */
  documents: number;
  in_topics: number;
}

/** The sets of channels, by name. */
export async function listChannelSets({
  channelSetStore,
  sourceStore,
  documentStore,
  topicStore,
}: Pick<Application, 'channelSetStore' | 'sourceStore' | 'documentStore' | 'topicStore'>): Promise<ListedChannelSet[]> {
  const listed: ListedChannelSet[] = [];
  for (const { name, channelIds } of await channelSetStore.list()) {
    const channels: ListedChannelSet['channels'] = [];
    for (const channelId of channelIds) {
      const source = await sourceStore.findByChannelId(channelId);
      const { documents } = await documentStore.counts(channelId);
      channels.push({
        channel_id: channelId,
        source_id: source?.sourceId ?? null,
        title: source?.title ?? null,
        documents,
      });
    }
    const id = setCatalogueId(name);
    const sizes = [...(await topicStore.bundleSizes(id)).values()];
    listed.push({
      name,
      channels,
      topics: (await topicStore.cards(id)).length,
      documents: channels.reduce((sum, { documents }) => sum + documents, 0),
      in_topics: sizes.reduce((sum, size) => sum + size, 0),
    });
  }
  return listed;
}
