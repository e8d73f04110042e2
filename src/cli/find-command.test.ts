import { expect, test } from 'vitest';
import { findCommand } from './find-command.ts';

test('global options may stand before the command, with their values', () => {
  const { entry, rest } = findCommand(['--data-dir', 'run', '--json', 'db', 'current', '--db', 'raw']);
  expect(entry?.path).toEqual(['db', 'current']);
  expect(rest).toEqual(['--data-dir', 'run', '--json', '--db', 'raw']);
});

test('a group without a command of it asks for the help of the group', () => {
  expect(findCommand(['db', '--help'])).toMatchObject({ entry: null, group: 'db' });
});

test('nothing at all asks for the help of the program', () => {
  expect(findCommand([])).toMatchObject({ entry: null, group: null });
});
