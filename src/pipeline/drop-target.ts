import type { TargetTopic } from '../domain/target-topic.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { compareText } from '../lib/compare-text.ts';
import { editDistance } from '../lib/edit-distance.ts';
import type { TargetStore } from '../ports/target-store.ts';

const listedTargets = 3;

/**
 * Takes a target from a channel; the next `topicize` retires its topic.
 *
 * @param typed its title, in letters of any case
 * @throws TgParserError `target_unknown`, listing the nearest titles
 */
export async function dropTarget(
  { targetStore }: { targetStore: TargetStore },
  channelId: string,
  typed: string,
): Promise<TargetTopic> {
  const stored = await targetStore.targets(channelId);
  const key = toKey(typed);
  const target = stored.find(({ title }) => title === typed) ?? stored.find(({ title }) => toKey(title) === key);
  if (target) {
    await targetStore.changeTargets(channelId, { saved: [], removed: [target.title] });
    return target;
  }
  const nearest = stored
    .map(({ title }) => ({ title, distance: toKey(title).includes(key) ? 0 : editDistance(key, toKey(title)) }))
    .sort((left, right) => left.distance - right.distance || compareText(left.title, right.title))
    .slice(0, listedTargets)
    .map(({ title }) => title);
  throw new TgParserError('target_unknown', `The channel has no target "${typed}"`, {
    hint:
      nearest.length > 0
        ? `Did you mean ${nearest.map((title) => `"${title}"`).join(', ')}? "tg-parser topics targets --channel NAME" shows all.`
        : 'It has no targets yet: tg-parser topics add --channel NAME --title TITLE',
    details: { nearest },
  });
}

function toKey(title: string): string {
  return title.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
}
