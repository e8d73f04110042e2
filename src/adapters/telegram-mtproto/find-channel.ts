import { Long, type tl } from '@mtcute/node';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { LiveTarget } from '../../ports/live-source.ts';
import type { AccountClient } from './account-client.ts';
import { publicName } from './peer-names.ts';

/** A channel or group that the account can see. */
export interface FoundChannel {
  chat: tl.RawChannel;
  input: tl.RawInputChannel;
}

/** Pages of the list of chats that are looked through for an id, each of a hundred. */
const mostDialogPages = 50;

/**
 * Finds a channel by its public name, its id, or an invitation that the account has accepted. Names are resolved once in the life of a
 * session: Telegram allows few of these requests.
 *
 * @throws TgParserError `channel_missing`, `channel_private`, `telegram_*`
 */
export async function findChannel(client: AccountClient, target: LiveTarget, signal?: AbortSignal): Promise<FoundChannel> {
  const known = knownChannel(client, target);
  const found = (known && (await askKnown(client, known, signal))) ?? (await askAnew(client, target, signal));
  if (target.channelId !== null && String(found.chat.id) !== target.channelId) {
    throw new TgParserError(
      'channel_missing',
      `@${target.username} is the name of another channel, with the id ${found.chat.id} and not ${target.channelId}`,
      { hint: 'If the channel was renamed, give its source the name that it has today.' },
    );
  }
  return found;
}

function knownChannel({ session }: AccountClient, { channelId, username }: LiveTarget): tl.RawInputChannel | undefined {
  const entries = Object.entries(session.content.channels);
  const entry = entries.find(([id, one]) => (channelId === null ? one.username === username?.toLowerCase() : id === channelId));
  return entry && inputOf(Number(entry[0]), Long.fromString(entry[1].accessHash));
}

/** @returns undefined when what is known does not lead to it any more */
async function askKnown(
  client: AccountClient,
  input: tl.RawInputChannel,
  signal: AbortSignal | undefined,
): Promise<FoundChannel | undefined> {
  try {
    const { chats } = await client.call({ _: 'channels.getChannels', id: [input] }, { signal });
    return toFound(client, chats[0]);
  } catch (error) {
    if (error instanceof TgParserError && error.code === 'channel_missing') {
      return undefined;
    }
    throw error;
  }
}

async function askAnew(
  client: AccountClient,
  { username, channelId, invitation }: LiveTarget,
  signal: AbortSignal | undefined,
): Promise<FoundChannel> {
  if (invitation) {
    return askInvitation(client, invitation, signal);
  }
  if (username !== null) {
    const { peer, chats } = await client.call({ _: 'contacts.resolveUsername', username }, { signal });
    if (peer._ !== 'peerChannel') {
      throw new TgParserError('channel_missing', `@${username} is a person or a bot, not a channel`);
    }
    return toFound(
      client,
      chats.find(({ id }) => id === peer.channelId),
    );
  }
  return askDialogs(client, Number(channelId), signal);
}

async function askInvitation(client: AccountClient, hash: string, signal: AbortSignal | undefined): Promise<FoundChannel> {
  const invite = await client.call({ _: 'messages.checkChatInvite', hash }, { signal });
  if (invite._ === 'chatInvite') {
    throw new TgParserError('channel_private', 'The account has not accepted this invitation', {
      hint: 'Accept it in a Telegram client, then repeat the command.',
    });
  }
  return toFound(client, invite.chat);
}

/** An id alone opens nothing: the list of the account's chats holds the hash that belongs to it. */
async function askDialogs(client: AccountClient, id: number, signal: AbortSignal | undefined): Promise<FoundChannel> {
  let offset: Pick<tl.messages.RawGetDialogsRequest, 'offsetDate' | 'offsetId' | 'offsetPeer'> | null = {
    offsetDate: 0,
    offsetId: 0,
    offsetPeer: { _: 'inputPeerEmpty' },
  };
  for (let page = 0; offset !== null && page < mostDialogPages; page += 1) {
    const answer: tl.messages.TypeDialogs = await client.call(
      { _: 'messages.getDialogs', ...offset, limit: 100, hash: Long.ZERO },
      { signal },
    );
    if (answer._ === 'messages.dialogsNotModified') {
      break;
    }
    remember(client, answer.chats);
    const chat = answer.chats.find((one) => one.id === id);
    if (chat) {
      return toFound(client, chat);
    }
    offset = answer._ === 'messages.dialogsSlice' ? nextOffset(answer) : null;
  }
  throw new TgParserError('channel_missing', `The account has no channel or group with the id ${id}`, {
    hint: 'Join it in a Telegram client, or name a public channel as @name.',
  });
}

/** Lists go on from their last chat, by the date of its newest message. */
function nextOffset({ dialogs, messages, chats }: tl.messages.RawDialogsSlice) {
  const last = dialogs.at(-1);
  if (last?._ !== 'dialog') {
    return null;
  }
  const newest = messages.find(({ id }) => id === last.topMessage);
  const { peer } = last;
  const chat = peer._ === 'peerChannel' ? chats.find(({ id }) => id === peer.channelId) : undefined;
  const offsetPeer: tl.TypeInputPeer =
    chat?._ === 'channel'
      ? { ...inputOf(chat.id, chat.accessHash ?? Long.ZERO), _: 'inputPeerChannel' }
      : { _: 'inputPeerEmpty' };
  return newest === undefined || newest._ === 'messageEmpty'
    ? null
    : { offsetDate: newest.date, offsetId: last.topMessage, offsetPeer };
}

function toFound(client: AccountClient, chat: tl.TypeChat | undefined): FoundChannel {
  switch (chat?._) {
    case 'channel':
      if (chat.accessHash === undefined) {
        throw privateError(chat.title);
      }
      remember(client, [chat]);
      return { chat, input: inputOf(chat.id, chat.accessHash) };
    case 'channelForbidden':
    case 'chatForbidden':
      throw privateError(chat.title);
    case 'chat':
      throw new TgParserError(
        'channel_missing',
        `"${chat.title}" is a small group, which has no ids of its own for its messages`,
        {
          hint: 'Export it with Telegram Desktop: --from-export PATH.',
        },
      );
    default:
      throw new TgParserError('channel_missing', 'Telegram names no channel or group for this', {
        hint: 'Look whether the name is spelled right.',
      });
  }
}

function privateError(title: string): TgParserError {
  return new TgParserError('channel_private', `The account may not see "${title}"`, {
    hint: 'Look in a Telegram client whether the account is a member.',
  });
}

function remember({ session }: AccountClient, chats: readonly tl.TypeChat[]): void {
  const channels = chats.filter(
    (chat) => chat._ === 'channel' && !chat.min && chat.accessHash !== undefined,
  ) as tl.RawChannel[];
  session.update({
    channels: {
      ...session.content.channels,
      ...Object.fromEntries(
        channels.map((chat) => [
          String(chat.id),
          {
            accessHash: String(chat.accessHash),
            username: publicName(chat)?.toLowerCase() ?? null,
          },
        ]),
      ),
    },
  });
}

function inputOf(channelId: number, accessHash: Long): tl.RawInputChannel {
  return { _: 'inputChannel', channelId, accessHash };
}
