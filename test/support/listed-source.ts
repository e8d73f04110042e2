import type { RawMessage } from '../../src/domain/raw-message.ts';
import type { MessageSource, SourceChunk } from '../../src/ports/message-source.ts';

/** A source that offers a list of messages: what a test has in hand instead of an export. */
export function listedSource(channelId: string, messages: readonly RawMessage[]): MessageSource {
  return {
    channel: { channelId, title: 'Listed', username: null, kind: 'supergroup', notices: [] },
    fingerprint: async () => null,
    async *read({ chunkSize }): AsyncIterable<SourceChunk> {
      for (let start = 0; start < messages.length; start += chunkSize) {
        const chunk = messages.slice(start, start + chunkSize);
        yield { messages: chunk, damages: [], bytesRead: start + chunk.length, bytesTotal: messages.length };
      }
    },
    unknownShapes: () => [],
    close: async () => undefined,
  };
}
