import type { ProcessedDocument } from '../../domain/processed-document.ts';
import { contentWords } from '../../lib/text/content-words.ts';
import type { LoadedDocument } from './load-documents.ts';
import { storyLength } from './story-length.ts';

/** Reads documents into what is kept of them; all that one reader reads have their stems in one list. */
export interface DocumentReader {
  /** All stems met so far. */
  stems: string[];
  read(document: ProcessedDocument): LoadedDocument;
}

/** Hexadecimal digits of a content hash: as many as a number holds without loss. */
const orderDigits = 13;

export function createDocumentReader(languageOf: (language: string) => string): DocumentReader {
  const stems: string[] = [];
  const stemPlaces = new Map<string, number>();
  return { stems, read };

  function read(document: ProcessedDocument): LoadedDocument {
    const language = languageOf(document.language);
    return {
      sourceRef: document.source_ref,
      channelId: document.channel_id,
      messageId: document.source_message_id,
      messageType: document.message_type,
      date: document.date,
      length: document.text_clean.length,
      language,
      ...placeStems(document.text_clean, language),
      contentOrder: Number.parseInt(document.content_hash.slice('sha256:'.length, 'sha256:'.length + orderDigits), 16),
      isNoise: document.noise.is_noise,
      duplicateOf: document.duplicate_of,
      authorId: null,
      conversation: null,
      threadId: null,
      parentId: null,
    };
  }

  function placeStems(text: string, language: string): Pick<LoadedDocument, 'stems' | 'headlineStems' | 'leadStems'> {
    const places = new Set<number>();
    let words = 0;
    let headlineStems = 0;
    let leadStems = 0;
    for (const word of contentWords(text, language)) {
      if (word) {
        let place = stemPlaces.get(word.stem);
        if (place === undefined) {
          place = stems.push(word.stem) - 1;
          stemPlaces.set(word.stem, place);
        }
        places.add(place);
        words++;
        headlineStems = words <= storyLength.headline ? places.size : headlineStems;
        leadStems = words <= storyLength.lead ? places.size : leadStems;
      }
    }
    return { stems: Int32Array.from(places), headlineStems, leadStems };
  }
}
