import { groupInSteps } from './group-in-steps.ts';
import type { LabelledChannel } from './labelled-channel.ts';
import { measureIncrements } from './measure-increments.ts';
import { measureKeptIds } from './measure-kept-ids.ts';
import { measureShuffles } from './measure-shuffles.ts';
import type { SectionResult } from './section-result.ts';

/** Whether topics stay what they are while a channel grows and is read in other ways. */
export async function measureStability(channel: LabelledChannel): Promise<SectionResult> {
  const batch = await groupInSteps(channel.channelId, [channel.messages]);
  return {
    rows: [
      ...(await measureShuffles(channel, batch)),
      await measureIncrements(channel, batch),
      ...(await measureKeptIds(channel)),
    ],
  };
}
