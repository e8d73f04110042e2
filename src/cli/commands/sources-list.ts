import type { Command } from '../command.ts';

export const sourcesListCommand: Command = {
  examples: ['tg-parser sources list', 'tg-parser sources list --json'],
  async run({ openApplication, output }) {
    const { sourceStore, rawStore } = await openApplication();
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
      const { formatTable } = await import('../format-table.ts');
      return formatTable([
        ['source', 'channel', 'title', 'kind', 'status', 'messages'],
        ...rows.map(({ sourceId, channelId, title, kind, status, rawMessages }) => [
          sourceId,
          channelId,
          title,
          kind,
          status,
          rawMessages,
        ]),
      ]);
    });
    return 0;
  },
};
