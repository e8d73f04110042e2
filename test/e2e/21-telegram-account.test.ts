import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer as createProxyServer } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { expectBalancedLedger } from '../support/expect-balanced-ledger.ts';
import { expectValidExport } from '../support/expect-valid-export.ts';
import { runInProcess } from '../support/run-in-process.ts';
import { runProgram } from '../support/run-program.ts';
import { runWithSettings } from '../support/run-with-settings.ts';
import { hasTerminals, startAtTerminal } from '../support/start-at-terminal.ts';
import { startProgram } from '../support/start-program.ts';
import { makeChannel, makeMessages } from '../support/telegram/make-channel.ts';
import type { TelegramMessage } from '../support/telegram/telegram-messages.ts';
import { logInForTest } from '../support/telegram-mtproto/log-in-for-test.ts';
import { MtprotoChannel } from '../support/telegram-mtproto/mtproto-world.ts';
import { type MtprotoFault, startTelegramMtproto } from '../support/telegram-mtproto/start-telegram-mtproto.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const { username, id: channelId } = makeChannel();
const aino = { userId: 700_000_007, phone: '358401234567', firstName: 'Zerafina', code: '24680', password: 'swordfish' };
const source = ['--source', `@${username}`];
const viaAccount = [...source, '--via', 'mtproto'];

async function open({ isLoggedIn = true, count = 130 }: { isLoggedIn?: boolean; count?: number } = {}) {
  const channel = new MtprotoChannel(makeChannel({ messages: makeMessages(count, 5) }));
  const folder = temporaryFolder();
  const telegram = await startTelegramMtproto({ folder, accounts: [aino], channels: [channel] });
  onTestFinished(() => telegram.close());
  const dataFolder = join(folder, 'data');
  const environment: Record<string, string> = { ...telegram.environment, RETRY_BACKOFF_BASE: '0.1' };
  const data = ['--data-dir', dataFolder, '--no-progress'];
  expect((await runInProcess(['init', ...data])).exitCode).toBe(0);
  if (isLoggedIn) {
    await logInForTest(telegram, dataFolder);
  }
  /** Runs in the process of the test; what it asked Telegram for is `asked`. */
  const program = async (words: string[], settings: Record<string, string> = {}) => {
    const before = telegram.requests.length;
    const { stdout, ...finished } = await runWithSettings(words, {
      dataFolder,
      settings: { ...environment, ...settings },
    });
    const asked = telegram.requests.slice(before).map(({ method }) => method);
    return { ...finished, report: JSON.parse(stdout), asked };
  };
  return { telegram, channel, folder, dataFolder, data, environment, program, messages: channel.channel.messages };
}

const isService = ({ action }: TelegramMessage) => action !== undefined;

test('a channel becomes a knowledge base by way of an account, with no request too many', async () => {
  const { folder, program, messages } = await open({ count: 230 });
  const out = join(folder, 'kb');
  const run = async () => {
    const { report, asked, exitCode, stderr } = await program(['run', ...viaAccount, '--out', out]);
    expect(exitCode, stderr).toBe(0);
    return { report, asked };
  };
  const first = await run();
  expectBalancedLedger(first.report.ledger);
  expect(first.report.ledger.raw_messages).toBe(messages.length);
  expect(first.report.ledger.service).toBe(messages.filter(isService).length);
  expect(first.asked).toEqual([
    'contacts.resolveUsername',
    'channels.getFullChannel',
    ...Array.from({ length: Math.ceil(messages.length / 100) }, () => 'messages.getHistory'),
  ]);
  expectValidExport(out);
  const again = await run();
  expect(again.report.outcome).toBe('nothing_to_do');
  expect(again.asked).toEqual(['channels.getChannels', 'updates.getChannelDifference']);
});

