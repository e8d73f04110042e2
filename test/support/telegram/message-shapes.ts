import type { TelegramMessage } from './telegram-messages.ts';
import { customEmoji, linked, marked, preformatted, type TextPiece, writeText } from './write-text.ts';

/** What a message looks like, under a name for reports of tests. Ids and dates are given when it is posted. */
export interface MessageShape {
  name: string;
  /** One message, or the members of an album. `replyTo` with id 0 means the first message of the channel. */
  messages: Omit<TelegramMessage, 'id' | 'date'>[];
}

type Fields = Partial<Omit<TelegramMessage, 'id' | 'date' | 'text' | 'entities'>>;

function shape(name: string, text: TextPiece[], fields: Fields = {}): MessageShape {
  return { name, messages: [{ ...writeText(...text), ...fields }] };
}

function album(
  name: string,
  caption: TextPiece[],
  media: NonNullable<TelegramMessage['media']>[],
  fields: Fields = {},
): MessageShape {
  const members = media.map((one, index) => ({ ...writeText(...(index === 0 ? caption : [])), ...fields, media: one }));
  return { name, messages: members };
}

const forwardedAt = 1_700_000_000;
const photo = { kind: 'photo' } as const;

/** Every shape that a message of a channel can have, with texts in several languages. */
export const messageShapes: readonly MessageShape[] = [
  shape('plain text', ['The ferry leaves from the second pier today.']),
  shape('plain text in Russian', ['Паром сегодня отходит от второго причала.']),
  shape('plain text in Ukrainian', ['Пором сьогодні відходить від другого причалу.']),
  shape('plain text in Arabic', ['تغادر العبّارة اليوم من الرصيف الثاني.']),
  shape('plain text in Hebrew with numbers', ['המעבורת יוצאת ברציף 2 בשעה 14:30.']),
  shape('plain text in Chinese', ['渡轮今天从二号码头出发。']),
  shape('plain text in Hindi', ['नौका आज दूसरे घाट से चलेगी।']),
  shape('plain text in German', ['Die Fähre legt heute am zweiten Pier ab – größer als üblich.']),
  shape('several lines', ['First line\nSecond line\n\nFourth line']),
  shape('many spaces and a no-break space', ['Wide  gap   and\u00a0a fixed one']),
  shape('characters that HTML escapes', ['Tom & Jerry <b>not bold</b> "quoted" \'single\' &amp; &#39;']),
  shape('emoji', ['Sun ☀️ family 👨‍👩‍👧‍👦 flag 🇫🇮 thumb 👍🏽 end']),
  shape('emoji alone', ['🔥']),
  shape('combining and astral characters', ['e\u0301 and 𝒜𝓁𝓅𝒽𝒶']),
  shape('bold', ['Today ', marked('bold', 'only'), ' here']),
  shape('italic', ['Said ', marked('italic', 'softly'), '.']),
  shape('underline', ['Read ', marked('underline', 'this'), ' twice']),
  shape('strikethrough', ['Costs ', marked('strikethrough', '100'), ' 80']),
  shape('spoiler', ['The winner is ', marked('spoiler', 'nobody'), '!']),
  shape('code', ['Run ', marked('code', 'npm test -- --run'), ' first']),
  shape('preformatted', ['Before\n', preformatted('', 'a < b && c > d\n  indented'), '\nafter']),
  shape('preformatted with language', [preformatted('python', 'def run(x):\n    return x & 1')]),
  shape('quotation', ['He wrote:\n', marked('blockquote', 'We sail at dawn.\nBe there.'), '\nSo we were.']),
  shape('nested marks', [
    marked('bold', 'Bold with ', marked('italic', 'italic'), ' and ', marked('underline', 'line')),
    ' end',
  ]),
  shape('two marks on the same words', [marked('bold', marked('italic', 'both'))]),
  shape('marks around emoji', [marked('bold', '🚢 Паром'), ' и ', marked('italic', '⚓️ якорь')]),
  shape('link with words', ['Timetable: ', linked('https://example.org/times?line=2&day=today', 'see here')]),
  shape('link that is bold', [marked('bold', linked('https://example.org/a', 'bold link'))]),
  shape('link with an international address', [linked('https://пример.example/расписание', 'расписание')]),
  shape('address in the text', ['See ', marked('url', 'https://example.org/path?x=1&y=2'), ' for more']),
  shape('address without scheme', ['See ', marked('url', 'example.org/news'), '.']),
  shape('mention', ['Ask ', marked('mention', '@harbour_office'), ' about it']),
  shape('hashtag', ['Weather ', marked('hashtag', '#storm'), ' ', marked('hashtag', '#шторм_2024')]),
  shape('cashtag', ['Down again: ', marked('cashtag', '$SHIP')]),
  shape('e-mail', ['Write to ', marked('email', 'office@example.org')]),
  shape('phone number', ['Call ', marked('phone_number', '+35812345678')]),
  shape('custom emoji', ['Ship ', customEmoji('5368324170671202286', '🚢'), ' ahoy']),
  shape('photo without text', [], { media: photo }),
  shape('photo with a caption', ['Гавань утром ', marked('hashtag', '#фото')], { media: photo }),
  shape('video', ['Departure'], { media: { kind: 'video', duration: 75 } }),
  shape('long video', [], { media: { kind: 'video', duration: 3_723 } }),
  shape('animation', ['Waves'], { media: { kind: 'animation' } }),
  shape('round video', [], { media: { kind: 'video_message', duration: 12 } }),
  shape('voice', [], { media: { kind: 'voice', duration: 64 } }),
  shape('music', [], { media: { kind: 'audio', duration: 201, title: 'Harbour Song', performer: 'The Gulls' } }),
  shape('file', ['Tide tables'], {
    media: { kind: 'file', fileName: 'tides 2024 (final).pdf', size: 1_258_291, mime: 'application/pdf' },
  }),
  shape('file with a name in Cyrillic', [], {
    media: { kind: 'file', fileName: 'Расписание «весна».xlsx', size: 18_432, mime: 'application/vnd.ms-excel' },
  }),
  shape('sticker', [], { media: { kind: 'sticker', emoji: '⚓️', format: 'webp' } }),
  shape('animated sticker', [], { media: { kind: 'sticker', emoji: '🌊', format: 'tgs' } }),
  shape('video sticker', [], { media: { kind: 'sticker', emoji: '🐟', format: 'webm' } }),
  shape('location', [], { media: { kind: 'location', latitude: 60.1675, longitude: 24.9533 } }),
  shape('venue', [], {
    media: { kind: 'venue', latitude: 60.1675, longitude: 24.9533, title: 'Market Square', address: 'South Harbour 1' },
  }),
  shape('contact', [], { media: { kind: 'contact', name: 'Harbour Office', phone: '+35812345678' } }),
  shape('poll', [], {
    media: {
      kind: 'poll',
      question: 'Which pier?',
      answers: [
        { text: 'First', votes: 30 },
        { text: 'Second', votes: 90 },
      ],
      voters: 120,
    },
  }),
  shape('quiz', [], {
    media: {
      kind: 'poll',
      question: 'Сколько причалов?',
      answers: [
        { text: 'Два', votes: 5 },
        { text: 'Три', votes: 15 },
        { text: 'Четыре', votes: 0 },
      ],
      voters: 20,
      isQuiz: true,
    },
  }),
  shape('closed poll', [], {
    media: {
      kind: 'poll',
      question: 'Sail?',
      answers: [
        { text: 'Yes', votes: 4 },
        { text: 'No', votes: 0 },
      ],
      voters: 4,
      isClosed: true,
    },
  }),
  shape('invoice', [], { media: { kind: 'invoice', title: 'Day ticket', description: 'All piers' } }),
  shape('game', [], { media: { kind: 'game', title: 'Dock It', description: 'Park the ship' } }),
  shape('giveaway', [], { media: { kind: 'giveaway', quantity: 10, months: 3 } }),
  shape('story', [], { media: { kind: 'story' } }),
  album('album of photos', ['Three views'], [photo, photo, photo]),
  album('album of photos and a video', [marked('bold', 'Отплытие')], [photo, { kind: 'video', duration: 9 }]),
  album(
    'album of ten without caption',
    [],
    Array.from({ length: 10 }, () => photo),
  ),
  album(
    'album of files',
    ['Both tables'],
    [
      { kind: 'file', fileName: 'north.csv', size: 2_048, mime: 'text/csv' },
      { kind: 'file', fileName: 'south.csv', size: 4_096, mime: 'text/csv' },
    ],
  ),
  album('forwarded album', ['From afar'], [photo, photo], {
    forward: {
      from: 'channel',
      title: 'Lighthouse',
      username: 'lighthouse_news',
      channelId: '1400000001',
      messageId: 77,
      date: forwardedAt,
    },
  }),
  shape('answer', ['It left at nine.'], { replyTo: { messageId: 0 } }),
  shape('answer with a photo', ['Here it is'], { replyTo: { messageId: 0 }, media: photo }),
  shape('answer to a post of another channel', ['We disagree.'], {
    replyTo: { messageId: 41, channel: { username: 'lighthouse_news', title: 'Lighthouse' } },
  }),
  shape('forward from a channel', ['Light is out.'], {
    forward: {
      from: 'channel',
      title: 'Lighthouse',
      username: 'lighthouse_news',
      channelId: '1400000001',
      messageId: 12,
      date: forwardedAt,
    },
  }),
  shape('forward of a signed post', ['Свет погас.'], {
    forward: {
      from: 'channel',
      title: 'Маяк & Ко',
      username: 'mayak_i_ko',
      channelId: '1400000003',
      messageId: 13,
      signature: 'Смотритель',
      date: forwardedAt,
    },
  }),
  shape('forward from a private channel', ['Quiet.'], {
    forward: { from: 'channel', title: 'Closed Circle', channelId: '1400000002', messageId: 5, date: forwardedAt },
  }),
  shape('forward from a person', ['I saw it.'], {
    forward: { from: 'user', name: 'Aino Virtanen', userId: '700000001', date: forwardedAt },
  }),
  shape('forward from a hidden person', ['I saw it, too.'], {
    forward: { from: 'hidden', name: 'Somebody', date: forwardedAt },
  }),
  shape('signed post', ['Good morning.'], { signature: 'Оля & Team' }),
  shape('post through a bot', ['Two tickets'], { viaBot: '@ticket_bot' }),
  shape('edited post', ['Corrected: pier three.'], { editedAt: 1_700_003_600 }),
  shape('edited and signed', ['Corrected twice.'], { editedAt: 1_700_003_600, signature: 'Editor' }),
  shape('few views', ['Small'], { views: 7 }),
  shape('thousands of views', ['Middle'], { views: 1_980 }),
  shape('millions of views', ['Large'], { views: 12_500_000 }),
  shape('reactions', ['Liked'], {
    reactions: [
      { kind: 'emoji', emoji: '👍', count: 10 },
      { kind: 'emoji', emoji: '❤️‍🔥', count: 1_200 },
    ],
  }),
  shape('paid and custom reactions', ['Loved'], {
    reactions: [
      { kind: 'paid', count: 25 },
      { kind: 'custom_emoji', customEmojiId: '5465587407350942612', count: 3 },
      { kind: 'emoji', emoji: '🔥', count: 2 },
    ],
  }),
  shape('preview of a link', ['News: ', marked('url', 'https://example.org/ship')], {
    preview: {
      url: 'https://example.org/ship',
      siteName: 'Example',
      title: 'A ship & its name',
      description: 'Text of the page, which is not text of the post.',
    },
  }),
  shape('buttons', ['Choose'], {
    buttons: [
      { text: 'Timetable', url: 'https://example.org/times' },
      { text: 'Tickets', url: 'https://example.org/tickets' },
    ],
  }),
  shape('channel created', [], { action: { kind: 'create_channel' } }),
  shape('title changed', [], { action: { kind: 'edit_group_title', title: 'Harbour «North»' } }),
  shape('photo changed', [], { action: { kind: 'edit_group_photo' } }),
  shape('photo removed', [], { action: { kind: 'delete_group_photo' } }),
  shape('message pinned', [], { action: { kind: 'pin_message', messageId: 0, excerpt: 'The ferry leaves' } }),
  shape('live stream started', [], { action: { kind: 'group_call' } }),
  shape('live stream ended', [], { action: { kind: 'group_call', duration: 3_600 } }),
  shape('live stream scheduled', [], { action: { kind: 'group_call_scheduled', at: 'June 1 at 12:00' } }),
  shape('text of the greatest length', ['слово '.repeat(682).trim()]),
];
