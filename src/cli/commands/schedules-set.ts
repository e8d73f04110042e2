import { TgParserError } from '../../domain/tg-parser-error.ts';
import { changeSchedule } from '../../jobs/manage-schedules.ts';
import type { Command } from '../command.ts';
import { describeSchedule } from '../describe-schedule.ts';

export const schedulesSetCommand: Command<{ cron?: string; zone?: string; enable?: boolean; disable?: boolean }> = {
  arguments: [{ name: '<schedule>', description: 'id of a schedule, as "schedules list" shows it' }],
  options: [
    { flags: '--cron <expression>', description: 'when it fires from now on' },
    { flags: '--zone <name>', description: 'time zone of that' },
    { flags: '--enable', description: 'let it fire again' },
    { flags: '--disable', description: 'let it rest' },
  ],
  examples: ['tg-parser schedules set 6f1f6b0e-8a43-4f0e-9a4e-1f8a0f0c2a55 --disable'],
  async run({ openApplication, output }, { cron, zone, enable, disable }, [scheduleId = '']) {
    if (enable && disable) {
      throw new TgParserError('usage_invalid', '--enable and --disable contradict each other');
    }
    const isEnabled = enable ? true : disable ? false : undefined;
    const schedule = await changeSchedule(await openApplication(), scheduleId, { cron, zone, isEnabled }, { ownerId: null });
    await output.result(schedule, () => [describeSchedule(schedule)]);
    return 0;
  },
};