describe.skipIf(!hasTerminals)('at a terminal', () => {
  test('a login asks for number, code and password, again after a mistake, and shows no password', async () => {
    const { data, environment, dataFolder } = await open({ isLoggedIn: false });
    const terminal = startAtTerminal(['auth', 'login', ...data], environment);
    await terminal.answer('Phone number:', `+${aino.phone}`);
    await terminal.answer('Code that Telegram sent by way of the Telegram app:', '11111');
    await terminal.read('The code is wrong.');
    await terminal.answer('Code that', aino.code);
    await terminal.answer('Password of the second step (hint: the usual):', 'herring');
    await terminal.read('The password is wrong.');
    await terminal.answer('Password of', aino.password);
    const { exitCode, screen } = await terminal.finished;
    expect(exitCode, screen).toBe(0);
    expect(screen).toContain('Logged in as user 700000007, phone +••••••••••67');
    expect(screen).not.toMatch(/swordfish|herring/);
    expect(statSync(join(dataFolder, 'telegram-default.session')).mode & 0o777).toBe(0o600);
  });

  test('a login is given up after three wrong passwords, and leaves nobody logged in', async () => {
    const { data, environment, program } = await open({ isLoggedIn: false });
    const terminal = startAtTerminal(['auth', 'login', ...data], { ...environment, TELEGRAM_PHONE: `+${aino.phone}` });
    await terminal.answer('Code that', aino.code);
    for (const wrong of ['a', 'b', 'c']) {
      await terminal.answer('Password of', wrong);
    }
    const { exitCode, screen } = await terminal.finished;
    expect(exitCode).toBe(1);
    expect(screen).toContain('the password is wrong');
    expect((await program(['auth', 'status'])).report).toMatchObject({ is_logged_in: false });
  });

  test('a QR code is shown, and is enough when another device scans it', async () => {
    const { data, environment, telegram } = await open({ isLoggedIn: false });
    const terminal = startAtTerminal(['auth', 'login', '--qr', ...data], environment);
    await terminal.read('Link Desktop Device.');
    telegram.scanQr(aino.userId);
    await terminal.answer('Password of', aino.password);
    const { exitCode, screen } = await terminal.finished;
    expect(exitCode, screen).toBe(0);
    expect(screen).toContain('▄▄▄▄▄');
  });

  test('a login without credentials of an application says where to get them', async () => {
    const { data } = await open({ isLoggedIn: false });
    const { exitCode, screen } = await startAtTerminal(['auth', 'login', ...data], {}).finished;
    expect([exitCode, screen]).toEqual([2, expect.stringContaining('https://my.telegram.org')]);
  });

  test('Ctrl-C at a question ends the login', async () => {
    const { data, environment } = await open({ isLoggedIn: false });
    const terminal = startAtTerminal(['auth', 'login', ...data], environment);
    await terminal.answer('Phone number:', '\u0003');
    expect((await terminal.finished).exitCode).toBe(130);
  });
});

test('without a terminal a login says that it needs one; without a login nothing is asked', async () => {
  const { program } = await open({ isLoggedIn: false });
  expect(await program(['auth', 'login'])).toMatchObject({ exitCode: 2, report: { error: { code: 'usage_invalid' } } });
  const ingest = await program(['ingest', ...viaAccount]);
  expect(ingest).toMatchObject({ exitCode: 1, report: { error: { code: 'telegram_unauthorized' } }, asked: [] });
});

test('comments of an export are refused, and not left out in silence', async () => {
  const { program } = await open({ isLoggedIn: false });
  expect(await program(['ingest', '--from-export', '.', '--include-comments'])).toMatchObject({ exitCode: 2 });
});

test('a second process on the same session is refused with the pid of the owner, and works when that has ended', async () => {
  const { telegram, data, environment, program } = await open();
  telegram.fail('messages.getHistory', { kind: 'silence' });
  const owner = startProgram(['ingest', ...viaAccount, ...data], { environment });
  while (!telegram.requests.some(({ method }) => method === 'messages.getHistory')) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const refused = await program(['auth', 'status']);
  expect(refused).toMatchObject({
    exitCode: 4,
    report: { error: { code: 'telegram_session_busy', message: expect.stringContaining(`process ${owner.pid}`) } },
  });
  owner.kill('SIGKILL');
  await owner.finished;
  expect(await program(['auth', 'status'])).toMatchObject({ exitCode: 0, report: { is_logged_in: true } });
});

const refusals: [number, string, string, number, string][] = [
  [420, 'FLOOD_WAIT_3600', 'telegram_rate_limited', 4, 'active'],
  [400, 'CHANNEL_PRIVATE', 'channel_private', 1, 'error'],
  [400, 'CHAT_ADMIN_REQUIRED', 'channel_forbidden', 1, 'error'],
  [401, 'SESSION_REVOKED', 'telegram_unauthorized', 1, 'active'],
  [406, 'AUTH_KEY_DUPLICATED', 'telegram_unauthorized', 1, 'active'],
  [401, 'USER_DEACTIVATED_BAN', 'telegram_account_closed', 1, 'active'],
  [500, 'INTERDC_4_CALL_ERROR', 'telegram_failed', 1, 'active'],
];

