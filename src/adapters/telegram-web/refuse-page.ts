import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { PageKind } from './read-page-kind.ts';

const otherDoor = 'Read it with an account (--via mtproto), or export it with Telegram Desktop: --from-export PATH.';

/** Why a page is not the history of a channel. */
export function refusePage(kind: Exclude<PageKind, 'history'>, username: string): TgParserError {
  switch (kind) {
    case 'channel':
      return new TgParserError('channel_no_preview', `Channel @${username} shows no messages on the web`, { hint: otherDoor });
    case 'group':
      return new TgParserError('channel_no_preview', `@${username} is a group, and groups show no messages on the web`, {
        hint: otherDoor,
      });
    case 'person':
      return new TgParserError('channel_missing', `@${username} is a person or a bot, not a channel`);
    case 'nobody':
      return new TgParserError('channel_missing', `Nothing on Telegram is called @${username}`, {
        hint: 'Look whether the name is spelled right and whether the channel was renamed.',
      });
    case 'foreign':
      return new TgParserError('telegram_failed', `What was answered for @${username} is no page of Telegram`, {
        retryable: true,
        hint: 'Look at what answers at TELEGRAM_WEB_BASE_URL, and at proxies on the way.',
      });
  }
}
