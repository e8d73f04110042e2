import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rawMessageSchema } from '../../domain/raw-message.ts';
import { sha256 } from '../../lib/sha256.ts';
import { parsePage } from './parse-page.ts';

const fixtures = fileURLToPath(new URL('../../../../shared/fixtures/web', import.meta.url));
const recorded = (name: string) => readFileSync(`${fixtures}/${name}`, 'utf8');

/** Read off the page by other means: id, date, length and start of the SHA-256 of the text, views, reactions, entities. */
const posts: readonly (readonly [number, string, number, string, string, number[], string[]])[] = [
  [22878, '2026-01-19T15:40:00Z', 295, '450dc7da152d', '1.98K', [10, 3], ['mention 278 16']],
  [22879, '2026-01-19T15:53:59Z', 101, 'ea345f3564a0', '1.94K', [7, 4], ['mention 84 16']],
  [22880, '2026-01-19T15:55:23Z', 161, '8996d4b1410d', '1.92K', [12, 1], ['mention 144 16']],
  [22881, '2026-01-19T16:03:35Z', 298, '1659c1f26826', '1.93K', [3], ['mention 281 16']],
  [22882, '2026-01-19T16:12:12Z', 189, '9645686c4c9f', '2.01K', [7, 1], ['mention 172 16']],
  [22883, '2026-01-19T16:25:30Z', 323, 'fd178a77524c', '2.24K', [8, 3], ['url 281 23', 'mention 306 16']],
  [22884, '2026-01-19T16:54:26Z', 78, 'aeb3cc811045', '2.41K', [], ['mention 61 16']],
  [22885, '2026-01-19T17:14:15Z', 295, 'a0e0062427ad', '2K', [6], ['mention 278 16']],
  [22886, '2026-01-19T17:19:54Z', 297, '8bfd2b9c5c34', '2.12K', [2], ['mention 280 16']],
  [22887, '2026-01-19T17:34:36Z', 298, '656386521e3e', '2.21K', [8, 3], ['mention 281 16']],
  [22888, '2026-01-19T17:37:09Z', 123, 'b9b2abc23c05', '2.15K', [7, 1], ['mention 106 16']],
  [22889, '2026-01-19T17:47:39Z', 112, '525ad7e932fe', '2.2K', [2], ['mention 95 16']],
  [22890, '2026-01-19T18:19:55Z', 72, '906322536d55', '2.5K', [11, 4], ['mention 55 16']],
  [22891, '2026-01-19T18:36:01Z', 99, '35cae03ead23', '2.15K', [2], ['mention 82 16']],
  [22892, '2026-01-19T18:38:00Z', 299, '16aa391ecbd5', '2.59K', [2], ['mention 282 16']],
  [22894, '2026-01-19T19:44:51Z', 34, '02034675e6c5', '2.02K', [5, 1], ['url 0 34']],
  [22895, '2026-01-19T23:50:11Z', 93, '5c3431224f50', '1.46K', [6], ['mention 76 16']],
  [22896, '2026-01-20T00:59:07Z', 58, 'fb5333ec9ddb', '1.04K', [], ['mention 41 16']],
  [22897, '2026-01-20T02:04:11Z', 117, 'e73bcf7c8e15', '798', [], ['mention 100 16']],
  [22898, '2026-01-20T02:47:30Z', 80, '84bf11ca843a', '597', [1], ['mention 63 16']],
];
/** The views above in full. */
const inFull = (views: string) => Math.round(Number(views.replace('K', '')) * (views.endsWith('K') ? 1_000 : 1));

describe.skipIf(!existsSync(fixtures))('a recorded page', () => {
  test('gives exactly its 20 posts, each as it is shown', () => {
    const { messages, damages } = parsePage(recorded('channel-page.html'), { path: '/s/recorded' });
    expect(damages).toEqual([]);
    expect(messages.map(({ id }) => Number(id))).toEqual(posts.map(([id]) => id));
    for (const [index, [id, date, length, hash, views, reactions, entities]] of posts.entries()) {
      const message = messages[index];
      expect(message).toMatchObject({
        source_ref: `tg:1976111514:post:${id}`,
        message_type: 'post',
        channel_id: '1976111514',
        date,
        views: inFull(views),
        author: { id: 'channel1976111514' },
        raw_payload: { views },
      });
      expect(message?.text).toHaveLength(length);
      expect(sha256(message?.text ?? '').slice('sha256:'.length, 19)).toBe(hash);
      expect((message?.reactions ?? []).map(({ count }) => count)).toEqual(reactions);
      expect((message?.entities ?? []).map((entity) => `${entity.kind} ${entity.offset} ${entity.length}`)).toEqual(entities);
    }
  });

  test('shows one photo, two addresses, one preview of a link, no forwards, answers, albums and edits', () => {
    const { messages } = parsePage(recorded('channel-page.html'), { path: '/s/recorded' });
    expect(messages.filter(({ media }) => media).map(({ id, media }) => [id, media])).toEqual([['22883', { kind: 'photo' }]]);
    expect(messages.filter(({ links }) => links).map(({ id, links }) => [id, links?.length])).toEqual([
      ['22883', 1],
      ['22894', 1],
    ]);
    const withPreview = messages.filter(({ raw_payload }) => raw_payload?.link_preview);
    expect(withPreview.map(({ id }) => id)).toEqual(['22894']);
    for (const message of messages) {
      expect(rawMessageSchema.safeParse(message).error).toBeUndefined();
      expect(Object.keys(message)).not.toContain('forward');
      expect(Object.keys(message)).not.toContain('parent_message_id');
      expect(Object.keys(message)).not.toContain('album_id');
      expect(Object.keys(message)).not.toContain('is_edited');
    }
  });

  test('names its channel, its counters and where older posts are', () => {
    const page = parsePage(recorded('channel-page.html'), { path: '/s/recorded' });
    expect(page).toMatchObject({
      kind: 'history',
      channelId: '1976111514',
      olderBefore: 22878,
      newerAfter: null,
      isWhole: true,
    });
    expect(page.channel).toMatchObject({ username: 'walterbloomberg', description: null });
    expect(page.channel.counters).toEqual({ subscribers: '15.4K', photos: '305', videos: '21', links: '502' });
  });

  test('of a group is known as such', () => {
    expect(parsePage(recorded('no-preview.html'), { path: '/recorded' })).toMatchObject({ kind: 'group', messages: [] });
  });
});
