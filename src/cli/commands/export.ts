import { setCatalogueId } from '../../domain/set-catalogue-id.ts';
import type { Source } from '../../domain/source.ts';
import { exportChannels } from '../../export/export-channels.ts';
import type { Application } from '../../pipeline/application.ts';
import { findChannelSet } from '../../pipeline/find-channel-set.ts';
import { findSource } from '../../pipeline/find-source.ts';
import { recordRun } from '../../pipeline/record-run.ts';
import { withChannel } from '../../pipeline/run-pipeline.ts';
import type { Command } from '../command.ts';
import { describeRun } from '../describe-run.ts';
import { exitCodeOf } from '../exit-code.ts';
import { type ExportCommandOptions, exportCommandOptions, toExportOptions } from '../export-options.ts';
import { requireOneCatalogue } from '../require-one-catalogue.ts';

export const exportCommand: Command<ExportCommandOptions & { channel?: string; set?: string; topicId?: string }> = {
  options: [
    { flags: '--channel <name>', description: 'only this channel (default: all)' },
    { flags: '--set <name>', description: 'the channels of this set, with the topics that they have together' },
    { flags: '--topic-id <id>', description: 'only this topic and its messages' },
    ...exportCommandOptions,
  ],
  examples: [
    'tg-parser export --channel @gardeners --out ./kb',
    'tg-parser export --set local-news --out ./kb',
    'tg-parser export --from-date 2026-01-01 --to-date 2026-01-31 --level processed',
  ],
  async run({ openApplication, output, onProgress, signal }, { channel, set, topicId, ...options }) {
    const application = await openApplication();
    const sources = await findSources(application, { channel, set });
    const single = sources.length === 1 ? sources[0] : undefined;
    const catalogueId = set === undefined ? undefined : setCatalogueId(set);
    const channelId = catalogueId ?? single?.channelId ?? null;
    const report = await recordRun(application, { step: 'export', channelId }, () =>
      exportChannels(application, sources, { ...toExportOptions(options), catalogueId, topicId, signal, onProgress }),
    );
    await output.result(report, () => describeRun(report));
    return exitCodeOf(report);
  },
};

async function findSources(
  { sourceStore, channelSetStore }: Pick<Application, 'sourceStore' | 'channelSetStore'>,
  { channel, set }: { channel: string | undefined; set: string | undefined },
): Promise<Source[]> {
  requireOneCatalogue({ channel, set });
  if (channel !== undefined) {
    return [withChannel(await findSource(sourceStore, channel))];
  }
  const sources = await sourceStore.list();
  if (set === undefined) {
    return sources;
  }
  const members = new Set((await findChannelSet(channelSetStore, set)).channelIds);
  return sources.filter(({ channelId }) => channelId !== null && members.has(channelId));
}
