/** A small export of our own making with one message of many kinds: what the mutations start from. */
export function seedExport(): Record<string, unknown> {
  return {
    name: 'Fuzzed channel',
    type: 'public_channel',
    id: 1777777777,
    messages: [
      {
        id: 1,
        type: 'service',
        ...at(0),
        actor: 'Fuzz',
        actor_id: 'channel1777777777',
        action: 'create_channel',
        title: 'Fuzzed channel',
        text: '',
        text_entities: [],
      },
      textMessage(2, 60, 'The workshop opens on Saturday at ten. Bring your own tools, we have a stand and a pump.'),
      {
        ...textMessage(3, 120, 'Мастерская открыта по субботам с десяти. Приносите инструменты, стойка и насос у нас есть.'),
        reply_to_message_id: 2,
      },
      { ...textMessage(4, 180, 'First photo of the ride'), photo: 'photos/a.jpg', width: 10, height: 10 },
      { ...textMessage(5, 180, ''), photo: 'photos/b.jpg', width: 10, height: 10 },
      {
        ...textMessage(6, 240, ''),
        poll: {
          question: 'Which day?',
          closed: false,
          total_voters: 3,
          answers: [{ text: 'Saturday', voters: 2, chosen: false }],
        },
      },
      {
        ...textMessage(7, 300, ''),
        file: 'files/report.pdf',
        file_name: 'report.pdf',
        file_size: 1000,
        mime_type: 'application/pdf',
      },
      {
        ...textMessage(8, 360, ''),
        text: [
          'See ',
          { type: 'text_link', text: 'the map', href: 'https://example.org/map?utm_source=x' },
          ' and ',
          { type: 'mention', text: '@someone' },
        ],
        text_entities: [
          { type: 'plain', text: 'See ' },
          { type: 'text_link', text: 'the map', href: 'https://example.org/map?utm_source=x' },
          { type: 'plain', text: ' and ' },
          { type: 'mention', text: '@someone' },
        ],
        forwarded_from: 'Another channel',
        edited: '2026-01-02T00:00:00',
        edited_unixtime: '1767312000',
        reactions: [{ type: 'emoji', count: 2, emoji: '👍' }],
      },
    ],
  };
}

function at(offset: number) {
  const second = 1_767_225_600 + offset;
  return { date: new Date(second * 1000).toISOString().slice(0, 19), date_unixtime: String(second) };
}

function textMessage(id: number, offset: number, text: string): Record<string, unknown> {
  return {
    id,
    type: 'message',
    ...at(offset),
    from: 'Fuzz',
    from_id: 'channel1777777777',
    text,
    text_entities: text === '' ? [] : [{ type: 'plain', text }],
  };
}

type Random = () => number;

const hostileValues: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  9007199254740992,
  '9223372036854775807',
  '',
  ' ',
  'NaN',
  '\ud800',
  'a\u0000b',
  '../../etc/passwd',
  'C:\\windows\\x',
  '/etc/passwd',
  '<script>alert(1)</script>',
  '{{7*7}}',
  "'; drop table raw_messages; --",
  [],
  {},
  [[[[[]]]]],
  { toString: 1 },
  '9999-99-99T99:99:99',
  '0000-00-00T00:00:00',
  '-1',
  '99999999999999',
  '\u202e\u200b\ufeff',
  '🤦🏽‍♀️'.repeat(50),
];

/** Puts a hostile value in the place of a random field or element, anywhere in the export. */
export function replaceRandomValue(root: Record<string, unknown>, random: Random): void {
  const places: { holder: Record<string, unknown> | unknown[]; key: string | number }[] = [];
  collect(root);
  const place = places[Math.floor(random() * places.length)];
  if (place) {
    (place.holder as Record<string | number, unknown>)[place.key] = hostileValues[Math.floor(random() * hostileValues.length)];
  }

  function collect(holder: unknown): void {
    if (holder === null || typeof holder !== 'object') {
      return;
    }
    for (const key of Object.keys(holder)) {
      places.push({ holder: holder as Record<string, unknown>, key });
      collect((holder as Record<string, unknown>)[key]);
    }
  }
}

const structural: readonly ((root: Record<string, unknown>, random: Random) => void)[] = [
  (root) => {
    delete root.id;
  },
  (root) => {
    delete root.messages;
  },
  (root) => {
    root.name = null;
  },
  (root) => {
    root.type = 'something_new';
  },
  (root, random) =>
    messageOf(root, random, (message) => {
      delete message.id;
    }),
  (root, random) =>
    messageOf(root, random, (message) => {
      message.id = 2;
    }),
  (root, random) =>
    messageOf(root, random, (message) => {
      message.text = 'x '.repeat(500_000);
    }),
  (root, random) =>
    messageOf(root, random, (message) => {
      message.text = nested(2_000);
      message.text_entities = undefined;
    }),
  (root, random) =>
    messageOf(root, random, (message) => {
      message.rich_message = { blocks: [{ type: 'paragraph', text: 'rich text' }] };
      message.text = undefined;
    }),
  (root, random) =>
    messageOf(root, random, (message) => {
      message.file = '../../../tmp/escape';
      message.file_name = '../../../tmp/escape';
    }),
  (root, random) =>
    messageOf(root, random, (message) => {
      message.reply_to_message_id = message.id;
    }),
  (root, random) =>
    messageOf(root, random, (message) => {
      message.date = '1970-01-01T00:00:00';
      message.date_unixtime = '-5';
    }),
  (root) => {
    root.chats = { list: [{ ...root }] };
    root.messages = undefined;
  },
];

/** Changes the shape of the export in one of the ways that the years and damaged disks have shown. */
export function changeStructure(root: Record<string, unknown>, random: Random): void {
  structural[Math.floor(random() * structural.length)]?.(root, random);
}

function messageOf(root: Record<string, unknown>, random: Random, change: (message: Record<string, unknown>) => void): void {
  const messages = root.messages as Record<string, unknown>[] | undefined;
  const message = messages?.[Math.floor(random() * messages.length)];
  if (message && typeof message === 'object') {
    change(message);
  }
}

function nested(depth: number): unknown {
  let text: unknown = 'deep';
  for (let level = 0; level < depth; level += 1) {
    text = [{ type: 'bold', text }];
  }
  return text;
}
