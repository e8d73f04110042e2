import type { TextToEmbed } from '../ports/embedder.ts';
import type { LoadedChannel } from './load-documents.ts';
import { readConsidered } from './read-considered.ts';
import { stopWhenAborted } from './stop-when-aborted.ts';
import type { TopicizeDependencies, TopicizeOptions } from './topicize-options.ts';
import type { UnitVectors } from './unit-vectors.ts';

/** One vector a document, in the order in which they were loaded. */
export async function embedDocuments(
  { documentStore, embedder }: Pick<TopicizeDependencies, 'documentStore' | 'embedder'>,
  { channelId, channel }: { channelId: string; channel: LoadedChannel },
  { signal, onProgress }: Pick<TopicizeOptions, 'signal' | 'onProgress'>,
): Promise<UnitVectors> {
  const fitted = await embedder.fit(texts, { signal });
  const { dimensions } = fitted;
  const total = channel.documents.length;
  const values = new Float32Array(total * dimensions);
  let row = 0;
  for await (const page of texts()) {
    stopWhenAborted(signal);
    for (const vector of await fitted.embed(page)) {
      values.set(vector, dimensions * row++);
    }
    onProgress?.({ activity: 'comparing documents', done: row, total, unit: 'documents' });
  }
  return { values, dimensions, size: total };

  async function* texts(): AsyncGenerator<TextToEmbed[]> {
    for await (const page of readConsidered(documentStore, channelId)) {
      yield page.map((document) => ({ text: document.text_clean, language: channel.languageOf(document.language) }));
    }
  }
}