test.each(refusals)(
  '%s %s in the middle of a history is %s, with exit code %s, and what was read is kept',
  async (code, text, ours, exitCode, status) => {
    const { telegram, program } = await open({ count: 250 });
    await program(['ingest', ...viaAccount, '--limit', '100']);
    const fault: MtprotoFault = { kind: 'error', code, text };
    telegram.fail('messages.getHistory', ...Array.from({ length: 5 }, () => fault));
    const refused = await program(['ingest', ...source]);
    const error = refused.report.error ?? refused.report.stopped_by;
    expect([refused.exitCode, error.code]).toEqual([exitCode, ours]);
    expect((await program(['sources', 'show', channelId])).report.source).toMatchObject({ status });
    expect((await program(['status'])).report.sources[0].raw.total).toBe(100);
    const again = await program(['ingest', ...source]);
    if (ours === 'telegram_rate_limited') {
      expect([again.exitCode, again.asked]).toEqual([4, []]);
    } else if (text !== 'INTERDC_4_CALL_ERROR') {
      expect(again.exitCode).not.toBe(0);
    }
  },
);

test('a connection that is cut is made again, and a short wait is waited out', async () => {
  const { telegram, program, messages } = await open({ count: 250 });
  telegram.fail('messages.getHistory', { kind: 'cut' }, { kind: 'error', code: 420, text: 'FLOOD_WAIT_1' }, { kind: 'cut' });
  const before = performance.now();
  const { exitCode, report } = await program(['ingest', ...viaAccount]);
  expect([exitCode, report.total]).toEqual([0, messages.length]);
  expect(performance.now() - before).toBeGreaterThan(1_000);
});

test('a proxy with a password leads to Telegram', async () => {
  const { program, messages, environment } = await open({ count: 60 });
  const proxy = await startProxy('someone:opensesame');
  const settings = { TELEGRAM_PROXY_URL: `http://someone:opensesame@127.0.0.1:${proxy.port}` };
  const { exitCode, report, stderr } = await program(['ingest', ...viaAccount], settings);
  expect([exitCode, report.total], stderr).toEqual([0, messages.length]);
  expect(proxy.targets).toContain(environment.TELEGRAM_SERVER);
});

test('channels are found by id and by an invitation that was accepted, and asked for once', async () => {
  const hidden = new MtprotoChannel(makeChannel({ id: '1600000000', username: '', messages: makeMessages(20, 2) }), {
    invitation: 'AbCdEfGhIjKl',
  });
  const { telegram, program } = await open();
  telegram.world.channels.set(hidden.id, hidden);
  const byInvitation = await program(['ingest', '--source', 'https://t.me/+AbCdEfGhIjKl']);
  expect(byInvitation.asked[0]).toBe('messages.checkChatInvite');
  expect(byInvitation.report).toMatchObject({ channel_id: '1600000000', added: hidden.channel.messages.length });
  const byId = await program(['ingest', '--source', `-100${channelId}`, '--via', 'mtproto']);
  expect(byId.asked[0]).toBe('messages.getDialogs');
  for (const name of [`https://t.me/c/${channelId}/5`, '1600000000']) {
    expect((await program(['ingest', '--source', name])).asked).toEqual([
      'channels.getChannels',
      'updates.getChannelDifference',
    ]);
  }
  hidden.isOpen = false;
  const closed = await program(['ingest', '--source', '1600000000']);
  expect(closed.report.error ?? closed.report.stopped_by).toMatchObject({ code: 'channel_private' });
});

test('many sources share one account: one request at a time, and one that fails disturbs no other', async () => {
  const { telegram, program } = await open();
  const ids = Array.from({ length: 6 }, (_, index) => 1_700_000_000 + index);
  for (const id of ids) {
    const name = `pier_${id % 100}`;
    telegram.world.channels.set(
      id,
      new MtprotoChannel(makeChannel({ id: String(id), username: name, messages: makeMessages(30, id % 7) })),
    );
    await program(['add-source', '--via', 'mtproto', '--channel-username', name]);
  }
  telegram.channel(ids[2] ?? 0).isOpen = false;
  const { exitCode, report } = await program(['ingest', '--all']);
  expect(exitCode).toBe(3);
  expect(report).toMatchObject({ sources_total: 6, failed_total: 1 });
  expect(telegram.concurrencyPeak).toBe(1);
  telegram.channel(ids[2] ?? 0).isOpen = true;
  expect((await program(['ingest', '--all'])).exitCode).toBe(0);
});

