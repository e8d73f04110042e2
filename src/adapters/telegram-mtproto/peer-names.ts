import type { tl } from '@mtcute/node';
import { wellFormed } from '../telegram/well-formed.ts';

/** How a person or chat is called. */
export interface PeerName {
  name: string | undefined;
  username: string | undefined;
}

/** Names of the people and chats that an answer of Telegram speaks of, under ids as exports write them: `user7`, `channel7`, `chat7`. */
export class PeerNames {
  readonly #names = new Map<string, PeerName>();

  constructor({ users, chats }: { users: readonly tl.TypeUser[]; chats: readonly tl.TypeChat[] }) {
    for (const user of users) {
      if (user._ === 'user') {
        const name = [user.firstName, user.lastName].filter((part) => part !== undefined && part !== '').join(' ');
        this.#set(`user${user.id}`, name, publicName(user));
      }
    }
    for (const chat of chats) {
      if (chat._ === 'channel') {
        this.#set(`channel${chat.id}`, chat.title, publicName(chat));
      } else if (chat._ !== 'chatEmpty') {
        this.#set(chat._ === 'channelForbidden' ? `channel${chat.id}` : `chat${chat.id}`, chat.title, undefined);
      }
    }
  }

  get(id: string): PeerName | undefined {
    return this.#names.get(id);
  }

  #set(id: string, name: string, username: string | undefined): void {
    this.#names.set(id, { name: name === '' ? undefined : wellFormed(name), username });
  }
}

/** Names that are bought stand in a list of their own. */
export function publicName({ username, usernames }: tl.RawUser | tl.RawChannel): string | undefined {
  return username ?? usernames?.find(({ active }) => active)?.username;
}

/** As exports write it. */
export function peerId(peer: tl.TypePeer): string {
  switch (peer._) {
    case 'peerUser':
      return `user${peer.userId}`;
    case 'peerChat':
      return `chat${peer.chatId}`;
    case 'peerChannel':
      return `channel${peer.channelId}`;
  }
}
