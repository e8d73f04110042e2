import { mkdir, mkdtemp, readdir, readFile, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ExportManifest } from '../domain/export-manifest.ts';
import { inspectOutput } from './output-folder.ts';
import { recoverOutput } from './recover-output.ts';
import { stageFolder } from './staged-folder.ts';

const hash = `sha256:${'0'.repeat(64)}`;
const manifest: ExportManifest = {
  export_version: 'export:v1.0.0',
  program: { name: 'tg-parser', version: '0' },
  exported_at: '2026-01-01T00:00:00Z',
  filters: {
    channel_ids: ['1'],
    level: 'full',
    format: 'ndjson',
    from_date: null,
    to_date: null,
    topic_id: null,
    include_supporting: true,
  },
  counts: { raw_messages: 0, documents: 0, message_entries: 0, topic_entries: 0, topics: 0 },
  files: [{ path: 'a.ndjson', bytes: 3, sha256: hash }],
  content_hash: hash,
  origin: hash,
};
/** No process has it: above the highest that Linux gives. */
const deadProcess = 4_194_305;

let parent: string;
let out: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'export-'));
  out = join(parent, 'kb');
});

async function writeSet(folder: string, text = 'old'): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'a.ndjson'), text);
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
}

async function replaceWith(text: string): Promise<void> {
  const staged = await stageFolder(out);
  await writeSet(staged.path, text);
  await staged.replaceOutput();
}

const readSet = () => readFile(join(out, 'a.ndjson'), 'utf8');
const namesBeside = async () => (await readdir(parent)).sort();

describe('inspectOutput', () => {
  it('takes a missing folder, an empty one, and an earlier export', async () => {
    expect(await inspectOutput(out)).toEqual({ kind: 'missing' });
    await mkdir(out);
    expect(await inspectOutput(out)).toEqual({ kind: 'empty' });
    await writeSet(out);
    await writeFile(join(out, '.DS_Store'), 'x');
    expect(await inspectOutput(out)).toEqual({ kind: 'ours', manifest, isWhole: true });
  });

  it('notices that a file of an earlier export is missing, has another size or was touched later', async () => {
    await writeSet(out);
    await rename(join(out, 'a.ndjson'), join(parent, 'a'));
    expect(await inspectOutput(out)).toMatchObject({ isWhole: false });
    await writeFile(join(out, 'a.ndjson'), 'four');
    expect(await inspectOutput(out)).toMatchObject({ isWhole: false });
    await writeSet(out);
    await utimes(join(out, 'a.ndjson'), new Date(), new Date(Date.now() + 5000));
    expect(await inspectOutput(out)).toMatchObject({ isWhole: false });
  });

  it('refuses a folder that holds anything else, and names it', async () => {
    await writeSet(out);
    await writeFile(join(out, 'thesis.txt'), 'x');
    await expect(inspectOutput(out)).rejects.toMatchObject({
      code: 'output_not_ours',
      message: expect.stringContaining('thesis.txt'),
    });
  });

  it.each(['not json', '{}', '{"files":[{"path":"thesis.txt"}]}', 'null'])(
    'takes no other manifest for ours: %s',
    async (text) => {
      await mkdir(out);
      await writeFile(join(out, 'manifest.json'), text);
      await expect(inspectOutput(out)).rejects.toMatchObject({ code: 'output_not_ours' });
    },
  );

  it('refuses a file, a symbolic link, and the current folder', async () => {
    await writeFile(out, 'x');
    await expect(inspectOutput(out)).rejects.toMatchObject({ code: 'output_not_ours' });
    await mkdir(join(parent, 'real'));
    await symlink(join(parent, 'real'), join(parent, 'link'));
    await expect(inspectOutput(join(parent, 'link'))).rejects.toMatchObject({
      message: expect.stringContaining('symbolic link'),
    });
    await expect(inspectOutput('.')).rejects.toMatchObject({ message: expect.stringContaining('current folder') });
    await expect(inspectOutput('/')).rejects.toMatchObject({ code: 'output_not_ours' });
  });
});

describe('stageFolder', () => {
  it('replaces nothing, an empty folder and an earlier set, and leaves nothing beside it', async () => {
    await replaceWith('1st');
    expect(await readSet()).toBe('1st');
    await replaceWith('2nd');
    expect(await readSet()).toBe('2nd');
    out = join(parent, 'empty');
    await mkdir(out);
    await replaceWith('3rd');
    expect(await readSet()).toBe('3rd');
    expect(await namesBeside()).toEqual(['empty', 'kb']);
  });

  it('makes the parents of a folder', async () => {
    out = join(parent, 'a', 'b', 'kb');
    await replaceWith('new');
    expect(await readSet()).toBe('new');
  });

  it('lets several exports to one place finish, the last one wins as a whole', async () => {
    await Promise.all(['one', 'two', 'thr', 'fou'].map(replaceWith));
    expect(['one', 'two', 'thr', 'fou']).toContain(await readSet());
    expect(await namesBeside()).toEqual(['kb']);
  });

  it('leaves the old set when it is discarded', async () => {
    await writeSet(out);
    const staged = await stageFolder(out);
    await writeSet(staged.path, 'new');
    await staged.discard();
    expect(await readSet()).toBe('old');
    expect(await namesBeside()).toEqual(['kb']);
  });
});

describe('recoverOutput', () => {
  const leftover = (kind: 'new' | 'old') => join(parent, `.kb.tg-parser-${deadProcess}.0-${kind}`);

  it('removes what a dead export was writing, and keeps the old set', async () => {
    await writeSet(out);
    await writeSet(leftover('new'), 'new');
    await recoverOutput(out);
    expect(await readSet()).toBe('old');
    expect(await namesBeside()).toEqual(['kb']);
  });

  it('finishes a swap that ended between its two renames', async () => {
    await writeSet(leftover('old'));
    await writeSet(leftover('new'), 'new');
    await recoverOutput(out);
    expect(await readSet()).toBe('new');
    expect(await namesBeside()).toEqual(['kb']);
  });

  it('brings the old set back when the new one is gone', async () => {
    await writeSet(leftover('old'));
    await recoverOutput(out);
    expect(await readSet()).toBe('old');
  });

  it('removes an old set that a dead export had replaced already', async () => {
    await writeSet(out, 'new');
    await writeSet(leftover('old'));
    await recoverOutput(out);
    expect(await readSet()).toBe('new');
    expect(await namesBeside()).toEqual(['kb']);
  });

  it('does not touch an export that is running, nor folders of another output', async () => {
    await writeSet(out);
    const staged = await stageFolder(out);
    const foreign = [
      '.kb2.tg-parser-1.0-new',
      '.kb.tg-parser-x-new',
      '.kb.tg-parser-1.0-newer',
      `.kb.tg-parser-${process.ppid}.0-new`,
    ];
    for (const name of foreign) {
      await mkdir(join(parent, name));
    }
    await recoverOutput(out);
    expect(await namesBeside()).toEqual([...foreign, staged.path.slice(parent.length + 1), 'kb'].sort());
  });

  it('knows that a folder older than this process is of another one with the same id', async () => {
    await writeSet(out);
    const { path } = await stageFolder(out);
    await utimes(path, 0, 0);
    await recoverOutput(out);
    expect(await namesBeside()).toEqual(['kb']);
  });
});
