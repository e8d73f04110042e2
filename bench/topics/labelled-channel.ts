import type { RawMessage } from '../../src/domain/raw-message.ts';

/** Messages, and of some of them what people say that they are about. */
export interface LabelledChannel {
  name: string;
  channelId: string;
  /** ISO 639-1: what a text is taken for whose language is not known. */
  language: string;
  /** As a source would show them, ids ascending. */
  messages: RawMessage[];
  /** By message id. */
  labels: ReadonlyMap<string, string>;
  /** Characters of the clean text; of shorter ones even people do not know what they are about. */
  shortest: number;
}
