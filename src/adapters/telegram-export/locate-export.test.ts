import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { writeZip } from '../../../test/fuzz/write-zip.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { jsonExport, readExport } from './__fixtures__/read-export.ts';
import { locateExport } from './locate-export.ts';

const message = (id: number) => ({ id, type: 'message', date_unixtime: String(1_767_261_600 + id), text: `Nr. ${id}` });
const json = jsonExport([message(1), message(2)]);
const page = (...ids: number[]) =>
  `<div class="page_header"><div class="text bold">\nGardeners\n</div></div>${ids
    .map(
      (id) =>
        `<div class="message default clearfix" id="message${id}"><div class="body"><div class="pull_right date details" title="03.01.2026 10:00:00 UTC+03:00"></div><div class="text">\nNr. ${id}\n</div></div></div>`,
    )
    .join('')}`;

function write(files: Record<string, string | Buffer>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

function zipOf(files: Record<string, string>): string {
  const entries = Object.entries(files).map(([name, content]) => ({ name, content: Buffer.from(content) }));
  return join(write({ 'export.zip': writeZip(entries) }), 'export.zip');
}

async function located(path: string): Promise<string[]> {
  const { files, close } = await locateExport(path);
  await close();
  return files.map(({ name }) => name);
}

const idsOf = async (path: string) => (await readExport(path)).messages.map(({ id }) => Number(id));

describe.each([
  ['a folder', write],
  ['a zip', zipOf],
])('%s', (_name, make) => {
  test.each<[string, Record<string, string>, string[]]>([
    ['with result.json', { 'result.json': json, 'photos/a.json': '{}' }, ['result.json']],
    ['one level above the export', { 'ChatExport_2026-01-01/result.json': json }, ['ChatExport_2026-01-01/result.json']],
    [
      'with parts of a page, in numeric order, some missing',
      { 'messages10.html': page(3), 'messages.html': page(1), 'messages2.html': page(2), 'export_results.html': '' },
      ['messages.html', 'messages2.html', 'messages10.html'],
    ],
    ['with a renamed first part', { 'index.html': page(1), 'messages2.html': page(2) }, ['index.html', 'messages2.html']],
    ['with a first part and a start page', { 'index.html': 'x', 'messages.html': page(2) }, ['messages.html']],
    ['with a single page', { 'index.html': page(1) }, ['index.html']],
    ['with a renamed JSON file', { 'gardeners.json': json }, ['gardeners.json']],
    ['in both formats', { 'messages.html': page(1), 'result.json': json }, ['result.json']],
    ['with a page and an unrelated JSON file', { 'messages.html': page(1), 'package.json': '{}' }, ['messages.html']],
    [
      'with an unrelated page beside the folder of the export',
      { 'index.html': 'x', 'ChatExport/result.json': json },
      ['ChatExport/result.json'],
    ],
    [
      'with an export among the files that people attached',
      { 'messages.html': page(1), 'files/result.json': json },
      ['messages.html'],
    ],
  ])('%s', async (_case, files, expected) => {
    expect(await located(make(files))).toEqual(expected);
  });

  test('with two exports is refused with their names', async () => {
    await expect(located(make({ 'a/result.json': json, 'b/result.json': json }))).rejects.toMatchObject({
      code: 'channel_ambiguous',
      message: expect.stringContaining('"a", "b"'),
    });
  });

  test('without an export is refused', async () => {
    await expect(located(make({ 'readme.txt': 'x', 'a.json': '{}', 'b.json': '{}' }))).rejects.toMatchObject({
      code: 'export_not_found',
      hint: expect.any(String),
    });
  });
});

describe('a file', () => {
  const make = () => write({ 'messages.html': page(1), 'messages2.html': page(2), 'result.json': json, 'chat.html': page(3) });

  test.each([
    ['messages.html', [1, 2]],
    ['messages2.html', [2]],
    ['chat.html', [3]],
    ['result.json', [1, 2]],
  ])('%s gives the messages %j', async (name, expected) => {
    expect(await idsOf(join(make(), name))).toEqual(expected);
  });

  test('of another kind, or none, is refused', async () => {
    await expect(located(join(write({ 'a.txt': 'x' }), 'a.txt'))).rejects.toMatchObject({ code: 'export_not_found' });
    await expect(located(join(make(), 'missing.json'))).rejects.toMatchObject({ code: 'export_not_found' });
  });
});

describe('a zip', () => {
  test('is read without writing anything, whatever its names', async () => {
    const path = zipOf({ '../result.json': json, '/etc/x.html': 'x', 'C:\\x.json': '{}' });
    expect(await idsOf(path)).toEqual([1, 2]);
    expect(readdirSync(dirname(path))).toEqual(['export.zip']);
  });

  test('what macOS adds is passed over', async () => {
    expect(await located(zipOf({ '__MACOSX/result.json': 'x', 'a/result.json': json }))).toEqual(['a/result.json']);
  });

  test.each([
    ['empty', Buffer.alloc(0)],
    ['no zip', Buffer.from('x'.repeat(100))],
    ['cut', writeZip([{ name: 'result.json', content: Buffer.from(json) }]).subarray(0, 200)],
  ])('that is %s is refused', async (_name, content) => {
    await expect(located(join(write({ 'a.zip': content }), 'a.zip'))).rejects.toMatchObject({ code: 'export_unreadable' });
  });

  test('whose content is damaged gives what can be read, and the place of the damage', async () => {
    const content = Buffer.from(jsonExport(Array.from({ length: 20_000 }, (_, index) => message(index + 1))));
    const zip = deflatedZip('result.json', content);
    zip.fill(0xff, Math.floor(zip.length / 2), Math.floor(zip.length / 2) + 50);
    const { messages, damages } = await readExport(join(write({ 'a.zip': zip }), 'a.zip'));
    expect(messages.slice(0, 1_000).map(({ id }) => Number(id))).toEqual(
      Array.from({ length: 1_000 }, (_, index) => index + 1),
    );
    expect(damages).toContainEqual({
      file: 'result.json',
      offset: expect.any(Number),
      messageId: null,
      problem: expect.stringMatching(/^the file cannot be read from here on: /),
    });
  });
});

/** The stored zip, with the fields of both its headers that differ for a compressed entry. */
function deflatedZip(name: string, content: Buffer): Buffer {
  const zip = writeZip([{ name, content: deflateRawSync(content) }]);
  const directory = zip.lastIndexOf(Buffer.from('504b0102', 'hex'));
  for (const header of [4, directory + 6]) {
    zip.writeUInt16LE(8, header + 4);
    zip.writeUInt32LE(content.length, header + 18);
  }
  return zip;
}
