import type { ErrorCode } from '../../domain/error-code.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';

interface Meaning {
  code: ErrorCode;
  /** Completes "Telegram refused METHOD: …". */
  what: string;
  hint?: string;
}

const login = 'Log in again: tg-parser auth login.';
const closed = 'Write to recover@telegram.org, or log in with another account: tg-parser auth login.';
const member = 'Look in a Telegram client whether the account is a member and may read.';
const spelling = 'Look whether the name is spelled right and whether the channel was renamed.';
const again = 'Start over: tg-parser auth login.';

/** Errors by their exact names (https://core.telegram.org/api/errors, and the tables of errors of each method). */
const meanings: Readonly<Record<string, Meaning>> = {
  AUTH_KEY_UNREGISTERED: { code: 'telegram_unauthorized', what: 'no account is logged in', hint: login },
  AUTH_KEY_INVALID: { code: 'telegram_unauthorized', what: 'it does not know the session', hint: login },
  AUTH_KEY_DUPLICATED: {
    code: 'telegram_unauthorized',
    what: 'the session was used from two places at once, and is ended',
    hint: `Never copy a session file. ${login}`,
  },
  SESSION_REVOKED: { code: 'telegram_unauthorized', what: 'the session was ended in another client', hint: login },
  SESSION_EXPIRED: { code: 'telegram_unauthorized', what: 'the session has expired', hint: login },
  USER_DEACTIVATED: { code: 'telegram_account_closed', what: 'the account was deleted', hint: closed },
  USER_DEACTIVATED_BAN: { code: 'telegram_account_closed', what: 'the account is banned', hint: closed },
  PHONE_NUMBER_BANNED: { code: 'telegram_account_closed', what: 'the phone number is banned', hint: closed },
  FROZEN_METHOD_INVALID: { code: 'telegram_account_closed', what: 'the account is frozen', hint: closed },
  FROZEN_PARTICIPANT_MISSING: { code: 'telegram_account_closed', what: 'the account is frozen', hint: closed },

  CHANNEL_PRIVATE: {
    code: 'channel_private',
    what: 'the channel is private, or the account was removed from it',
    hint: member,
  },
  CHANNEL_PUBLIC_GROUP_NA: { code: 'channel_private', what: 'the group is not available to the account', hint: member },
  CHAT_ADMIN_REQUIRED: { code: 'channel_forbidden', what: 'only administrators may do this', hint: member },
  CHAT_FORBIDDEN: { code: 'channel_forbidden', what: 'the account may not read the chat', hint: member },
  USER_BANNED_IN_CHANNEL: { code: 'channel_forbidden', what: 'the account is banned in the channel', hint: member },
  CHAT_RESTRICTED: { code: 'channel_forbidden', what: 'the chat is restricted', hint: member },
  CHANNEL_INVALID: { code: 'channel_missing', what: 'the channel does not exist', hint: spelling },
  CHAT_ID_INVALID: { code: 'channel_missing', what: 'the chat does not exist', hint: spelling },
  PEER_ID_INVALID: { code: 'channel_missing', what: 'the channel does not exist', hint: spelling },
  PEER_ID_NOT_SUPPORTED: { code: 'channel_missing', what: 'this is no channel or group', hint: spelling },
  MSG_ID_INVALID: { code: 'channel_missing', what: 'the message does not exist' },
  TOPIC_DELETED: { code: 'channel_missing', what: 'the topic was deleted' },
  USERNAME_NOT_OCCUPIED: { code: 'channel_missing', what: 'nobody has this name', hint: spelling },
  USERNAME_INVALID: { code: 'channel_missing', what: 'nobody can have this name', hint: spelling },
  INVITE_HASH_EXPIRED: { code: 'channel_missing', what: 'the invitation has expired', hint: 'Ask for a fresh invitation.' },
  INVITE_HASH_INVALID: {
    code: 'channel_missing',
    what: 'the invitation does not exist',
    hint: 'Look whether the link is whole.',
  },
  INVITE_HASH_EMPTY: {
    code: 'channel_missing',
    what: 'the invitation does not exist',
    hint: 'Look whether the link is whole.',
  },

  API_ID_INVALID: {
    code: 'setting_invalid',
    what: 'TELEGRAM_API_ID and TELEGRAM_API_HASH do not belong together',
    hint: 'Copy both from https://my.telegram.org.',
  },
  API_ID_PUBLISHED_FLOOD: {
    code: 'setting_invalid',
    what: 'TELEGRAM_API_ID is one that was published, and cannot be used',
    hint: 'Get your own at https://my.telegram.org.',
  },
  PHONE_NUMBER_INVALID: {
    code: 'telegram_login_failed',
    what: 'the phone number is not valid',
    hint: 'Write it with the code of the country, as +358….',
  },
  PHONE_NUMBER_UNOCCUPIED: {
    code: 'telegram_login_failed',
    what: 'no account has this phone number',
    hint: 'Create the account in a Telegram app first.',
  },
  PHONE_NUMBER_FLOOD: { code: 'telegram_login_failed', what: 'too many codes were asked for', hint: 'Try again tomorrow.' },
  PHONE_PASSWORD_FLOOD: { code: 'telegram_login_failed', what: 'too many passwords were tried', hint: 'Try again tomorrow.' },
  PHONE_CODE_INVALID: { code: 'telegram_login_failed', what: 'the code is wrong', hint: again },
  PHONE_CODE_EMPTY: { code: 'telegram_login_failed', what: 'the code is wrong', hint: again },
  PHONE_CODE_EXPIRED: { code: 'telegram_login_failed', what: 'the code has expired', hint: again },
  SESSION_PASSWORD_NEEDED: {
    code: 'telegram_login_failed',
    what: 'the account has a password for the second step',
    hint: again,
  },
  PASSWORD_HASH_INVALID: { code: 'telegram_login_failed', what: 'the password is wrong', hint: again },
  SRP_ID_INVALID: { code: 'telegram_login_failed', what: 'the password was changed meanwhile', hint: again },
  AUTH_TOKEN_EXPIRED: { code: 'telegram_login_failed', what: 'the code that was shown has expired', hint: again },
};

