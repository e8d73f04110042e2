import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { compareWithRivals } from './compare-with-rivals.ts';
import { groupInSteps } from './group-in-steps.ts';
import { measureLabelledChannel } from './measure-labelled-channel.ts';
import { partitionAgreement } from './partition-agreement.ts';
import { toLabelledChannel } from './to-labelled-channel.ts';

const subjects = {
  bread: 'bread dough flour oven starter rye loaf crust yeast salt kneading baking sourdough hydration scoring steam'.split(
    ' ',
  ),
  wheels: 'bicycle wheel spoke tyre chain brake saddle gear derailleur pedal frame puncture pump rim hub handlebar'.split(' '),
};

function inventChannel(count: number) {
  const random = seededRandom(3);
  const texts = Array.from({ length: count }, (_, place) => {
    const label = place % 2 === 0 ? 'bread' : 'wheels';
    const words = Array.from({ length: 20 }, () => subjects[label][Math.floor(random() * subjects[label].length)]);
    return { text: `${words.join(' ')}.`, label };
  });
  return toLabelledChannel(texts, { name: 'invented', language: 'en' });
}

describe('measureLabelledChannel', () => {
  test('a channel about two subjects that share no words comes out in topics of one subject each, beside its rivals', async () => {
    const measured = await measureLabelledChannel(inventChannel(80));
    expect(measured.documents).toHaveLength(80);
    expect(measured.coverage).toBeGreaterThan(0);
    expect(measured.topics.purity).toBe(1);
    expect(compareWithRivals('invented', measured)).toHaveLength(6);
  });

  test('two runs over the same messages in the same steps agree', async () => {
    const { channelId, messages } = inventChannel(60);
    const steps = [messages.slice(0, 40), messages.slice(40)];
    const [first, second] = [await groupInSteps(channelId, steps), await groupInSteps(channelId, steps)];
    expect(first.size).toBe(60);
    expect(partitionAgreement(first, second)).toBe(1);
  });
});
