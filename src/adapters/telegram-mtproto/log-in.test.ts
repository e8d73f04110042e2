import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  accountSettings,
  answersOf,
  logInForTest,
  openAccountForTest,
} from '../../../test/support/telegram-mtproto/log-in-for-test.ts';
import type { MtprotoAccount } from '../../../test/support/telegram-mtproto/mtproto-world.ts';
import { startTelegramMtproto } from '../../../test/support/telegram-mtproto/start-telegram-mtproto.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { LoginQuestions } from '../../ports/telegram-account.ts';

const aino: MtprotoAccount = { userId: 700_000_007, phone: '358401234567', firstName: 'Aino', code: '24680' };

async function open(fields: Partial<MtprotoAccount> = {}) {
  const owner = { ...aino, ...fields };
  const folder = temporaryFolder();
  const telegram = await startTelegramMtproto({ folder, accounts: [owner] });
  const account = openAccountForTest(accountSettings(telegram.environment, folder));
  onTestFinished(async () => {
    await account.close();
    await telegram.close();
  });
  const mistakes: string[] = [];
  const answers = (some: Partial<LoginQuestions> = {}): LoginQuestions => ({
    ...answersOf(owner),
    onMistake: (problem) => void mistakes.push(problem),
    ...some,
  });
  return { telegram, folder, account, answers, mistakes };
}

/** Gives one answer after the other. */
const oneByOne =
  (...answers: string[]) =>
  async () =>
    answers.shift() ?? expect.fail('asked too often');

const loggedIn = { isLoggedIn: true, userId: '700000007', maskedPhone: '+••••••••••67' };

describe('a login', () => {
  test('with the code that Telegram sent leaves a session, which is good in the next process', async () => {
    const { telegram, folder, account, answers } = await open();
    expect(await account.logIn('code', answers())).toEqual(loggedIn);
    await account.close();
    const later = openAccountForTest(accountSettings(telegram.environment, folder));
    expect(await later.status()).toEqual(loggedIn);
    expect(await later.logIn('code', answers({ phone: () => expect.fail('asked again') }))).toEqual(loggedIn);
    await later.close();
  });

  test('asks again for a wrong code, and gives up after the third', async () => {
    const { account, answers, mistakes } = await open();
    expect(await account.logIn('code', answers({ code: oneByOne('11111', '24680') }))).toEqual(loggedIn);
    expect(mistakes).toEqual(['The code is wrong.']);
    await account.logOut();
    const wrong = answers({ code: oneByOne('1', '2', '3') });
    await expect(account.logIn('code', wrong)).rejects.toMatchObject({ code: 'telegram_login_failed' });
  });

  test('with a password for the second step proves that it is known, without sending it', async () => {
    const { telegram, account, answers, mistakes } = await open({ password: 'swordfish' });
    const hints: (string | null)[] = [];
    const passwords = ['herring', 'swordfish'];
    const password = async (hint: string | null) => {
      hints.push(hint);
      return passwords.shift() ?? expect.fail('asked too often');
    };
    expect(await account.logIn('code', answers({ password }))).toEqual(loggedIn);
    expect(mistakes).toEqual(['The password is wrong.']);
    expect(hints).toEqual(['the usual', 'the usual']);
    expect(JSON.stringify(telegram.requests)).not.toContain('swordfish');
  });

  test('by a code that another device scans needs no phone number', async () => {
    const { telegram, account, answers } = await open({ password: 'swordfish' });
    const shown: string[] = [];
    const showQr = (url: string) => {
      shown.push(url);
      setImmediate(() => telegram.scanQr(aino.userId));
    };
    const phone = () => expect.fail('asked for the number');
    expect(await account.logIn('qr', answers({ showQr, phone }))).toEqual(loggedIn);
    expect(shown).toEqual([expect.stringMatching(/^tg:\/\/login\?token=[\w-]+$/)]);
  });

  test('goes to the data centre where the account lives', async () => {
    const { account, answers } = await open({ dataCentre: 4 });
    expect(await account.logIn('code', answers())).toEqual(loggedIn);
  });

  test('of a number that nobody has says so, and does not repeat it', async () => {
    const { account, answers } = await open();
    const error = await account.logIn('code', answers({ phone: async () => '+49 170 9999999' })).catch((caught) => caught);
    expect(error).toMatchObject({ code: 'telegram_login_failed', hint: expect.any(String) });
    expect(`${error.message} ${error.hint} ${JSON.stringify(error.details)}`).not.toContain('9999999');
  });

  test('that Telegram lets wait asks for nothing before the end of the wait, in the next process neither', async () => {
    const { telegram, folder, account, answers } = await open();
    telegram.fail('auth.sendCode', { kind: 'error', code: 420, text: 'FLOOD_WAIT_3600' });
    const refused = { code: 'telegram_rate_limited', retryAfterMs: 3_600_000 };
    await expect(account.logIn('code', answers())).rejects.toMatchObject(refused);
    await account.close();
    const later = openAccountForTest(accountSettings(telegram.environment, folder));
    await expect(later.logIn('code', answers())).rejects.toMatchObject({ code: 'telegram_rate_limited' });
    await later.close();
    expect(telegram.requests).toHaveLength(1);
  });
});

test('a logout ends the session at Telegram and leaves no file', async () => {
  const { telegram, folder, account, answers } = await open();
  await account.logIn('code', answers());
  expect(await account.logOut()).toBe(true);
  expect(telegram.requests.map(({ method }) => method)).toContain('auth.logOut');
  expect(() => readFileSync(`${folder}/telegram-default.session`)).toThrow('ENOENT');
  await account.close();
  const later = openAccountForTest(accountSettings(telegram.environment, folder));
  expect(await later.status()).toEqual({ isLoggedIn: false, userId: null, maskedPhone: null });
  expect(await later.logOut()).toBe(false);
  await later.close();
});

test('a session that was ended in another client is told from one that never was', async () => {
  const { telegram, folder, account } = await open();
  await logInForTest(telegram, folder);
  telegram.endSessions(aino.userId);
  await expect(account.status()).rejects.toMatchObject({
    code: 'telegram_unauthorized',
    hint: expect.stringContaining('auth login'),
  });
});
