// Run as a process of its own: write-messages.mjs FOLDER FIRST_ID CHUNKS CHUNK_SIZE [hang]
// With `hang` it says so in the middle of its last chunk and waits to be killed.
import { join } from 'node:path';

const adapters = new URL('../../../../dist/adapters/', import.meta.url);
const { openSqliteDatabases } = await import(new URL('store-sqlite/open-sqlite-databases.js', adapters).href);
const { openStores } = await import(new URL('store-sql/open-stores.js', adapters).href);
const [folder, firstId, chunks, chunkSize, mode] = process.argv.slice(2);
const date = '2024-05-01T12:00:00Z';
const channelId = '1000000001';
const stores = openStores(
  openSqliteDatabases({
    paths: {
      ingestion: join(folder, 'ingestion_state.sqlite'),
      raw: join(folder, 'raw_storage.sqlite'),
      processing: join(folder, 'processing_storage.sqlite'),
    },
  }),
);

for (let chunk = 0; chunk < Number(chunks); chunk += 1) {
  const start = Number(firstId) + chunk * Number(chunkSize);
  await stores.rawStore.writeChunk(channelId, async (writer) => {
    await writer.insert(
      Array.from({ length: Number(chunkSize) }, (_, index) => newMessage(start + index)),
      date,
    );
    if (mode === 'hang') {
      process.stdout.write('hanging\n');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
    }
  });
}
await stores.sourceStore.list();
await stores.documentStore.counts(channelId);
await stores.close();

function newMessage(messageId) {
  const place = {
    space: 'post',
    messageId,
    isService: false,
    date,
    parentId: null,
    threadId: messageId,
    forumTopicId: null,
    forumTopicTitle: null,
    albumId: null,
    albumKey: null,
    hasText: true,
  };
  const record = {
    id: String(messageId),
    message_type: 'post',
    source_ref: `tg:${channelId}:post:${messageId}`,
    channel_id: channelId,
    date,
    text: 'text',
  };
  return { place, record, digest: `sha256:${messageId}` };
}
