import { describeDuration } from '../../lib/describe-duration.ts';
import { findSource } from '../../pipeline/find-source.ts';
import { readStatus, type SourceStatus } from '../../pipeline/read-status.ts';
import type { Command } from '../command.ts';
import { describeLedger } from '../describe-ledger.ts';
import { oneLine } from '../one-line.ts';

export const statusCommand: Command<{ source?: string }> = {
  options: [{ flags: '--source <name>', description: 'only this source' }],
  examples: ['tg-parser status', 'tg-parser status --source @gardeners --json'],
  async run({ openApplication, output }, { source: name }) {
    const application = await openApplication();
    const { sourceStore } = application;
    const sources = name === undefined ? await sourceStore.list() : [await findSource(sourceStore, name)];
    const statuses: SourceStatus[] = [];
    for (const source of sources) {
      statuses.push(await readStatus(application, source));
    }
    await output.result({ sources: statuses }, () =>
      statuses.length === 0
        ? ['There are no sources yet: "tg-parser run --from-export PATH" registers one.']
        : statuses.flatMap((status) => [
            output.style('bold', `${status.source.title ?? status.source.sourceId}  (${status.source.sourceId})`),
            ...(status.ledger === null ? ['  nothing was read yet'] : describeLedger(status.ledger).map((line) => `  ${line}`)),
            `  topics: ${status.topics.active} active, ${status.topics.retired} retired`,
            ...status.running.map(
              ({ step, age_seconds, pid, host }) =>
                `  now: ${step}, for ${describeDuration(age_seconds)}, by process ${pid} on ${oneLine(host)}`,
            ),
            ...status.last_runs.map(
              ({ startedAt, step, outcome }) => `  ${startedAt}  ${step}: ${outcome.replaceAll('_', ' ')}`,
            ),
          ]),
    );
    return 0;
  },
};