test.each([
  ['allows it', [], [false, true, true]],
  ['does not', [{ kind: 'error', code: 420, text: 'TAKEOUT_INIT_DELAY_86400' }], [false, false, false]],
] as [string, MtprotoFault[], boolean[]][])(
  'a long history is read in a takeout session that Telegram %s, and read whole',
  async (_, faults, isTakeout) => {
    const { telegram, program, messages } = await open({ count: 250 });
    telegram.fail('account.initTakeoutSession', ...faults);
    const { exitCode, report } = await program(['ingest', ...viaAccount], { TELEGRAM_TAKEOUT: 'true' });
    expect([exitCode, report.total]).toEqual([0, messages.length]);
    const pages = telegram.requests.filter(({ method }) => method === 'messages.getHistory');
    expect(pages.map((page) => page.isTakeout)).toEqual(isTakeout);
    const ends = telegram.requests.filter(({ method }) => method === 'account.finishTakeoutSession');
    expect(ends).toHaveLength(isTakeout.includes(true) ? 1 : 0);
  },
);

test('nothing that identifies or opens the account gets into output, logs, reports, databases or errors', async () => {
  const { telegram, dataFolder, data, environment, program } = await open({ isLoggedIn: false });
  const planted = { TELEGRAM_SESSION_KEY: 'correct horse battery', TELEGRAM_PHONE: `+${aino.phone}`, LOG_LEVEL: 'debug' };
  const said: string[] = [];
  const note = (finished: { stdout?: string; stderr: string; report?: unknown }) =>
    said.push(finished.stderr, finished.stdout ?? '', JSON.stringify(finished.report ?? null));
  if (hasTerminals) {
    const terminal = startAtTerminal(['auth', 'login', '--verbose', ...data], { ...environment, ...planted });
    await terminal.answer('Code that', '99999');
    await terminal.answer('Code that', aino.code);
    await terminal.answer('Password of', aino.password);
    const { exitCode, screen } = await terminal.finished;
    expect(exitCode, screen).toBe(0);
    // What was typed is on the screen; the code is of no use any more.
    said.push(screen.replaceAll(/99999|24680/g, ''));
  }
  note(await program(['auth', 'status', '--verbose'], planted));
  note(await program(['ingest', ...viaAccount, '--verbose'], planted));
  telegram.fail('updates.getChannelDifference', { kind: 'error', code: 400, text: `PHONE ${aino.phone}` });
  note(await program(['ingest', ...source, '--verbose'], planted));
  telegram.endSessions(aino.userId);
  note(await program(['ingest', ...source, '--verbose'], planted));
  const proxy = await deafProxy();
  note(
    await runProgram(['ingest', ...source, '--verbose', ...data, '--json'], {
      environment: {
        ...environment,
        ...planted,
        TELEGRAM_PROXY_URL: `socks5://someone:opensesame@127.0.0.1:${proxy}`,
        INGESTION_MAX_ATTEMPTS_PER_RUN: '1',
      },
      killAfterMs: 1_500,
      killSignal: 'SIGINT',
    }),
  );
  note(await program(['status', '--verbose'], planted));
  note(await program(['report'], planted));
  note(await program(['config', 'show'], planted));
  const files = readdirSync(dataFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const kept = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name)).toString('latin1'));
  const secrets = [
    aino.phone,
    '401234567',
    aino.password,
    'correct horse battery',
    'opensesame',
    environment.TELEGRAM_API_HASH ?? '',
    aino.firstName,
  ];
  for (const secret of secrets) {
    expect([secret, said.some((text) => text.includes(secret))]).toEqual([secret, false]);
    expect([secret, kept.some((text) => text.includes(secret))]).toEqual([secret, false]);
  }
  expect(kept.length).toBeGreaterThan(3);
});

/** A proxy that takes `CONNECT` from who knows the password. */
async function startProxy(credentials: string): Promise<{ port: number; targets: string[] }> {
  const targets: string[] = [];
  const server = createProxyServer();
  server.on('connect', (request, socket) => {
    const isKnown = request.headers['proxy-authorization'] === `Basic ${Buffer.from(credentials).toString('base64')}`;
    if (!isKnown) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    targets.push(request.url ?? '');
    const [host, port] = (request.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, targets };
}

/** Takes connections and never answers. */
async function deafProxy(): Promise<number> {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  server.unref();
  return (server.address() as AddressInfo).port;
}
