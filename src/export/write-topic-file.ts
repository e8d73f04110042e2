import type { TopicFile } from '../domain/topic-file.ts';
import type { FileSet } from './file-set.ts';
import { topicFileName } from './topic-file-name.ts';

/** Writes one topic; its time of export is no part of the content by which exports are compared. */
export function writeTopicFile(files: FileSet, topic: TopicFile, { pretty }: { pretty: boolean }): Promise<void> {
  const text = `${JSON.stringify(topic, null, pretty ? 2 : undefined)}\n`;
  // The last two fields are ours, so this finds the field and never a text of the channel.
  const start = text.lastIndexOf(topic.exported_at);
  const end = start + topic.exported_at.length;
  return files.writeSmallFile(`${topicFileName(topic.topic_card.id)}.json`, [
    { text: text.slice(0, start), isVolatile: false },
    { text: text.slice(start, end), isVolatile: true },
    { text: text.slice(end), isVolatile: false },
  ]);
}
