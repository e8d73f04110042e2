import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { rawMessageSchema } from '../../domain/raw-message.ts';
import { readExport } from './__fixtures__/read-export.ts';

const fixtures = fileURLToPath(new URL('../../../../shared/fixtures', import.meta.url));
const count = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].length;

const htmlExports = ['2022-11', '2023-01', '2023-02', '2023-03', '2023-04'].map((month) => `forum/${month}`).concat('news-en');

describe.skipIf(!existsSync(fixtures))('real exports, counted by other means', () => {
  test.each(htmlExports)('%s', async (name) => {
    const folder = join(fixtures, 'desktop-html', name);
    const pages = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
    const html = pages.join('');
    const { messages, damages, shapes } = await readExport(folder);
    expect(damages).toEqual([]);
    expect(shapes).toEqual([]);
    const posts = messages.filter(({ message_type }) => message_type === 'post');
    expect(posts).toHaveLength(count(html, /class="message default/g));
    expect(messages.length - posts.length).toBe(count(html, /class="message service" id="message\d/g));
    expect(posts.filter(({ text }) => text !== '')).toHaveLength(count(html, /<div class="text">/g));
    expect(messages.filter(({ parent_message_id }) => parent_message_id !== undefined)).toHaveLength(
      count(html, /<div class="reply_to details">\s*In reply to <a/g),
    );
    expect(messages.filter(({ forward }) => forward)).toHaveLength(count(html, /<div class="forwarded body">/g));
    expect(messages.filter(({ forward }) => forward && Object.keys(forward).length === 0)).toEqual([]);
    expect(messages.filter(({ media }) => media)).toHaveLength(count(html, /class="media_wrap/g));
    expect(messages.filter(({ forum_topic }) => forum_topic)).toHaveLength(count(html, /created topic &laquo;/g));
    expect(messages.filter((message) => !rawMessageSchema.safeParse(message).success)).toEqual([]);
  });

  test.each(['media-channel', 'old-format'])('%s', async (name) => {
    const folder = join(fixtures, 'desktop-json', name);
    const wire = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as {
      id: number;
      messages: Record<string, unknown>[];
    };
    const { messages, damages, channelId } = await readExport(folder);
    const having = (field: string) => wire.messages.filter((message) => message[field] !== undefined).length;
    expect(damages).toEqual([]);
    expect(channelId).toBe(String(wire.id));
    expect(messages.map(({ id }) => Number(id))).toEqual(wire.messages.map(({ id }) => id));
    expect(messages.filter(({ edited_at }) => edited_at)).toHaveLength(having('edited'));
    expect(messages.filter(({ reactions }) => reactions)).toHaveLength(having('reactions'));
    expect(messages.filter(({ forward }) => forward)).toHaveLength(having('forwarded_from'));
    expect(messages.filter(({ message_type }) => message_type === 'service')).toHaveLength(
      wire.messages.filter(({ type }) => type === 'service').length,
    );
    expect(messages.map(({ text }) => text)).toEqual(wire.messages.map(({ text }) => flatten(text)));
    expect(messages.filter((message) => !rawMessageSchema.safeParse(message).success)).toEqual([]);
  });
});

function flatten(text: unknown): string {
  return Array.isArray(text) ? text.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('') : String(text);
}
