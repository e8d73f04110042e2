import type { DocumentStore } from '../ports/document-store.ts';
import type { Embedder, UnitVectors } from '../ports/embedder.ts';
import type { Unit } from './gather-units.ts';
import type { LoadedChannel } from './load-documents.ts';
import type { TopicizeOptions } from './topicize-options.ts';

/** One vector a unit; a conversation is embedded as one text. */
export function embedUnits(
  { documentStore, embedder }: { documentStore: Pick<DocumentStore, 'getDocuments'>; embedder: Embedder },
  { channel, units }: { channel: LoadedChannel; units: readonly Unit[] },
  options: Pick<TopicizeOptions, 'signal' | 'onProgress'>,
): Promise<UnitVectors> {
  const firstNoise = units.findIndex(({ isNoise }) => isNoise);
  return embedder.embed(
    {
      size: units.length,
      learnFrom: firstNoise < 0 ? units.length : firstNoise,
      terms: channel.stems,
      termsOf: (unit) => units[unit]?.stems ?? new Int32Array(0),
      read: (first, end) => readTexts(units.slice(first, end)),
    },
    options,
  );

  async function readTexts(asked: readonly Unit[]): Promise<string[]> {
    const refsOf = ({ members }: Unit) => members.map((place) => channel.documents[place]?.sourceRef ?? '');
    const documents = await documentStore.getDocuments(asked.flatMap(refsOf));
    return asked.map((unit) =>
      refsOf(unit)
        .map((ref) => documents.get(ref)?.text_clean ?? '')
        .join('\n\n'),
    );
  }
}
