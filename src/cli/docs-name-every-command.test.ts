import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { CommandOption } from './command.ts';
import { commandList } from './command-list.ts';
import { globalOptions } from './global-options.ts';

const guide = readPage('docs/guide.md');
const readme = readPage('README.md');

test.each(commandList.map(({ path }) => path.join(' ')))('the user guide shows "tg-parser %s"', (path) => {
  expect(guide).toMatch(new RegExp(`tg-parser ${path}(?![\\w-])`));
});

test.each([
  ['docs/guide.md', guide],
  ['README.md', readme],
])('every option that %s mentions exists', async (_name, page) => {
  const known = await knownOptions();
  expect([...mentionedOptions(page)].filter((option) => !known.has(option))).toEqual([]);
});

test.each(commandList)('the user guide mentions every option of $path', async ({ load }) => {
  const mentioned = mentionedOptions(guide);
  const options = longNames((await load()).options ?? []);
  expect(options.filter((option) => !mentioned.has(option))).toEqual([]);
});

function readPage(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** All `--options` in a page; a table's `|---|` and a comment's dashes are none. */
function mentionedOptions(page: string): Set<string> {
  return new Set(page.match(/(?<![\w-])--[a-z][a-z-]*/g) ?? []);
}

async function knownOptions(): Promise<Set<string>> {
  const commands = await Promise.all(commandList.map(({ load }) => load()));
  const options = commands.flatMap((command) => [...(command.options ?? [])]);
  return new Set(['--help', '--version', ...longNames([...globalOptions, ...options])]);
}

function longNames(options: readonly CommandOption[]): string[] {
  return options.flatMap(({ flags }) => flags.match(/--[a-z-]+/g) ?? []);
}
