import { chooseCatalogue } from '../../pipeline/choose-catalogue.ts';
import { listProposals } from '../../pipeline/list-proposals.ts';
import type { Command } from '../command.ts';
import { describeProposal } from '../describe-proposal.ts';
import { requireOneCatalogue } from '../require-one-catalogue.ts';

export const topicsProposalsCommand: Command<{ channel?: string; set?: string }> = {
  options: [
    { flags: '--channel <name>', description: 'which channel: source id, @name, t.me link or channel id' },
    { flags: '--set <name>', description: 'topics of this set of channels instead: "topics sets" shows the sets' },
  ],
  examples: [
    'tg-parser topics proposals --channel @gardeners',
    'tg-parser topics proposals --channel 1234567890 --json',
    'tg-parser topics proposals --set local-news',
  ],
  async run({ openApplication, output }, { channel, set }) {
    requireOneCatalogue({ channel, set });
    const application = await openApplication();
    const { channelId } = await chooseCatalogue(application, {
      channels: channel === undefined ? [] : [channel],
      setName: set,
    });
    const proposals = await listProposals(application, channelId);
    await output.record({ proposals }, () =>
      proposals.length === 0 ? ['No merges are proposed'] : proposals.flatMap(describeProposal),
    );
    return 0;
  },
};
