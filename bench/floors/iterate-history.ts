import { mkdirSync } from 'node:fs';
import { Long, type tl } from '@mtcute/node';
import { systemClock } from '../../src/adapters/system/system-clock.ts';
import { systemDelay } from '../../src/adapters/system/system-delay.ts';
import { createAccountClient } from '../../src/adapters/telegram-mtproto/account-client.ts';
import { AccountSession } from '../../src/adapters/telegram-mtproto/account-session.ts';
import { logInByCode } from '../../src/adapters/telegram-mtproto/log-in.ts';
import { accountSettings, answersOf } from '../../test/support/telegram-mtproto/log-in-for-test.ts';
import type { MtprotoAnnouncement } from '../../test/support/telegram-mtproto/serve-telegram-mtproto.ts';

/** Asks for the whole history of a channel, page by page, and keeps nothing: what the library and the network take. */
export async function iterateHistory(
  { environment, account }: MtprotoAnnouncement,
  { username, folder }: { username: string; folder: string },
): Promise<{ messages: number; seconds: number }> {
  mkdirSync(folder, { recursive: true });
  const { apiId, apiHash, ...settings } = accountSettings(environment, folder);
  const session = AccountSession.open(settings.session);
  const client = createAccountClient(
    { ...settings, apiId: Number(apiId), apiHash: String(apiHash) },
    { session, clock: systemClock, delay: systemDelay },
  );
  await logInByCode(client, answersOf(account));
  const { chats } = await client.call({ _: 'contacts.resolveUsername', username });
  const { id, accessHash } = chats[0] as tl.RawChannel;
  const peer: tl.RawInputPeerChannel = { _: 'inputPeerChannel', channelId: id, accessHash: accessHash ?? Long.ZERO };
  let messages = 0;
  const startedAt = performance.now();
  for (let offsetId = 0; ; ) {
    const page = await client.call({
      ...{ _: 'messages.getHistory', peer, offsetId, offsetDate: 0, addOffset: 0, limit: 100 },
      ...{ maxId: 0, minId: 0, hash: Long.ZERO },
    } as tl.messages.RawGetHistoryRequest);
    const some = page._ === 'messages.messagesNotModified' ? [] : page.messages;
    messages += some.length;
    offsetId = some.at(-1)?.id ?? 0;
    if (offsetId <= 1) {
      break;
    }
  }
  const seconds = (performance.now() - startedAt) / 1000;
  await client.close();
  session.close();
  return { messages, seconds };
}
