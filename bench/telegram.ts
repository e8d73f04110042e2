// What reading a channel from Telegram costs beside the network and the library, against the fakes of the tests at no latency:
// speed as a ratio, memory on the way, requests of many sources with nothing new. `npm run bench:telegram`; TELEGRAM_MESSAGES for a smaller run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApplication } from '../src/app.ts';
import { readConfiguration } from '../src/config/read-configuration.ts';
import { addSource } from '../src/pipeline/add-source.ts';
import type { Application } from '../src/pipeline/application.ts';
import { ingestAll } from '../src/pipeline/ingest-all.ts';
import { ingestChannel } from '../src/pipeline/ingest-channel.ts';
import { upgradeDatabases } from '../src/pipeline/upgrade-databases.ts';
import { makeChannel, makeMessages } from '../test/support/telegram/make-channel.ts';
import { answersOf } from '../test/support/telegram-mtproto/log-in-for-test.ts';
import { MtprotoChannel } from '../test/support/telegram-mtproto/mtproto-world.ts';
import { spawnTelegramMtproto } from '../test/support/telegram-mtproto/spawn-telegram-mtproto.ts';
import { startTelegramMtproto } from '../test/support/telegram-mtproto/start-telegram-mtproto.ts';
import { spawnTelegramWeb } from '../test/support/telegram-web/spawn-telegram-web.ts';
import { startTelegramWeb } from '../test/support/telegram-web/start-telegram-web.ts';
import { iterateHistory } from './floors/iterate-history.ts';
import { parsePages } from './floors/parse-pages.ts';

const count = Number(process.env.TELEGRAM_MESSAGES ?? 100_000);
const sources = Number(process.env.TELEGRAM_SOURCES ?? 200);
const username = makeChannel().username;
const work = mkdtempSync(join(tmpdir(), 'tg-parser-telegram-'));
const account = { userId: 700_000_007, phone: '358401234567', firstName: 'Aino', code: '24680' };

try {
  console.log('| what | measured | floor | ratio | bound |\n|---|---|---|---|---|');
  await readByWeb();
  await readByAccount();
  await readManyByWeb();
  await readManyByAccount();
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function readByWeb(): Promise<void> {
  const web = await spawnTelegramWeb({ count });
  const settings = { TELEGRAM_WEB_BASE_URL: web.url, TELEGRAM_WEB_PAUSE: '0' };
  const floor = await parsePages(web.url, web.username);
  await compare('web', settings, { what: 'parsing the pages alone', floor });
  await web.close();
}

async function readByAccount(): Promise<void> {
  const telegram = await spawnTelegramMtproto({ count, folder: work });
  const floor = await iterateHistory(telegram, { username, folder: join(work, 'floor') });
  await compare('mtproto', telegram.environment, { what: 'iterating mtcute alone', floor }, async (application) => {
    await (await application.openAccount()).logIn('code', answersOf(telegram.account));
  });
  await telegram.close();
}

interface Floor {
  messages: number;
  seconds: number;
}

async function compare(
  via: 'web' | 'mtproto',
  settings: Record<string, string>,
  { what, floor }: { what: string; floor: Floor },
  prepare: (application: Application) => Promise<void> = async () => undefined,
): Promise<void> {
  await withApplication(`read-${via}`, settings, async (application) => {
    await prepare(application);
    const memory: number[] = [];
    const startedAt = performance.now();
    const { report } = await ingestChannel(
      application,
      { exportPath: null, sourceName: `@${username}`, via },
      {
        onProgress: ({ done }) => {
          const part = Math.floor((done / floor.messages) * 5);
          memory[part] ??= Math.round(process.memoryUsage().rss / 2 ** 20);
        },
      },
    );
    const seconds = (performance.now() - startedAt) / 1000;
    const total = Number(report.total);
    if (total !== floor.messages) {
      throw new Error(`${total} messages were read and ${floor.messages} offered`);
    }
    const [rate, floorRate] = [total / seconds, floor.messages / floor.seconds].map(Math.round) as [number, number];
    const ratio = (rate / floorRate).toFixed(2);
    print([
      `${total.toLocaleString('en-US')} messages by way of ${via}, stored in SQLite`,
      `${rate.toLocaleString('en-US')} a second; memory on the way ${memory.slice(1).join(', ')} MB`,
      `${what} ${floorRate.toLocaleString('en-US')} a second`,
      ratio,
      'at least 0.5; flat',
    ]);
  });
}

async function readManyByWeb(): Promise<void> {
  const web = await startTelegramWeb(channels());
  const settings = { TELEGRAM_WEB_BASE_URL: web.url, TELEGRAM_WEB_PAUSE: '0' };
  await readMany('web', settings, () => web.requests.length);
  await web.close();
}

async function readManyByAccount(): Promise<void> {
  const telegram = await startTelegramMtproto({
    folder: work,
    accounts: [account],
    channels: channels().map((channel) => new MtprotoChannel(channel)),
  });
  await readMany(
    'mtproto',
    telegram.environment,
    () => telegram.requests.length,
    async (application) => {
      await (await application.openAccount()).logIn('code', answersOf(account));
    },
  );
  await telegram.close();
}

function channels() {
  return Array.from({ length: sources }, (_, index) =>
    makeChannel({ id: String(1_500_000_000 + index), username: `harbour_${index}`, messages: makeMessages(60, index) }),
  );
}

async function readMany(
  via: 'web' | 'mtproto',
  settings: Record<string, string>,
  requests: () => number,
  prepare: (application: Application) => Promise<void> = async () => undefined,
): Promise<void> {
  await withApplication(`many-${via}`, settings, async (application) => {
    await prepare(application);
    for (let index = 0; index < sources; index += 1) {
      await addSource(application, { channelUsername: `harbour_${index}`, settings: { via } });
    }
    const first = await ingestAll(application);
    const [before, startedAt] = [requests(), performance.now()];
    const again = await ingestAll(application);
    if (first.failed_total + again.failed_total + again.added > 0) {
      throw new Error(`${again.added} messages were new and ${first.failed_total + again.failed_total} sources failed`);
    }
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    print([
      `${sources} sources by way of ${via} with nothing new`,
      `${((requests() - before) / sources).toFixed(2)} requests a source; ${seconds} s in all`,
      '',
      '',
      'at most 2',
    ]);
  });
}

async function withApplication(
  name: string,
  environment: Record<string, string>,
  use: (application: Application) => Promise<void>,
): Promise<void> {
  const { configuration } = readConfiguration({
    environment: { ...environment, LOG_LEVEL: 'error' },
    envFileText: '',
    flags: { DATA_DIR: join(work, name) },
    readFile: () => '',
  });
  const { application, close } = await createApplication(configuration, { logStream: process.stderr, version: 'bench' });
  try {
    await upgradeDatabases(application.databases, 'all');
    await use(application);
  } finally {
    await close();
  }
}

function print(cells: string[]): void {
  console.log(`| ${cells.join(' | ')} |`);
}
