import { describe, expect, test } from 'vitest';
import { rpcErrorName, toTelegramError } from './to-telegram-error.ts';

const method = 'messages.getHistory';

describe('an error of Telegram', () => {
  test.each([
    [420, 'FLOOD_WAIT_30', 30_000],
    [420, 'FLOOD_PREMIUM_WAIT_7', 7_000],
    [420, 'SLOWMODE_WAIT_5', 5_000],
    [420, 'TAKEOUT_INIT_DELAY_86400', 86_400_000],
    [420, 'FLOOD_WAIT_0', 1_000],
  ])('%s %s asks to wait exactly that long', (errorCode, errorMessage, retryAfterMs) => {
    expect(toTelegramError({ errorCode, errorMessage }, method)).toMatchObject({
      code: 'telegram_rate_limited',
      retryable: true,
      retryAfterMs,
    });
  });

  test.each([
    [401, 'AUTH_KEY_UNREGISTERED', 'telegram_unauthorized', false],
    [406, 'AUTH_KEY_DUPLICATED', 'telegram_unauthorized', false],
    [401, 'SESSION_REVOKED', 'telegram_unauthorized', false],
    [401, 'SOMETHING_NEW', 'telegram_unauthorized', false],
    [401, 'USER_DEACTIVATED', 'telegram_account_closed', false],
    [401, 'USER_DEACTIVATED_BAN', 'telegram_account_closed', false],
    [400, 'CHANNEL_PRIVATE', 'channel_private', false],
    [406, 'CHANNEL_PRIVATE', 'channel_private', false],
    [400, 'CHAT_ADMIN_REQUIRED', 'channel_forbidden', false],
    [400, 'CHANNEL_INVALID', 'channel_missing', false],
    [400, 'USERNAME_NOT_OCCUPIED', 'channel_missing', false],
    [400, 'INVITE_HASH_EXPIRED', 'channel_missing', false],
    [400, 'API_ID_INVALID', 'setting_invalid', false],
    [400, 'PHONE_CODE_INVALID', 'telegram_login_failed', false],
    [400, 'PASSWORD_HASH_INVALID', 'telegram_login_failed', false],
    [500, 'INTERDC_2_CALL_ERROR', 'telegram_failed', true],
    [-503, 'TIMEOUT', 'telegram_unreachable', true],
    [400, 'SOMETHING_NEW', 'telegram_failed', false],
  ])('%s %s is %s', (errorCode, errorMessage, code, retryable) => {
    const error = toTelegramError({ errorCode, errorMessage }, method);
    expect(error).toMatchObject({ code, retryable });
    expect(rpcErrorName(error)).toBe(errorMessage);
  });

  test('whose name begins like another one is not taken for it', () => {
    expect(toTelegramError({ errorCode: 400, errorMessage: 'CHANNEL_PRIVATE_X' }, method).code).toBe('telegram_failed');
    expect(toTelegramError({ errorCode: 400, errorMessage: 'X_FLOOD_WAIT_30' }, method).code).toBe('telegram_failed');
  });

  test('that is no name of an error is not repeated', () => {
    const error = toTelegramError({ errorCode: 400, errorMessage: 'phone +358401234567' }, method);
    expect(JSON.stringify({ ...error, message: error.message })).not.toContain('358401234567');
  });
});
