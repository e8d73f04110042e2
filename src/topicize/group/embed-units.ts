import type { DocumentStore } from '../../ports/document-store.ts';
import type { Embedder, LearntSpace, UnitVectors } from '../../ports/embedder.ts';
import type { Unit } from '../read/gather-units.ts';
import type { LoadedChannel } from '../read/load-documents.ts';
import type { TargetText } from '../targets/gather-targets.ts';
import type { TopicizeOptions } from '../topicize-options.ts';

export interface EmbeddedTexts {
  /** One vector a unit; a conversation is embedded as one text. */
  units: UnitVectors;
  /** One a text of a target, in the same space. */
  targetTexts: UnitVectors;
  learnt: LearntSpace;
}

/** Texts of targets stand behind the noise, so that nothing is learnt from them: units lie where they would without targets. */
export async function embedUnits(
  { documentStore, embedder }: { documentStore: Pick<DocumentStore, 'getDocuments'>; embedder: Embedder },
  { channel, units, targetTexts }: { channel: LoadedChannel; units: readonly Unit[]; targetTexts: readonly TargetText[] },
  options: Pick<TopicizeOptions, 'signal' | 'onProgress'>,
): Promise<EmbeddedTexts> {
  const firstNoise = units.findIndex(({ isNoise }) => isNoise);
  const all = await embedder.embed(
    {
      size: units.length + targetTexts.length,
      learnFrom: firstNoise < 0 ? units.length : firstNoise,
      terms: channel.stems,
      termsOf: (text) => (units[text] ?? targetTexts[text - units.length])?.stems ?? new Int32Array(0),
      read: async (first, end) => [
        ...(await readTexts(documentStore, channel, units.slice(first, end))),
        ...targetTexts.slice(Math.max(0, first - units.length), Math.max(0, end - units.length)).map(({ text }) => text),
      ],
    },
    options,
  );
  const { values, dimensions } = all;
  const border = units.length * dimensions;
  return {
    units: { values: values.subarray(0, border), dimensions, size: units.length },
    targetTexts: { values: values.subarray(border), dimensions, size: targetTexts.length },
    learnt: all.learnt,
  };
}

/** Units in a space that was learnt before. */
export function embedFurtherUnits(
  { documentStore, embedder }: { documentStore: Pick<DocumentStore, 'getDocuments'>; embedder: Embedder },
  { channel, units, learnt }: { channel: LoadedChannel; units: readonly Unit[]; learnt: LearntSpace },
  options: Pick<TopicizeOptions, 'signal' | 'onProgress'>,
): Promise<UnitVectors> {
  return embedder.embedFurther(
    {
      size: units.length,
      terms: channel.stems,
      termsOf: (text) => units[text]?.stems ?? new Int32Array(0),
      read: (first, end) => readTexts(documentStore, channel, units.slice(first, end)),
    },
    learnt,
    options,
  );
}

async function readTexts(
  documentStore: Pick<DocumentStore, 'getDocuments'>,
  channel: LoadedChannel,
  asked: readonly Unit[],
): Promise<string[]> {
  const refsOf = ({ members }: Unit) => members.map((place) => channel.documents[place]?.sourceRef ?? '');
  const documents = await documentStore.getDocuments(asked.flatMap(refsOf));
  return asked.map((unit) =>
    refsOf(unit)
      .map((ref) => documents.get(ref)?.text_clean ?? '')
      .join('\n\n'),
  );
}
