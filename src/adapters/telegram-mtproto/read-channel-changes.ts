import type { tl } from '@mtcute/node';
import type { RawMessage } from '../../domain/raw-message.ts';
import type { LiveChanges, ThreadState } from '../../ports/live-source.ts';
import type { AccountClient } from './account-client.ts';

/** Most events that an account gets at once (https://core.telegram.org/method/updates.getChannelDifference). */
const mostChanges = 100;

export interface ChannelChangesToRead {
  input: tl.RawInputChannel;
  /** The number of the last event that is known, as text; null begins with the present. */
  state: string | null;
  toMessages(
    messages: readonly tl.TypeMessage[],
    named: { users: readonly tl.TypeUser[]; chats: readonly tl.TypeChat[] },
  ): { messages: RawMessage[]; threads: ThreadState[] };
  signal: AbortSignal | undefined;
}

/** What has happened to a channel since a known event, https://core.telegram.org/api/updates: new messages, edits and deletions. */
export async function readChannelChanges(
  client: AccountClient,
  { input, state, toMessages, signal }: ChannelChangesToRead,
): Promise<LiveChanges> {
  const nothing = { messages: [], deletedIds: [], threads: [], hasMore: false, isTooLong: false };
  const pts = Number(state);
  if (state === null || !Number.isSafeInteger(pts) || pts < 1) {
    const { fullChat } = await client.call({ _: 'channels.getFullChannel', channel: input }, { signal });
    const begin = fullChat._ === 'channelFull' ? fullChat.pts : 1;
    return { ...nothing, state: String(begin), isTooLong: state !== null };
  }
  const difference = await client.call(
    {
      _: 'updates.getChannelDifference',
      channel: input,
      filter: { _: 'channelMessagesFilterEmpty' },
      pts,
      limit: mostChanges,
    },
    { signal },
  );
  switch (difference._) {
    case 'updates.channelDifferenceEmpty':
      return { ...nothing, state: String(difference.pts) };
    case 'updates.channelDifferenceTooLong': {
      const begin = difference.dialog._ === 'dialog' ? difference.dialog.pts : undefined;
      return { ...nothing, state: String(begin ?? pts), isTooLong: true };
    }
    case 'updates.channelDifference': {
      const edited = difference.otherUpdates.flatMap((update) =>
        update._ === 'updateEditChannelMessage' ? [update.message] : [],
      );
      const deletedIds = difference.otherUpdates.flatMap((update) =>
        update._ === 'updateDeleteChannelMessages' ? update.messages : [],
      );
      return {
        ...nothing,
        ...toMessages(newestOf([...difference.newMessages, ...edited]), difference),
        deletedIds,
        state: String(difference.pts),
        hasMore: !difference.final,
      };
    }
  }
}

/** One version of each, the last that was told, ids ascending. */
function newestOf(messages: readonly tl.TypeMessage[]): tl.TypeMessage[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  return [...byId.values()].sort((left, right) => left.id - right.id);
}
