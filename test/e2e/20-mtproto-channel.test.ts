import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { expectBalancedLedger } from '../support/expect-balanced-ledger.ts';
import { expectValidExport } from '../support/expect-valid-export.ts';
import { runProgram } from '../support/run-program.ts';
import { makeChannel, makeMessages } from '../support/telegram/make-channel.ts';
import type { TelegramMessage } from '../support/telegram/telegram-messages.ts';
import { logInForTest } from '../support/telegram-mtproto/log-in-for-test.ts';
import { MtprotoChannel } from '../support/telegram-mtproto/mtproto-world.ts';
import { startTelegramMtproto } from '../support/telegram-mtproto/start-telegram-mtproto.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { temporaryPostgres } from '../support/temporary-postgres.ts';

const username = 'harbour_news';
const account = { userId: 700_000_007, phone: '358401234567', firstName: 'Aino', code: '24680' };

interface Opening {
  engine?: string;
  channels?: MtprotoChannel[];
}

async function open({ engine = 'SQLite', channels = [newsChannel()] }: Opening = {}) {
  const telegram = await startTelegramMtproto({ accounts: [account], channels });
  onTestFinished(() => telegram.close());
  const folder = temporaryFolder();
  const environment = {
    ...telegram.environment,
    RETRY_BACKOFF_BASE: '0.1',
    ...(engine === 'PostgreSQL' ? { DATABASE_URL: await temporaryPostgres() } : {}),
  };
  const data = ['--data-dir', join(folder, 'data'), '--no-progress', '--json'];
  expect((await runProgram(['init', ...data], { environment })).exitCode).toBe(0);
  await logInForTest(telegram, join(folder, 'data'));
  return {
    telegram,
    out: join(folder, 'kb'),
    /** Runs the program; `asked` is what it asked Telegram for. */
    async program(words: string[], options: { killAfterMs?: number } = {}) {
      const before = telegram.requests.length;
      const { stdout, ...finished } = await runProgram([...words, ...data], { environment, ...options });
      const asked = telegram.requests.slice(before).map(({ method }) => method);
      return { ...finished, report: stdout === '' ? null : JSON.parse(stdout), asked };
    },
  };
}

function newsChannel(count = 230): MtprotoChannel {
  return new MtprotoChannel(makeChannel({ username, messages: makeMessages(count, 5) }));
}

const isService = ({ action }: TelegramMessage) => action !== undefined;
const source = ['--source', `@${username}`];
const viaAccount = [...source, '--via', 'mtproto'];

describe.each(['SQLite', 'PostgreSQL'])('on %s', (engine) => {
  test('a channel becomes a knowledge base by way of an account, and a second run asks twice', async () => {
    const channel = newsChannel();
    const { messages } = channel.channel;
    const { program, out } = await open({ engine, channels: [channel] });
    const first = await program(['run', ...viaAccount, '--out', out]);
    expect(first.exitCode, first.stderr).toBe(0);
    expectBalancedLedger(first.report.ledger);
    expect(first.report.ledger.raw_messages).toBe(messages.length);
    expect(first.report.ledger.service).toBe(messages.filter(isService).length);
    expect(first.asked).toEqual([
      'contacts.resolveUsername',
      'channels.getFullChannel',
      ...Array.from({ length: Math.ceil(messages.length / 100) }, () => 'messages.getHistory'),
    ]);
    expectValidExport(out);

    const again = await program(['run', ...source, '--out', out]);
    expect(again.exitCode, again.stderr).toBe(0);
    expect(again.report.outcome).toBe('nothing_to_do');
    expect(again.asked).toEqual(['channels.getChannels', 'updates.getChannelDifference']);
  });
});
