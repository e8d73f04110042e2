import { type JobKind, jobKinds, jobPriorities } from '../../domain/job.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import { startJob } from '../../jobs/start-job.ts';
import type { Command } from '../command.ts';
import { describeJob } from '../describe-job.ts';
import { jsonObject } from '../parse-option.ts';

const { lowest, highest } = jobPriorities;

export const jobsStartCommand: Command<{ source?: string; request: Record<string, unknown>; priority: number }> = {
  arguments: [{ name: '<kind>', description: `what is to be done: ${jobKinds.join(', ')}` }],
  options: [
    { flags: '--source <name>', description: 'a registered source' },
    {
      flags: '--request <json>',
      description: 'more of the request, with the fields of the HTTP API, for example {"force": true}',
      parse: jsonObject('--request'),
      defaultValue: {},
    },
    {
      flags: '--priority <n>',
      description: `from ${lowest} to ${highest}; higher goes first`,
      parse: parsePriority,
      defaultValue: jobPriorities.normal,
    },
  ],
  examples: [
    'tg-parser jobs start run --source @gardeners',
    'tg-parser jobs start process --source @gardeners --request \'{"retry_failed": true}\' --priority 5',
  ],
  async run({ configuration, openApplication, output }, { source, request, priority }, [kind = '']) {
    if (!isKind(kind)) {
      throw new TgParserError('usage_invalid', `There is no job "${kind}"`, { hint: `There are ${jobKinds.join(', ')}.` });
    }
    const { job } = await startJob(await openApplication(), {
      ...{ kind, priority, ownerId: null, maxAttempts: configuration.jobs.maxAttempts },
      request: source === undefined ? request : { source, ...request },
    });
    await output.result(job, () => [
      ...describeJob(job),
      'A running "tg-parser worker", or "tg-parser api" with SQLite, executes it.',
    ]);
    return 0;
  },
};

function isKind(text: string): text is JobKind {
  return (jobKinds as readonly string[]).includes(text);
}

function parsePriority(text: string): number {
  const value = Number(text);
  if (!/^-?\d+$/.test(text) || value < lowest || value > highest) {
    throw new TgParserError('usage_invalid', `--priority takes a whole number from ${lowest} to ${highest}, not "${text}"`);
  }
  return value;
}
