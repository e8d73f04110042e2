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
      const nameOf = new Map((await userStore.users()).map(({ userId, name }) => [userId, name]));
      // Who has no users needs no column for them.
      const owners = rows.some(({ ownerId }) => ownerId !== null)
        ? rows.map(({ ownerId }) => [ownerId === null ? 'shared' : (nameOf.get(ownerId) ?? ownerId)])
        : rows.map(() => []);
      const { formatTable } = await import('../format-table.ts');
      return formatTable([
        ['source', 'channel', 'title', 'kind', 'status', 'messages', ...(owners[0]?.length ? ['owner'] : [])],
        ...rows.map(({ sourceId, channelId, title, kind, status, rawMessages }, index) => [
          sourceId,
          channelId,
          title,
          kind,
          status,
          rawMessages,
          ...(owners[index] ?? []),
        ]),
      ]);
    });
    return 0;
  },
};
