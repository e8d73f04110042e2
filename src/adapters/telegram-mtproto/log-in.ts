import type { tl } from '@mtcute/node';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { LoginQuestions } from '../../ports/telegram-account.ts';
import type { AccountClient } from './account-client.ts';
import { rpcErrorName } from './to-telegram-error.ts';

/** Answers to one question before a login is given up. */
const mostAnswers = 3;
/** A code to scan is good for half a minute; so many are shown. */
const mostTokens = 20;

/** Logs in with a code that Telegram sends (https://core.telegram.org/api/auth). */
export async function logInByCode(client: AccountClient, questions: LoginQuestions, signal?: AbortSignal): Promise<tl.RawUser> {
  const phoneNumber = (await questions.phone()).replace(/\D/g, '');
  const { apiId, apiHash } = client;
  const sent = await client.call(
    { _: 'auth.sendCode', phoneNumber, apiId, apiHash, settings: { _: 'codeSettings' } },
    { signal },
  );
  if (sent._ === 'auth.sentCodeSuccess') {
    return toUser(sent.authorization);
  }
  if (sent._ !== 'auth.sentCode') {
    throw new TgParserError('telegram_login_failed', 'Telegram wants to be paid for a code', {
      hint: 'Log in with a QR code: tg-parser auth login --qr.',
    });
  }
  const { phoneCodeHash, type } = sent;
  return withPassword(client, questions, signal, () =>
    answered(questions, 'PHONE_CODE_INVALID', 'The code is wrong.', async () => {
      const phoneCode = (await questions.code(placeOf(type))).replace(/\D/g, '');
      return toUser(await client.call({ _: 'auth.signIn', phoneNumber, phoneCodeHash, phoneCode }, { signal }));
    }),
  );
}

/** Logs in with a code that another device of the account scans (https://core.telegram.org/api/qr-login). */
export async function logInByQr(client: AccountClient, questions: LoginQuestions, signal?: AbortSignal): Promise<tl.RawUser> {
  return withPassword(client, questions, signal, async () => {
    for (let shown = 0; shown < mostTokens; shown += 1) {
      const scanned = client.nextLoginToken();
      const answer = await exportToken(client, signal);
      if (answer._ === 'auth.loginTokenSuccess') {
        return toUser(answer.authorization);
      }
      if (answer._ === 'auth.loginTokenMigrateTo') {
        throw new TgParserError('telegram_failed', 'Telegram sends a login from one data centre to the next');
      }
      questions.showQr(`tg://login?token=${Buffer.from(answer.token).toString('base64url')}`);
      await waitFor(scanned, client, { until: answer.expires * 1000, signal });
    }
    throw new TgParserError('telegram_login_failed', 'Nobody scanned the code', {
      hint: 'Start over: tg-parser auth login --qr.',
    });
  });
}

/** @throws TgParserError `interrupted` */
async function waitFor(
  event: Promise<void>,
  client: AccountClient,
  { until, signal }: { until: number; signal: AbortSignal | undefined },
): Promise<void> {
  const end = new AbortController();
  const wait = client.wait(until, signal ? AbortSignal.any([signal, end.signal]) : end.signal);
  await Promise.race([event, wait]);
  end.abort();
  if (signal?.aborted) {
    throw new TgParserError('interrupted', 'Stopped while waiting for the code to be scanned');
  }
}

/** An account may live in another data centre than the one that showed the code. */
async function exportToken(client: AccountClient, signal: AbortSignal | undefined): Promise<tl.auth.TypeLoginToken> {
  const { apiId, apiHash } = client;
  const answer = await client.call({ _: 'auth.exportLoginToken', apiId, apiHash, exceptIds: [] }, { signal });
  if (answer._ !== 'auth.loginTokenMigrateTo') {
    return answer;
  }
  await client.moveTo(answer.dcId);
  return client.call({ _: 'auth.importLoginToken', token: answer.token }, { signal });
}

/** The second step, where an account has one. */
async function withPassword(
  client: AccountClient,
  questions: LoginQuestions,
  signal: AbortSignal | undefined,
  firstStep: () => Promise<tl.RawUser>,
): Promise<tl.RawUser> {
  try {
    return await firstStep();
  } catch (error) {
    if (rpcErrorName(error) !== 'SESSION_PASSWORD_NEEDED') {
      throw error;
    }
  }
  return answered(questions, 'PASSWORD_HASH_INVALID', 'The password is wrong.', async () => {
    const question = await client.call({ _: 'account.getPassword' }, { signal });
    const proof = await client.provePassword(question, await questions.password(question.hint ?? null));
    return toUser(await client.call({ _: 'auth.checkPassword', password: proof }, { signal }));
  });
}

/** Asks again after the one mistake that people make. */
async function answered<Result>(
  questions: LoginQuestions,
  mistake: string,
  problem: string,
  attempt: () => Promise<Result>,
): Promise<Result> {
  for (let answers = 1; ; answers += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (rpcErrorName(error) !== mistake || answers >= mostAnswers) {
        throw error;
      }
      questions.onMistake(problem);
    }
  }
}

function toUser(authorization: tl.auth.TypeAuthorization): tl.RawUser {
  if (authorization._ === 'auth.authorizationSignUpRequired') {
    throw new TgParserError('telegram_login_failed', 'No account has this phone number', {
      hint: 'Create the account in a Telegram app first.',
    });
  }
  if (authorization.user._ !== 'user') {
    throw new TgParserError('telegram_failed', 'Telegram did not say who is logged in');
  }
  return authorization.user;
}

const places: Readonly<Partial<Record<tl.auth.TypeSentCodeType['_'], string>>> = {
  'auth.sentCodeTypeApp': 'the Telegram app',
  'auth.sentCodeTypeSms': 'a text message',
  'auth.sentCodeTypeSmsWord': 'a text message',
  'auth.sentCodeTypeSmsPhrase': 'a text message',
  'auth.sentCodeTypeCall': 'a call',
  'auth.sentCodeTypeFlashCall': 'a call',
  'auth.sentCodeTypeMissedCall': 'a call: the last digits of the number that calls',
  'auth.sentCodeTypeEmailCode': 'an e-mail',
  'auth.sentCodeTypeFragmentSms': 'fragment.com',
};

function placeOf({ _: type }: tl.auth.TypeSentCodeType): string {
  return places[type] ?? 'another device';
}
