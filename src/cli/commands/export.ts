import { exportChannels } from '../../export/export-channels.ts';
import { findSource } from '../../pipeline/find-source.ts';
import { recordRun } from '../../pipeline/record-run.ts';
import { withChannel } from '../../pipeline/run-pipeline.ts';
import type { Command } from '../command.ts';
import { describeRun } from '../describe-run.ts';
import { exitCodeOf } from '../exit-code.ts';
import { type ExportCommandOptions, exportCommandOptions, toExportOptions } from '../export-options.ts';

export const exportCommand: Command<ExportCommandOptions & { channel?: string; topicId?: string }> = {
  options: [
    { flags: '--channel <name>', description: 'only this channel (default: all)' },
    { flags: '--topic-id <id>', description: 'only this topic and its messages' },
    ...exportCommandOptions,
  ],
  examples: [
    'tg-parser export --channel @gardeners --out ./kb',
    'tg-parser export --from-date 2026-01-01 --to-date 2026-01-31 --level processed',
  ],
  async run({ openApplication, output, onProgress, signal }, { channel, topicId, ...options }) {
    const application = await openApplication();
    const { sourceStore } = application;
    const sources = channel === undefined ? await sourceStore.list() : [withChannel(await findSource(sourceStore, channel))];
    const single = sources.length === 1 ? sources[0] : undefined;
    const report = await recordRun(application, { step: 'export', channelId: single?.channelId ?? null }, () =>
      exportChannels(application, sources, { ...toExportOptions(options), topicId, signal, onProgress }),
    );
    await output.result(report, () => describeRun(report));
    return exitCodeOf(report);
  },
};
