import { findSource } from '../../pipeline/find-source.ts';
import type { SourceCursors } from '../../ports/source-store.ts';
import type { Command } from '../command.ts';

export const sourcesShowCommand: Command = {
  arguments: [{ name: '<source>', description: 'source id, @name, t.me link or channel id' }],
  examples: ['tg-parser sources show @gardeners', 'tg-parser sources show -1001234567890'],
  async run({ openApplication, output }, _options, [name = '']) {
    const { sourceStore, rawStore } = await openApplication();
    const source = await findSource(sourceStore, name);
    const names = await sourceStore.nameHistory(source.sourceId);
    const lastAttempt = await sourceStore.lastAttempt(source.sourceId);
    const cursors = await sourceStore.cursors(source.sourceId);
    const messages = source.channelId === null ? null : await rawStore.counts(source.channelId);
    await output.result({ source, names, cursors, lastAttempt, messages }, async () => {
      const { formatTable } = await import('../format-table.ts');
      return formatTable([
        ...Object.entries(source)
          .filter(([, value]) => value !== null)
          .map(([key, value]) => [inWords(key), String(value)]),
        ...names.map(({ attribute, value, firstSeenAt }) => [`${attribute} since ${firstSeenAt}`, value]),
        ...(cursors.head === null ? [] : [['read', describeCursors(cursors)]]),
        ['messages', messages === null ? 0 : messages.total],
        ['last attempt', lastAttempt === null ? 'none' : `${lastAttempt.outcome} at ${lastAttempt.finishedAt}`],
      ]);
    });
    return 0;
  },
};

function describeCursors({ head, backfill, backfilledTo }: SourceCursors): string {
  const begin =
    backfilledTo === 'begin' ? 'the begin' : backfilledTo === null ? 'more may be older' : `from ${backfilledTo} on`;
  return `messages ${backfill ?? '?'} to ${head ?? '?'} (${begin})`;
}

/** `historyFrom` → `history from` */
function inWords(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
