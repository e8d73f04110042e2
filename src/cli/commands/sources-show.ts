import { findSource } from '../../pipeline/find-source.ts';
import type { Command } from '../command.ts';

export const sourcesShowCommand: Command = {
  arguments: [{ name: '<source>', description: 'source id, @name, t.me link or channel id' }],
  examples: ['tg-parser sources show @gardeners', 'tg-parser sources show -1001234567890'],
  async run({ openApplication, output }, _options, [name = '']) {
    const { sourceStore, rawStore } = await openApplication();
    const source = await findSource(sourceStore, name);
    const names = await sourceStore.nameHistory(source.sourceId);
    const lastAttempt = await sourceStore.lastAttempt(source.sourceId);
    const messages = source.channelId === null ? null : await rawStore.counts(source.channelId);
    await output.result({ source, names, lastAttempt, messages }, async () => {
      const { formatTable } = await import('../format-table.ts');
      return formatTable([
        ...Object.entries(source)
          .filter(([, value]) => value !== null)
          .map(([key, value]) => [inWords(key), String(value)]),
        ...names.map(({ attribute, value, firstSeenAt }) => [`${attribute} since ${firstSeenAt}`, value]),
        ['messages', messages === null ? 0 : messages.total],
        ['last attempt', lastAttempt === null ? 'none' : `${lastAttempt.outcome} at ${lastAttempt.finishedAt}`],
      ]);
    });
    return 0;
  },
};

/** `historyFrom` → `history from` */
function inWords(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
