import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCountTokens } from './count-tokens.ts';
import { loadPrompts } from './load-prompts.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'prompts-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test('the prompts of the package are valid and short', async () => {
  const countTokens = await loadCountTokens();
  for (const { instructions } of Object.values(await loadPrompts(null))) {
    expect(countTokens(instructions)).toBeLessThan(600);
  }
});

test('a file of the same name replaces a prompt, and only that one', async () => {
  const own = await loadPrompts(null);
  await writeFile(join(folder, 'word_topics.yaml'), 'name: mine\ninstructions: Word it, between {{fence}}.\n');
  await writeFile(join(folder, 'README.md'), 'Prompts of ours');
  expect(await loadPrompts(folder)).toEqual({
    ...own,
    word_topics: { name: 'mine', instructions: 'Word it, between {{fence}}.' },
  });
});

test.each([
  ['word_topics.yaml', 'name: mine\ninstructions: no place for data\n', 'instructions: must hold {{fence}}'],
  ['word_topics.yaml', 'instructions: "{{fence}}"\n', 'name: '],
  ['word_topics.yaml', 'name: mine\ninstructions: "{{fence}}"\ntemperature: 2\n', 'temperature'],
  ['word_topics.yaml', 'a: &a [x]\nb: *a\n', 'is no YAML'],
  ['word_topics.yaml', '"', 'is no YAML'],
  ['word_topics.yaml', '', 'word_topics.yaml is not valid'],
  ['topics.yaml', 'name: mine\ninstructions: "{{fence}}"\n', 'replaces no prompt; the prompts are describe_messages.yaml'],
])('%s with %j is an invalid setting that is named', async (file, text, expected) => {
  await writeFile(join(folder, file), text);
  await expect(loadPrompts(folder)).rejects.toMatchObject({
    code: 'setting_invalid',
    message: expect.stringContaining(expected),
    hint: expect.stringContaining('PROMPTS_DIR'),
  });
  await expect(loadPrompts(folder)).rejects.toThrow(join(folder, file));
});

test('a folder that does not exist is named', async () => {
  await expect(loadPrompts(join(folder, 'none'))).rejects.toThrow(`PROMPTS_DIR is ${join(folder, 'none')}`);
});
