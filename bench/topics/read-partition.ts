import type { BenchChannel } from './bench-channel.ts';
import type { Partition } from './partition-agreement.ts';
import { readGroupedDocuments } from './read-grouped-documents.ts';

/** Where a run put the documents that it considered: noise is outside by decree and would agree with itself. */
export async function readPartition(channel: BenchChannel): Promise<Partition> {
  const grouped = await readGroupedDocuments(channel);
  return new Map(
    grouped
      .filter(({ document }) => !document.noise.is_noise)
      .map(({ document, topicId }) => [document.source_message_id, topicId]),
  );
}
