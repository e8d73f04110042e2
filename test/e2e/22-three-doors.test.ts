import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RawMessage } from '../../src/domain/raw-message.ts';
import { runWithSettings } from '../support/run-with-settings.ts';
import { makeChannel } from '../support/telegram/make-channel.ts';
import { messageShapes } from '../support/telegram/message-shapes.ts';
import { openRoad, type RoadName } from '../support/telegram/open-road.ts';
import { postShapes } from '../support/telegram/post-shapes.ts';
import type { TelegramMessage } from '../support/telegram/telegram-messages.ts';
import { writeExport } from '../support/telegram-export/write-export.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';

type Door = 'export' | RoadName;

const messages = postShapes(messageShapes);
const channel = makeChannel({ messages });

/** A data folder into which the channel can be read by any door. */
async function open(engine = 'SQLite') {
  const folder = temporaryFolder();
  const dataFolder = join(folder, 'data');
  mkdirSync(dataFolder);
  const settings: Record<string, string> = engine === 'PostgreSQL' ? { DATABASE_URL: await temporaryPostgres() } : {};
  const program = async (...words: string[]) => {
    const { exitCode, stdout, stderr } = await runWithSettings(words, { dataFolder, settings });
    expect(exitCode, stderr + stdout).toBe(0);
    return JSON.parse(stdout);
  };
  await program('init');
  return {
    program,
    async read(door: Door, some: TelegramMessage[] = messages) {
      if (door === 'export') {
        return program('ingest', '--from-export', writeExport({ ...channel, messages: some }, folder), '--timezone', 'UTC');
      }
      const road = await openRoad(door, { messages: some, dataFolder });
      Object.assign(settings, road.settings, { TELEGRAM_WEB_PAUSE: '0' });
      return program('ingest', '--source', `@${channel.username}`, '--via', door, '--mode', 'snapshot');
    },
    async stored(): Promise<RawMessage[]> {
      const out = join(folder, 'raw');
      await program('export', '--channel', channel.id, '--level', 'raw', '--out', out);
      const lines = readFileSync(join(out, 'raw_messages.ndjson'), 'utf8').trimEnd().split('\n');
      return lines.map((line) => JSON.parse(line) as RawMessage).sort((left, right) => Number(left.id) - Number(right.id));
    },
  };
}

interface Field {
  name: string;
  of: (message: RawMessage) => unknown;
  /** Doors that cannot see it, of all messages or of some. */
  hidden: Partial<Record<Door, true | ((message: TelegramMessage) => boolean)>>;
}

const isService = ({ action }: TelegramMessage) => action !== undefined;
const isNested = ({ entities }: TelegramMessage) =>
  entities.some(({ offset }, index) => entities.slice(0, index).some((other) => offset < other.offset + other.length));
/** Pages show no more than three digits. */
const isRounded = (count: number | undefined) => (count ?? 0) >= 1_000 && String(count).replace(/0+$/, '').length > 2;

