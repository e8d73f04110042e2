import { expect, it } from 'vitest';
import { snakeCaseKeys } from './snake-case-keys.ts';

it('turns the names of fields into snake_case at every depth and leaves values and other keys alone', () => {
  expect(
    snakeCaseKeys({ sourceId: 'aB', names: [{ firstSeenAt: null }], DATA_DIR: 'x', 'tg:1:post:2': 1, without_text: 2, en: 3 }),
  ).toEqual({ source_id: 'aB', names: [{ first_seen_at: null }], DATA_DIR: 'x', 'tg:1:post:2': 1, without_text: 2, en: 3 });
});

it('leaves keys that are data as they are', () => {
  expect(snakeCaseKeys({ byLanguage: { zhHans: 1 }, first: { key: { channelId: '1' } } })).toEqual({
    by_language: { zhHans: 1 },
    first: { key: { channelId: '1' } },
  });
});