/** Errors with a number at the end: seconds to wait. */
const wait = /^(?:FLOOD_WAIT|FLOOD_PREMIUM_WAIT|SLOWMODE_WAIT|FLOOD_TEST_PHONE_WAIT|TAKEOUT_INIT_DELAY)_(\d{1,9})$/;

/** Longer is no wait, but a mistake somewhere. */
const longestWaitInS = 366 * 86_400;

export interface RpcError {
  errorCode: number;
  errorMessage: string;
}

/**
 * What an error of Telegram means to us. Only its name and the name of the method are said: nothing of what was asked.
 *
 * @param method for example `messages.getHistory`
 */
export function toTelegramError({ errorCode, errorMessage }: RpcError, method: string): TgParserError {
  const seconds = wait.exec(errorMessage)?.[1];
  if (seconds !== undefined) {
    const waitInS = Math.min(Math.max(1, Number(seconds)), longestWaitInS);
    return new TgParserError('telegram_rate_limited', `Telegram asks to wait ${waitInS} s before the next ${method}`, {
      retryable: true,
      retryAfterMs: waitInS * 1000,
    });
  }
  // Names of errors are letters and digits; what is not one is not repeated.
  const name = /^[A-Z][A-Z0-9_]{2,60}$/.test(errorMessage) ? errorMessage : `code ${errorCode}`;
  const details = { telegram_error: name };
  const meaning = meanings[errorMessage];
  if (meaning) {
    const { code, what, hint } = meaning;
    return new TgParserError(code, `Telegram refused ${method}: ${what}`, { hint, details });
  }
  if (errorCode === 401) {
    return new TgParserError('telegram_unauthorized', `Telegram refused ${method}: ${name}`, { hint: login, details });
  }
  if (errorCode === -503) {
    return new TgParserError('telegram_unreachable', `Telegram did not answer ${method} in time`, { retryable: true, details });
  }
  const isPassing = errorCode >= 500 || errorCode < 0 || errorCode === 420;
  return new TgParserError('telegram_failed', `Telegram answered ${method} with ${name}`, {
    retryable: isPassing,
    details,
    hint: isPassing ? undefined : 'Repeat the command; if it stays, tell the makers of tg-parser what you did.',
  });
}

/** Telegram's own name of what went wrong, where the error came from Telegram. */
export function rpcErrorName(error: unknown): string | null {
  const name = error instanceof TgParserError ? error.details?.telegram_error : undefined;
  return typeof name === 'string' ? name : null;
}
