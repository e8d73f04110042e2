import type { LoadedDocument } from './load-documents.ts';

/** Noise and repetitions tell nothing of what a topic is about. */
export function shapesTopics(document: Pick<LoadedDocument, 'isNoise' | 'duplicateOf'> | undefined): boolean {
  return document !== undefined && !document.isNoise && document.duplicateOf === null;
}
