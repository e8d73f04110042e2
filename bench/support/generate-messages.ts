import { seededRandom } from '../../src/lib/seeded-random.ts';
import { english, russian, type Vocabulary } from './vocabulary.ts';

export interface GeneratedMessage {
  id: number;
  type: 'message' | 'service';
  [field: string]: unknown;
}

/** 2025-01-01T00:00:00Z. */
const firstSecond = 1_735_689_600;

/**
 * Messages of an invented two-language channel in the form of a Desktop export, the same for the same seed: subjects
 * that come and go, Zipf-like word choice, texts of 40 to 1,500 characters (median about 300), now and then an album, a
 * reply, a link, a reaction, a service message, a repeated post.
 *
 * @param count how many
 */
export function* generateMessages({ count, seed }: { count: number; seed: number }): Generator<GeneratedMessage> {
  const random = seededRandom(seed);
  let id = 0;
  let second = firstSecond;
  let repeated = '';
  for (let made = 0; made < count; ) {
    id += random() < 0.9 ? 1 : 2;
    second += 60 + Math.floor(random() * 1200);
    const kind = random();
    if (kind < 0.01) {
      yield service(id, second);
      made += 1;
    } else if (kind < 0.03 && made + 3 <= count) {
      const caption = writeText(random);
      for (let member = 0; member < 3; member += 1, id += 1) {
        yield {
          ...message(id, second, member === 0 ? caption : '', random),
          photo: '(File not included. Change data exporting settings to download.)',
          width: 1280,
          height: 960,
        };
      }
      id -= 1;
      made += 3;
    } else {
      const text = kind < 0.04 && repeated !== '' ? repeated : writeText(random);
      repeated = random() < 0.1 ? text : repeated;
      yield message(id, second, text, random);
      made += 1;
    }
  }
}

function message(id: number, second: number, text: string, random: () => number): GeneratedMessage {
  const link = random() < 0.15 ? ` https://example.org/${id}?utm_source=channel` : '';
  const body = text === '' ? '' : text + link;
  const textEntities =
    body === '' ? [] : [{ type: 'plain', text }, ...(link === '' ? [] : [{ type: 'link', text: link.trim() }])];
  return {
    id,
    type: 'message',
    ...times(second),
    from: 'Generated channel',
    from_id: 'channel1999999999',
    ...(random() < 0.2 && id > 50 ? { reply_to_message_id: id - 1 - Math.floor(random() * 40) } : {}),
    text: body,
    text_entities: textEntities,
    ...(random() < 0.3 ? { reactions: [{ type: 'emoji', count: 1 + Math.floor(random() * 40), emoji: '👍' }] } : {}),
  };
}

function service(id: number, second: number): GeneratedMessage {
  return {
    id,
    type: 'service',
    ...times(second),
    actor: 'Generated channel',
    actor_id: 'channel1999999999',
    action: 'pin_message',
    message_id: Math.max(1, id - 3),
    text: '',
    text_entities: [],
  };
}

function times(second: number) {
  return { date: new Date(second * 1000).toISOString().slice(0, 19), date_unixtime: String(second) };
}

function writeText(random: () => number): string {
  const vocabulary = random() < 0.6 ? russian : english;
  const subject = vocabulary.subjects[Math.floor(random() * vocabulary.subjects.length)] ?? [];
  const length = Math.floor(40 + 1460 * random() ** 3.2);
  let text = '';
  while (text.length < length) {
    text += `${text === '' ? '' : ' '}${writeSentence(vocabulary, subject, random)}`;
  }
  return random() < 0.2 ? `${text} ${pick(vocabulary.closings, random)}` : text;
}

function writeSentence(vocabulary: Vocabulary, subject: readonly string[], random: () => number): string {
  const size = 6 + Math.floor(random() * 12);
  const chosen = Array.from({ length: size }, () =>
    random() < 0.38 ? pick(subject, random) : pick(vocabulary.common, random),
  );
  const sentence = chosen.join(' ');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** Low indexes more often than high ones. */
function pick(list: readonly string[], random: () => number): string {
  return list[Math.floor(list.length * random() ** 1.6)] ?? '';
}
