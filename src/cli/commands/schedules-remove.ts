import { removeSchedule } from '../../jobs/manage-schedules.ts';
import type { Command } from '../command.ts';

export const schedulesRemoveCommand: Command = {
  arguments: [{ name: '<schedule>', description: 'id of a schedule; jobs that it asked for stay' }],
  examples: ['tg-parser schedules remove 6f1f6b0e-8a43-4f0e-9a4e-1f8a0f0c2a55'],
  async run({ openApplication, output }, _options, [scheduleId = '']) {
    const schedule = await removeSchedule(await openApplication(), scheduleId, { ownerId: null });
    await output.result(schedule, () => [`Schedule ${schedule.scheduleId} is removed.`]);
    return 0;
  },
};
