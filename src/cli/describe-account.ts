import type { AccountStatus } from '../ports/telegram-account.ts';

export function describeAccount({ isLoggedIn, userId, maskedPhone }: AccountStatus): string[] {
  return isLoggedIn
    ? [`Logged in as user ${userId}${maskedPhone === null ? '' : `, phone ${maskedPhone}`}`]
    : ['Nobody is logged in: "tg-parser auth login" logs an account in.'];
}
