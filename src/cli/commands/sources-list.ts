import type { Source } from '../../domain/source.ts';
import type { UserStore } from '../../ports/user-store.ts';
import type { Command } from '../command.ts';

export const sourcesListCommand: Command = {
  examples: ['tg-parser sources list', 'tg-parser sources list --json'],
  async run({ openApplication, output }) {
    const { sourceStore, rawStore, userStore } = await openApplication();
    const sources = await sourceStore.list();
    const rows = await Promise.all(
      sources.map(async (source) => ({
        ...source,
        rawMessages: source.channelId === null ? 0 : (await rawStore.counts(source.channelId)).total,
      })),
    );
    await output.result({ sources: rows }, async () => {
      if (rows.length === 0) {
        return ['There are no sources yet: "tg-parser run --from-export PATH" registers one.'];
      }
      const owners = await ownersOf(rows, userStore);
      const { formatTable } = await import('../format-table.ts');
      return formatTable([
        ['source', 'channel', 'title', 'kind', 'status', 'messages', ...(owners === null ? [] : ['owner'])],
        ...rows.map(({ sourceId, channelId, title, kind, status, rawMessages }, index) => [
          sourceId,
          channelId,
          title,
          kind,
          status,
          rawMessages,
          ...(owners === null ? [] : [owners[index] ?? null]),
        ]),
      ]);
    });
    return 0;
  },
};

/** Whose each source is, by name; null when all are shared, because who has no users needs no column for them. */
async function ownersOf(sources: readonly Source[], userStore: UserStore): Promise<string[] | null> {
  if (sources.every(({ ownerId }) => ownerId === null)) {
    return null;
  }
  const nameOf = new Map((await userStore.users()).map(({ userId, name }) => [userId, name]));
  return sources.map(({ ownerId }) => (ownerId === null ? 'shared' : (nameOf.get(ownerId) ?? ownerId)));
}
