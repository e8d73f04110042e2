import { listSchedules } from '../../jobs/manage-schedules.ts';
import type { Command } from '../command.ts';

export const schedulesListCommand: Command = {
  examples: ['tg-parser schedules list', 'tg-parser schedules list --json'],
  async run({ openApplication, output }) {
    const schedules = await listSchedules(await openApplication(), { ownerId: null });
    await output.result({ schedules }, async () => {
      if (schedules.length === 0) {
        return ['There are no schedules: "tg-parser schedules add" makes one.'];
      }
      const { formatTable } = await import('../format-table.ts');
      return formatTable([
        ['schedule', 'kind', 'source', 'when', 'zone', 'next', 'last'],
        ...schedules.map((schedule) => [
          schedule.scheduleId,
          schedule.kind,
          schedule.sourceId,
          schedule.cron,
          schedule.zone,
          schedule.isEnabled ? (schedule.nextFireAt ?? 'never') : 'disabled',
          schedule.lastSkip === null
            ? schedule.lastFiredAt
            : `${schedule.lastFiredAt}, skipped: ${schedule.lastSkip.replace('_', ' ')}`,
        ]),
      ]);
    });
    return 0;
  },
};
