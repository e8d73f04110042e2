import { expect, test } from 'vitest';
import { userNameSchema } from './user.ts';

test.each(['anna', 'anna@example.org', 'Анна', 'ci-bot_2', 'a+b@example.org', '7'])(
  '"%s" can be the name of a user',
  (name) => {
    expect(userNameSchema.parse(name)).toBe(name);
  },
);

test('two ways to write the same letters are the same name', () => {
  expect(userNameSchema.parse('Zoe\u0308')).toBe('Zo\u00eb');
});

test.each(['', ' ', 'anna smith', '-anna', '@anna', 'anna\n', 'a'.repeat(65), 'a\u0000', 'a\u202e', 'a"b', '\ud800'])(
  '%j cannot be',
  (name) => {
    expect(userNameSchema.safeParse(name).success).toBe(false);
  },
);