const fields: Field[] = [
  { name: 'source_ref', of: ({ source_ref }) => source_ref, hidden: {} },
  { name: 'message_type', of: ({ message_type }) => message_type, hidden: {} },
  { name: 'date', of: ({ date }) => date, hidden: {} },
  { name: 'text', of: ({ text }) => text, hidden: { export: isService, mtproto: isService } },
  { name: 'links', of: ({ links }) => links ?? [], hidden: { export: isNested } },
  {
    name: 'entities',
    of: ({ entities = [] }) =>
      entities.map(({ kind, offset, length, url }) => `${String(offset).padStart(5)} ${length} ${kind} ${url ?? ''}`).sort(),
    hidden: { export: isNested },
  },
  {
    name: 'media kind',
    of: ({ media }) => media?.kind ?? null,
    hidden: { web: ({ media }) => media?.kind === 'giveaway' || media?.kind === 'story' },
  },
  {
    name: 'file name',
    of: ({ media }) => media?.file_name ?? null,
    hidden: {},
  },
  {
    name: 'poll',
    of: ({ media }) => (media?.kind === 'poll' ? [media.question, media.options, media.total_voters, media.is_closed] : null),
    hidden: {},
  },
  { name: 'album', of: ({ album_id }) => album_id ?? null, hidden: {} },
  { name: 'thread', of: ({ thread_id }) => thread_id, hidden: {} },
  { name: 'answered message', of: ({ parent_message_id }) => parent_message_id ?? null, hidden: {} },
  { name: 'origin of a forward', of: ({ forward }) => forward?.from_name ?? null, hidden: {} },
  {
    name: 'message that was forwarded',
    of: ({ forward }) => forward?.message_id ?? null,
    hidden: { export: true, web: ({ forward }) => forward?.from === 'channel' && forward.username === undefined },
  },
  { name: 'author', of: ({ author }) => [author?.id, author?.name, author?.signature], hidden: { web: isService } },
  {
    name: 'whether it was edited',
    of: ({ edited_at, is_edited }) => edited_at !== undefined || is_edited === true,
    hidden: {},
  },
  { name: 'time of the edit', of: ({ edited_at }) => edited_at ?? null, hidden: { web: true } },
  { name: 'views', of: ({ views }) => views ?? null, hidden: { export: true, web: ({ views }) => isRounded(views) } },
  {
    name: 'reactions',
    of: ({ reactions = [] }) => reactions.map(({ kind, emoji, count }) => `${kind} ${emoji ?? ''} ${count}`).sort(),
    hidden: { web: ({ reactions = [] }) => reactions.some(({ count }) => isRounded(count)) },
  },
  { name: 'action', of: ({ service_action }) => service_action ?? null, hidden: {} },
];

const doors: Door[] = ['export', 'web', 'mtproto'];

function canSee(door: Door, { hidden }: Field, message: TelegramMessage): boolean {
  const rule = hidden[door] ?? false;
  return typeof rule === 'function' ? !rule(message) : !rule;
}

test('a channel of all shapes is the same by three doors, in all that two of them can see', async () => {
  expect(messageShapes.length).toBeGreaterThanOrEqual(60);
  const seen = new Map<Door, Map<number, RawMessage>>();
  for (const door of doors) {
    const { read, stored } = await open();
    await read(door);
    const byId = new Map((await stored()).map((message) => [Number(message.id), message]));
    expect([...byId.keys()]).toEqual(messages.map(({ id }) => id));
    seen.set(door, byId);
  }
  const pairs = doors.flatMap((left, index) => doors.slice(index + 1).map((right) => [left, right] as const));
  const differences: string[] = [];
  let compared = 0;
  for (const [left, right] of pairs) {
    for (const message of messages) {
      const [first, second] = [seen.get(left)?.get(message.id), seen.get(right)?.get(message.id)];
      for (const field of fields.filter((one) => canSee(left, one, message) && canSee(right, one, message))) {
        const [here, there] = [first && field.of(first), second && field.of(second)].map((value) => JSON.stringify(value));
        compared += 1;
        if (here !== there) {
          differences.push(`${message.id} ${field.name}: ${left} ${here}, ${right} ${there}`);
        }
      }
    }
  }
  expect(differences).toEqual([]);
  expect(compared).toBeGreaterThan(messages.length * pairs.length * 15);
});

describe.each(['SQLite', 'PostgreSQL'])('on %s', (engine) => {
  test.each([
    ['export', 'web'],
    ['export', 'mtproto'],
    ['web', 'mtproto'],
    ['mtproto', 'export'],
  ] as const)('begun with %s and gone on by %s, nothing is stored twice, changed or torn apart', async (first, second) => {
    const half = messages.slice(0, Math.floor(messages.length / 2));
    const { read, stored } = await open(engine);
    await read(first, half);
    const before = await stored();
    expect(before).toHaveLength(half.length);
    expect(await read(second)).toMatchObject({ added: messages.length - half.length, changed: 0 });
    const after = await stored();
    expect(after.map(({ id }) => Number(id))).toEqual(messages.map(({ id }) => id));
    const places = (some: RawMessage[]) => some.map(({ id, album_id, thread_id }) => [id, album_id ?? null, thread_id]);
    expect(places(after).slice(0, half.length)).toEqual(places(before));
  });
});
