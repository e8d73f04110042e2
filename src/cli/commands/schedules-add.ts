import { type JobKind, jobKinds } from '../../domain/job.ts';
import { addSchedule } from '../../jobs/manage-schedules.ts';
import type { Command } from '../command.ts';
import { describeSchedule } from '../describe-schedule.ts';
import { jsonObject } from '../parse-option.ts';

interface Options {
  cron: string;
  zone: string;
  kind: JobKind;
  source?: string;
  request: Record<string, unknown>;
}

export const schedulesAddCommand: Command<Options> = {
  options: [
    {
      flags: '--cron <expression>',
      description: 'when, in five parts: minute, hour, day of the month, month, day of the week',
      isRequired: true,
    },
    { flags: '--zone <name>', description: 'time zone of that, for example Europe/Berlin', defaultValue: 'UTC' },
    { flags: '--kind <kind>', description: 'what is to be done', choices: jobKinds, defaultValue: 'run' },
    { flags: '--source <name>', description: 'a registered source' },
    {
      flags: '--request <json>',
      description: 'more of the request, with the fields of the HTTP API',
      parse: jsonObject('--request'),
      defaultValue: {},
    },
  ],
  examples: [
    'tg-parser schedules add --source @gardeners --cron "0 6 * * *" --zone Europe/Berlin',
    'tg-parser schedules add --kind topicize --source @gardeners --cron "30 3 * * 0" --request \'{"force": true}\'',
  ],
  async run({ openApplication, output }, options) {
    const schedule = await addSchedule(await openApplication(), options, { ownerId: null });
    await output.result(schedule, () => [
      describeSchedule(schedule),
      'It fires while "tg-parser api" or "tg-parser worker" runs.',
    ]);
    return 0;
  },
};
