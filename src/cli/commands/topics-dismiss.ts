import { dismissProposal } from '../../pipeline/dismiss-proposal.ts';
import type { Command } from '../command.ts';
import { oneLine } from '../one-line.ts';

export const topicsDismissCommand: Command = {
  arguments: [
    { name: '<first>', description: 'id of a topic, as "topics proposals" shows it' },
    { name: '<second>', description: 'id of the topic that it is not to be merged with' },
  ],
  examples: ['tg-parser topics dismiss topic:tg:1234567890:post:42 topic:tg:1234567890:post:77'],
  async run({ openApplication, output }, _options, [firstId = '', secondId = '']) {
    const report = await dismissProposal(await openApplication(), firstId, secondId);
    const titles = report.topics.map(({ title }) => `"${oneLine(title)}"`).join(' and ');
    await output.record(report, () => [`${titles} stay apart: no model is asked about them again`]);
    return 0;
  },
};
