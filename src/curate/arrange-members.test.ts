import { expect, test } from 'vitest';
import { inventTopic } from './__fixtures__/invented-topics.ts';
import { arrangeMembers } from './arrange-members.ts';

test('a topic of a set says anew which share of it each channel has, one of a channel says nothing of it', () => {
  const { card, bundle } = inventTopic([
    [1, 0.9, true],
    [2, 0.8, true],
  ]);
  const items = bundle.items.map((item, place) => ({ ...item, channel_id: place === 0 ? '7' : item.channel_id }));
  const members = { items, anchors: card.anchors, timeRange: bundle.time_range };
  const ofSet = { ...bundle, metadata: { ...bundle.metadata, channel_shares: { '7': 1 } } };
  const arranged = arrangeMembers({ card, bundle: ofSet }, members, '2024-05-06T10:00:00Z').bundle;
  expect(arranged.metadata.channel_shares).toEqual({ '7': 0.5, [bundle.channels[0] ?? '']: 0.5 });
  expect(arranged.channels).toEqual([bundle.channels[0], '7']);
  expect(arrangeMembers({ card, bundle }, members, '2024-05-06T10:00:00Z').bundle.metadata).not.toHaveProperty(
    'channel_shares',
  );
});
