import type { Long } from '@mtcute/node';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { Logger } from '../../ports/logger.ts';
import type { AccountClient } from './account-client.ts';

/**
 * A takeout session (https://core.telegram.org/api/takeout): gentler limits for who exports much at once. Telegram asks the account's
 * owner in another client first; until then reading goes on as usual.
 */
export interface Takeout {
  /** @returns undefined while Telegram does not allow it */
  begin(signal?: AbortSignal): Promise<Long | undefined>;
  /** Tells Telegram that all was read. */
  end(): Promise<void>;
}

export function createTakeout(client: AccountClient, log: Logger): Takeout {
  let begun: Promise<Long | undefined> | null = null;
  return {
    begin(signal) {
      begun ??= ask(signal);
      return begun;
    },
    async end() {
      const takeoutId = await begun?.catch(() => undefined);
      if (takeoutId !== undefined) {
        await client.call({ _: 'account.finishTakeoutSession', success: true }, { takeoutId }).catch(() => undefined);
      }
    },
  };

  async function ask(signal: AbortSignal | undefined): Promise<Long | undefined> {
    try {
      const { id } = await client.call(
        { _: 'account.initTakeoutSession', messageChannels: true, messageMegagroups: true },
        { signal },
      );
      return id;
    } catch (error) {
      if (!(error instanceof TgParserError) || error.code === 'interrupted') {
        throw error;
      }
      log.log('warn', 'takeout_refused', { code: error.code, reason: error.message });
      return undefined;
    }
  }
}
