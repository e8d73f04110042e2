import { TgParserError } from '../../domain/tg-parser-error.ts';
import { findSource } from '../../pipeline/find-source.ts';
import { countRemoval, type RemovalCounts, removeSource } from '../../pipeline/remove-source.ts';
import type { Command } from '../command.ts';
import { toHoldOptions, type WaitOption, waitOption } from '../wait-option.ts';

export const sourcesRemoveCommand: Command<WaitOption & { yes?: boolean }> = {
  arguments: [{ name: '<source>', description: 'source id, @name, t.me link or channel id' }],
  options: [{ flags: '--yes', description: 'delete; without it only the counts are shown' }, waitOption],
  examples: ['tg-parser sources remove gardeners', 'tg-parser sources remove gardeners --yes'],
  async run({ openApplication, output, signal }, { yes, wait }, [name = '']) {
    const application = await openApplication();
    const source = await findSource(application.sourceStore, name);
    if (yes !== true) {
      const counts = await countRemoval(application, source);
      const { raw_messages, documents, topics } = counts;
      throw new TgParserError(
        'usage_invalid',
        `Nothing was deleted: "${source.sourceId}" has ${raw_messages} raw messages, ${documents} documents and ${topics} topics${withSets(counts)}`,
        { hint: 'Repeat with --yes to delete them for good.' },
      );
    }
    const removed = await removeSource(application, source, { hold: toHoldOptions({ wait }, output), signal });
    await output.result({ source_id: source.sourceId, removed }, () => [
      `Removed ${source.sourceId}: ${removed.raw_messages} raw messages, ${removed.documents} documents, ${removed.topics} topics${withSets(removed)}`,
    ]);
    return 0;
  },
};

/** Topics across channels hold messages of each. */
function withSets({ channel_sets }: RemovalCounts): string {
  const sets = channel_sets.map(({ name, topics }) => `the set "${name}" with ${topics} topics`);
  return sets.length === 0 ? '' : `; with it go ${sets.join(', ')}`;
}
