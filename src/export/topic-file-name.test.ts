import { basename, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topicFileName } from './topic-file-name.ts';

const channelId = fc.string({
  unit: fc.constantFrom('a', '_', '/', '\\', '..', '.', '\0', '%', '\n', 'ё', '\ud800', '1', 'post', 'comment'),
});
const topicId = fc
  .tuple(channelId, fc.constantFrom('post', 'comment'), fc.nat())
  .map(([channel, space, id]) => `topic:tg:${channel}:${space}:${id}`);

describe('topicFileName', () => {
  it('is the id with ":" as "_"', () => {
    expect(topicFileName('topic:tg:1234:post:5')).toBe('topic_topic_tg_1234_post_5');
  });

  it('never leads out of its folder and has no character with a meaning to a file system', () => {
    fc.assert(
      fc.property(topicId, (id) => {
        const name = topicFileName(id);
        expect(basename(join('/out', name))).toBe(name);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not occur
        expect(name).not.toMatch(/[/\\:\u0000-\u001f]/);
      }),
    );
  });

  it('differs for different ids', () => {
    fc.assert(
      fc.property(topicId, topicId, (left, right) => (topicFileName(left) === topicFileName(right)) === (left === right)),
    );
  });
});
