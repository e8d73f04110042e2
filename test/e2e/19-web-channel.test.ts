import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { expectBalancedLedger } from '../support/expect-balanced-ledger.ts';
import { expectValidExport } from '../support/expect-valid-export.ts';
import { runProgram } from '../support/run-program.ts';
import { makeChannel, makeMessages } from '../support/telegram/make-channel.ts';
import type { TelegramMessage } from '../support/telegram/telegram-messages.ts';
import { startTelegramWeb } from '../support/telegram-web/start-telegram-web.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';

const username = 'harbour_news';

async function open({ count = 130, engine = 'SQLite' }: { count?: number; engine?: string } = {}) {
  const messages = makeMessages(count, 5);
  const web = await startTelegramWeb([makeChannel({ username, messages })]);
  onTestFinished(() => web.close());
  const folder = temporaryFolder();
  const environment = {
    TELEGRAM_WEB_BASE_URL: web.url,
    TELEGRAM_WEB_PAUSE: '0',
    RETRY_BACKOFF_BASE: '0.1',
    ...(engine === 'PostgreSQL' ? { DATABASE_URL: await temporaryPostgres() } : {}),
  };
  const data = ['--data-dir', join(folder, 'data'), '--no-progress', '--json'];
  expect((await runProgram(['init', ...data], { environment })).exitCode).toBe(0);
  const out = join(folder, 'kb');
  return {
    web,
    messages,
    out,
    channel: () => web.channels.get(username) as { messages: TelegramMessage[] },
    /** Requests of the fake since the last time. */
    async program(words: string[], options: { killAfterMs?: number } = {}) {
      const before = web.requests.length;
      const { stdout, ...finished } = await runProgram([...words, ...data], { environment, ...options });
      return { ...finished, report: stdout === '' ? null : JSON.parse(stdout), requests: web.requests.length - before };
    },
  };
}

const isService = ({ action }: TelegramMessage) => action !== undefined;

describe.each(['SQLite', 'PostgreSQL'])('on %s', (engine) => {
  test('a public channel becomes a knowledge base with nothing configured, and a second run asks for next to nothing', async () => {
    const { program, messages, out, channel } = await open({ engine });
    const run = ['run', '--source', `@${username}`, '--out', out];
    const first = await program(run);
    expect(first.exitCode, first.stderr).toBe(0);
    expectBalancedLedger(first.report.ledger);
    expect(first.report.ledger.raw_messages).toBe(messages.length);
    expect(first.report.ledger.service).toBe(messages.filter(isService).length);
    expect(first.requests).toBe(Math.ceil(messages.length / 20));
    expectValidExport(out);

    const again = await program(run);
    expect(again.exitCode, again.stderr).toBe(0);
    expect(again.report.outcome).toBe('nothing_to_do');
    expect(again.requests).toBeLessThanOrEqual(2);

    const [newest] = makeMessages(1, 9);
    const id = (messages.at(-1)?.id ?? 0) + 3;
    channel().messages = [...messages, { ...(newest as TelegramMessage), id }];
    const third = await program(run);
    expect(third.report.ledger.raw_messages).toBe(messages.length + 1);
    expect(third.requests).toBeLessThanOrEqual(2);
  });
});

test('after a limited first run the rest of the history follows, and nothing is asked for twice', async () => {
  const { program, messages, web } = await open();
  const limited = await program(['ingest', '--source', `@${username}`, '--limit', '45']);
  expect(limited.exitCode, limited.stderr).toBe(0);
  const before = web.requests.length;
  const rest = await program(['ingest', '--source', `@${username}`]);
  expect(rest.exitCode, rest.stderr).toBe(0);
  const { report } = await program(['status']);
  expect(report.sources[0].raw.total).toBe(messages.length);
  expect(web.requests.length - before).toBeLessThanOrEqual(Math.ceil((messages.length - 45) / 20) + 2);
});

test('an edited message is observed, a deleted one is marked and kept', async () => {
  const { program, messages, channel } = await open({ count: 60 });
  const source = ['--source', `@${username}`];
  await program(['ingest', ...source]);
  const texts = messages.filter((message) => !isService(message) && message.text !== '' && message.groupedId === undefined);
  const edited = texts.at(-2)?.id;
  const deleted = texts.at(-5)?.id;
  channel().messages = messages
    .filter(({ id }) => id !== deleted)
    .map((message) =>
      message.id === edited
        ? { ...message, text: 'Somebody wrote this anew', entities: [], editedAt: message.date + 9 }
        : message,
    );
  const snapshot = await program(['ingest', ...source, '--mode', 'snapshot']);
  expect(snapshot.exitCode, snapshot.stderr).toBe(0);
  expect(snapshot.report).toMatchObject({ changed: 1, vanished: 1 });
  const { report } = await program(['status']);
  expect(report.sources[0].raw.total).toBe(messages.length);
});

test('a wait that Telegram asks for outlasts the program: exit 4, and no request before its end', async () => {
  const { program, web, messages } = await open({ count: 60 });
  await program(['ingest', '--source', `@${username}`, '--limit', '20']);
  web.faults.set(web.requests.length + 1, { kind: 'status', status: 429, retryAfterSeconds: 3_600 });
  const refused = await program(['ingest', '--source', `@${username}`]);
  expect([refused.exitCode, refused.report.stopped_by?.code ?? refused.report.error?.code]).toEqual([
    4,
    'telegram_rate_limited',
  ]);
  const waiting = await program(['ingest', '--source', `@${username}`]);
  expect([waiting.exitCode, waiting.requests]).toEqual([4, 0]);
  expect(messages.length).toBeGreaterThan(20);
});

test.each([
  ['passing failures', { kind: 'status', status: 503 }],
  ['a lost connection', { kind: 'reset' }],
  ['a page that was cut', { kind: 'cut' }],
] as const)('%s are waited out', async (_, fault) => {
  const { program, web, messages } = await open({ count: 60 });
  web.faults.set(2, fault);
  const { exitCode, report, stderr } = await program(['ingest', '--source', `@${username}`]);
  expect(exitCode, stderr).toBe(0);
  expect(report.total).toBe(messages.length);
});

test.each([['a name that nobody has', '@nobody_has_this', 'channel_missing']])(
  '%s is told apart, in a line with what to do',
  async (_, source, code) => {
    const { program } = await open({ count: 20 });
    const { exitCode, report, stderr } = await program(['ingest', '--source', source]);
    expect(exitCode).toBeGreaterThan(0);
    expect(report.error.code).toBe(code);
    expect(report.error.hint).toBeTruthy();
    expect(stderr).not.toMatch(/\n\s+at /);
  },
);
