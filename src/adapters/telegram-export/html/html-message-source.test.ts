import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rawMessageSchema } from '../../../domain/raw-message.ts';
import { readFiles } from '../__fixtures__/read-export.ts';

const page = (body: string, title = 'Night gardeners') =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body onload="CheckLocation();">
  <div class="page_wrap"><div class="page_header"><div class="content"><div class="text bold">\n${title}\n</div></div></div>
  <div class="page_body chat_page"><div class="history">${body}</div></div></div></body></html>`;
const day = (id: number) =>
  `<div class="message service" id="message${id}"><div class="body details">\n3 January 2026\n</div></div>`;
const service = (id: number, text: string) =>
  `<div class="message service" id="message${id}"><div class="body details">\n${text}\n</div></div>`;
const post = (id: number, inner: string, { from = 'Anna', date = '03.01.2026 10:00:00 UTC+03:00', joined = false } = {}) =>
  `<div class="message default clearfix${joined ? ' joined' : ''}" id="message${id}">
   <div class="pull_left userpic_wrap"><div class="userpic userpic5"><div class="initials">A</div></div></div>
   <div class="body"><div class="pull_right date details" title="${date}">\n10:00\n</div>
   ${joined ? '' : `<div class="from_name">\n${from}\n</div>`}${inner}</div></div>`;
const text = (html: string) => `<div class="text">\n${html}\n       </div>`;

async function readOne(inner: string) {
  const { messages } = await readFiles({ 'messages.html': page(post(1, inner)) });
  expect(rawMessageSchema.safeParse(messages[0]).error).toBeUndefined();
  return messages[0];
}

describe('text', () => {
  test.each<[string, string, string, object[]]>([
    ['line breaks', 'one<br>two<br><br>three', 'one\ntwo\n\nthree', []],
    ['entities of HTML', 'a &lt;b&gt; &amp;amp; &quot;c&quot;', 'a <b> &amp; "c"', []],
    ['bold', 'a <strong>b</strong> c', 'a b c', [{ kind: 'bold', offset: 2, length: 1 }]],
    [
      'nested styles',
      '<strong>a <em>b</em></strong>',
      'a b',
      [
        { kind: 'bold', offset: 0, length: 3 },
        { kind: 'italic', offset: 2, length: 1 },
      ],
    ],
    ['code and pre', '<code>x</code> <pre>y</pre>', 'x y', [{ kind: 'code' }, { kind: 'pre' }]],
    ['strikethrough and underline', '<s>x</s><u>y</u>', 'xy', [{ kind: 'strikethrough' }, { kind: 'underline' }]],
    [
      'a spoiler',
      '<span class="spoiler hidden" onclick="ShowSpoiler(this)"><span aria-hidden="true">x</span></span>',
      'x',
      [{ kind: 'spoiler' }],
    ],
    ['a quotation', '<blockquote>x</blockquote>y', 'xy', [{ kind: 'blockquote' }]],
    ['a hidden link', '<a href="https://example.org/m">map</a>', 'map', [{ kind: 'text_link', url: 'https://example.org/m' }]],
    ['a bare link', '<a href="https://example.org/m">https://example.org/m</a>', 'https://example.org/m', [{ kind: 'url' }]],
    ['a hashtag', '<a href="" onclick="return ShowHashtag(&quot;rye&quot;)">#rye</a>', '#rye', [{ kind: 'hashtag' }]],
    ['a mention', '<a href="https://t.me/anna">@anna</a>', '@anna', [{ kind: 'mention' }]],
    [
      'a bot command',
      '<a href="" onclick="return ShowBotCommand(&quot;start&quot;)">/start</a>',
      '/start',
      [{ kind: 'bot_command' }],
    ],
    ['mail', '<a href="mailto:a@example.org">a@example.org</a>', 'a@example.org', [{ kind: 'email' }]],
    ['a telephone', '<a href="tel:+4930">+4930</a>', '+4930', [{ kind: 'phone_number' }]],
    ['a custom emoji', '<a href = "stickers/AnimatedSticker.tgs">🌱</a>', '🌱', [{ kind: 'custom_emoji', length: 2 }]],
    [
      'a custom emoji that was not exported',
      '<a href="" onclick="return ShowNotLoadedEmoji();">🌱</a>',
      '🌱',
      [{ kind: 'custom_emoji' }],
    ],
    ['code that is indented', '<pre>  x<br>    y</pre>', '  x\n    y', [{ kind: 'pre', offset: 0, length: 9 }]],
    ['emoji count two', '🌱 <b>x</b>', '🌱 x', [{ kind: 'bold', offset: 3, length: 1 }]],
  ])('%s', async (_name, html, expected, entities) => {
    const message = await readOne(text(html));
    expect(message?.text).toBe(expected);
    expect(message?.entities ?? []).toMatchObject(entities);
  });
});

describe('media', () => {
  const wrap = (inner: string) => `<div class="media_wrap clearfix">${inner}</div>`;
  const line = (kind: string, title: string, href = '') =>
    wrap(
      `<a class="media clearfix pull_left block_link ${kind}"${href}><div class="fill pull_left"></div><div class="body"><div class="title bold">${title}</div><div class="status details">12 KB</div></div></a>`,
    );
  test.each<[string, string, object]>([
    [
      'a photo',
      wrap('<a class="photo_wrap clearfix pull_left" href="photos/a.jpg"><img class="photo" src="photos/a_thumb.jpg"/></a>'),
      { kind: 'photo', file_name: 'a.jpg' },
    ],
    [
      'a sticker',
      wrap('<a class="sticker_wrap clearfix pull_left" href="stickers/s.webp"><img class="sticker" src="s"/></a>'),
      { kind: 'sticker' },
    ],
    [
      'an animation',
      wrap('<a class="animated_wrap clearfix pull_left" href="video_files/x.mp4"><div class="gif_play">GIF</div></a>'),
      { kind: 'animation' },
    ],
    [
      'a video',
      wrap('<a class="video_file_wrap clearfix pull_left" href="video_files/x.mp4"></a>'),
      { kind: 'video', file_name: 'x.mp4' },
    ],
    [
      'a voice message',
      line('media_voice_message', 'Voice message', ' href="voice_messages/a.ogg"'),
      { kind: 'voice', file_name: 'a.ogg' },
    ],
    ['music', line('media_audio_file', 'Song.mp3', ' href="files/Song.mp3"'), { kind: 'audio', file_name: 'Song.mp3' }],
    ['a file that was not exported', line('media_file', 'plan.pdf'), { kind: 'file', file_name: 'plan.pdf' }],
    ['a photo that was not exported', line('media_photo', 'Photo'), { kind: 'photo' }],
    ['a contact', line('media_contact', 'Anna'), { kind: 'contact' }],
    ['a location', line('media_location', 'Location'), { kind: 'location' }],
    ['a call', line('media_call', 'Anna'), { kind: 'call' }],
    [
      'a file whose name has a number on the disk',
      line('media_file', 'plan.pdf', ' href="files/plan (1).pdf"'),
      { file_name: 'plan.pdf' },
    ],
    ['an animation that was not exported', line('media_video', 'Animation'), { kind: 'animation' }],
    ['a round video', line('media_video', 'Video message'), { kind: 'video_message' }],
    ['a sticker that was not exported', line('media_photo', 'Sticker'), { kind: 'sticker' }],
    [
      'a voice message with its duration',
      line('media_voice_message', 'Voice message').replace('12 KB', '01:05, 12 KB'),
      { kind: 'voice', duration: 65 },
    ],
    [
      'a poll with votes',
      wrap(
        '<div class="media_poll"><div class="question bold">Day?</div><div class="details">Final results</div><div class="answer">- Monday <span class="details">3 votes, chosen vote</span></div><div class="total details">3 votes</div></div>',
      ),
      { kind: 'poll', options: ['Monday'], total_voters: 3, is_closed: true },
    ],
    ['something new', line('media_hologram', 'x'), { kind: 'unknown' }],
    [
      'a path for a name',
      wrap('<a class="video_file_wrap" href="../../etc/passwd"></a>'),
      { kind: 'video', file_name: 'passwd' },
    ],
    [
      'a poll',
      wrap(
        '<div class="media_poll"><div class="question bold">\nWhich day?\n</div><div class="details">Anonymous poll</div><div class="answer">\n- Monday\n</div><div class="answer">\n- Friday\n</div></div>',
      ),
      { kind: 'poll', question: 'Which day?', options: ['Monday', 'Friday'] },
    ],
  ])('%s', async (_name, html, media) => {
    expect((await readOne(html + text('caption')))?.media).toMatchObject(media);
  });
});

test('author, time with its offset, answer and forward are read', async () => {
  const forwarded = `<div class="forwarded body"><div class="from_name">\nBakers <span class="date details" title="01.01.2026 09:00:00 UTC+03:00"> 01.01.2026 09:00:00</span></div>${text('rye')}</div>`;
  const reply =
    '<div class="reply_to details">In reply to <a href="messages2.html#go_to_message5" onclick="return GoToMessage(5)">this message</a></div>';
  expect(await readOne(reply + forwarded)).toMatchObject({
    date: '2026-01-03T07:00:00Z',
    author: { name: 'Anna' },
    parent_message_id: '5',
    forward: { from_name: 'Bakers', date: '2026-01-01T06:00:00Z' },
    text: 'rye',
  });
});

test('what stands inside of a forward is read; a joined forward shares its origin', async () => {
  const origin =
    '<div class="from_name">Bakers via @gif <span class="date details" title="01.01.2026 09:00:00"> 01.01.2026</span></div>';
  const reply = '<div class="reply_to details">In reply to <a onclick="return GoToMessage(5)">this message</a></div>';
  const { messages } = await readFiles(
    {
      'messages.html': page(
        post(1, `<div class="forwarded body">${origin}${reply}${text('one')}</div>`) +
          post(2, `<div class="forwarded body">${text('two')}</div>`, { joined: true }) +
          post(3, `<div class="reply_to details">In reply to a message in another chat</div>${text('three')}`),
      ),
    },
    { timezone: 'UTC' },
  );
  const forward = { from_name: 'Bakers', date: '2026-01-01T09:00:00Z' };
  expect(messages).toMatchObject([
    { text: 'one', author: { name: 'Anna' }, parent_message_id: '5', forward },
    { text: 'two', author: { name: 'Anna' }, forward },
    { text: 'three', reply_to: { text: 'In reply to a message in another chat' } },
  ]);
  expect(messages[2]).not.toHaveProperty('parent_message_id');
});

test('bot and signature are no part of the name', async () => {
  const { messages } = await readFiles({
    'messages.html': page(post(1, `${text('x')}<div class="signature details">\nBoris\n</div>`, { from: 'Anna via @gif' })),
  });
  expect(messages[0]).toMatchObject({ author: { name: 'Anna', signature: 'Boris' }, via_bot: '@gif' });
});

test('damage is reported with its place in bytes', async () => {
  const html = page(post(1, text('грядка 🌱')) + post(2, text('x'), { date: 'yesterday' }) + post(3, text('y')));
  const read = await readFiles({ 'messages.html': html });
  expect(read.messages.map(({ id }) => id)).toEqual(['1', '3']);
  expect(read.damages).toEqual([
    {
      file: 'messages.html',
      offset: Buffer.from(html).indexOf('<div class="message default clearfix" id="message2"'),
      messageId: '2',
      problem: 'message 2 has no usable date',
    },
  ]);
});

test('elements and media that nobody knows are counted', async () => {
  const { shapes } = await readFiles({
    'messages.html': page(
      post(1, '<div class="hologram"></div><div class="media_wrap"><div class="media media_hologram"></div></div>'),
    ),
  });
  expect(shapes).toEqual([
    { shape: 'element:div.hologram', count: 1 },
    { shape: 'media:media_hologram', count: 1 },
  ]);
});

test('joined messages share the author of the one before, also in the next part; parts are read in numeric order', async () => {
  const read = await readFiles({
    'messages.html': page(day(-1) + post(1, text('one'))),
    'messages2.html': page(post(2, text('two'), { joined: true })),
    'messages10.html': page(post(3, text('three'), { from: 'Boris' })),
  });
  expect(read.messages.map(({ id, author }) => [id, author?.name])).toEqual([
    ['1', 'Anna'],
    ['2', 'Anna'],
    ['3', 'Boris'],
  ]);
  expect(read.title).toBe('Night gardeners');
});

test('behind a missing part nobody can tell whom a joined message is from', async () => {
  const read = await readFiles({
    'messages.html': page(post(1, text('one'))),
    'messages3.html': page(post(2, text('two'), { joined: true }) + post(3, text('three'), { joined: true })),
  });
  expect(read.messages.map(({ author }) => author)).toEqual([{ name: 'Anna' }, undefined, undefined]);
});

test('lines with the day are no messages; service messages have the time of their neighbour', async () => {
  const { messages, damages } = await readFiles({
    'messages.html': page(
      day(-1) +
        service(1, 'Anna created topic &laquo;Tyres&raquo;') +
        post(2, text('one')) +
        service(3, 'Boris pinned <a>this message</a>'),
    ),
  });
  expect(damages).toEqual([]);
  expect(messages).toMatchObject([
    {
      id: '1',
      message_type: 'service',
      service_action: 'topic_created',
      forum_topic: { id: '1', title: 'Tyres' },
      date: '2026-01-03T07:00:00Z',
    },
    { id: '2' },
    { id: '3', message_type: 'service', service_action: 'pin_message', date: '2026-01-03T07:00:00Z' },
  ]);
});

test('times without an offset are read by a zone, and the reader is told', async () => {
  const read = await readFiles(
    { 'messages.html': page(post(1, text('x'), { date: '03.07.2026 10:00:00' })) },
    { timezone: 'Europe/Berlin' },
  );
  expect(read.messages[0]?.date).toBe('2026-07-03T08:00:00Z');
  expect(read.notices.join()).toContain('Europe/Berlin');
});

describe('the channel id', () => {
  test('is the one given', async () => {
    expect((await readFiles({ 'messages.html': page(post(1, text('x'))) }, { channelId: '77' })).channelId).toBe('77');
  });
  test('comes from links to own messages when they agree', async () => {
    const links = [1, 2, 3].map((id) => `<a href="https://t.me/c/1234567890/${id}">x</a>`).join(' ');
    expect(
      (await readFiles({ 'messages.html': page(post(1, text(links)) + post(2, text('x')) + post(3, text('y'))) })).channelId,
    ).toBe('1234567890');
  });
  test('does not come from links to somewhere else', async () => {
    const links = [901, 902, 903].map((id) => `<a href="https://t.me/c/1234567890/${id}">x</a>`).join(' ');
    expect((await readFiles({ 'messages.html': page(post(1, text(links))) })).channelId).toBe('html-night-gardeners');
  });
  test('of a title in another script is told apart by a hash', async () => {
    const one = await readFiles({ 'messages.html': page(post(1, text('x')), 'Садоводы') });
    const two = await readFiles({ 'messages.html': page(post(1, text('x')), 'Пекари') });
    expect(one.channelId).toMatch(/^html-[0-9a-f]{8}$/);
    expect(one.channelId).not.toBe(two.channelId);
  });
});

test('pages without closing tags, cut or with flipped bytes never stop the reader', async () => {
  const whole = page(day(-1) + [1, 2, 3, 4, 5].map((id) => post(id, text(`<strong>Message</strong> ${id}`))).join(''));
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.constantFrom('cut', 'flip', 'unclosed'), async (at, kind) => {
      const bytes = Buffer.from(whole);
      const damaged =
        kind === 'cut'
          ? bytes.subarray(0, at)
          : kind === 'flip'
            ? Buffer.from(bytes).fill(1 + (at % 200), at, at + 1)
            : Buffer.from(
                whole.replaceAll(/<\/(div|strong)>/g, (tag, _name, index) => ((index * 7 + at) % 3 === 0 ? '' : tag)),
              );
      const read = await readFiles({ 'messages.html': damaged }).catch((error) => error);
      expect(read instanceof Error ? read : { code: 'export_unreadable' }).toMatchObject({ code: 'export_unreadable' });
      if (!(read instanceof Error)) {
        expect(new Set(read.messages.map(({ id }: { id: string }) => id)).size).toBe(read.messages.length);
      }
    }),
    { numRuns: 150, seed: 3 },
  );
});

test('a folder without an export is refused', async () => {
  await expect(readFiles({ 'readme.txt': 'x' })).rejects.toMatchObject({ code: 'export_not_found' });
  await expect(readFiles({ 'messages.html': 'just a page' })).rejects.toMatchObject({ code: 'export_unreadable' });
});
