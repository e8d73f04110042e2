import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSourceRef, parseSourceRef } from './source-ref.ts';

test('a source_ref can be read back', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[^:\s]{1,20}$/),
      fc.constantFrom('post' as const, 'comment' as const),
      fc.nat(),
      (channelId, space, messageId) => {
        expect(parseSourceRef(formatSourceRef({ channelId, space, messageId }))).toEqual({ channelId, space, messageId });
      },
    ),
  );
});

test.each(['', 'tg:1:post', 'tg:1:story:2', 'tg::post:2', 'tg:1:post:two', 'tg:1:post:2:3', 'tg:1:post:99999999999999999999'])(
  '"%s" is refused as a source_ref',
  (text) => {
    expect(() => parseSourceRef(text)).toThrow(expect.objectContaining({ code: 'usage_invalid' }));
  },
);
