import { resolve } from 'node:path';
import { instantFromDate } from '../domain/instant.ts';
import { parseChannelName } from '../domain/parse-channel-name.ts';
import type { NewSource, Source } from '../domain/source.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Application } from './application.ts';
import type { SourceSettings } from './change-source.ts';
import { findUser } from './find-user.ts';

export interface SourceToAdd {
  sourceId?: string | undefined;
  channelId?: string | undefined;
  channelUsername?: string | undefined;
  settings?: SourceSettings | undefined;
  /** Name of the user whose source it is; left out for the shared workspace. */
  owner?: string | undefined;
  /** The same by the id of the user. */
  ownerId?: string | undefined;
  /** Export to take the channel's id, title and kind from. */
  fromExport?: string | undefined;
  chat?: string | undefined;
}

/**
 * Registers a source from what the person says and what an export says of itself.
 *
 * @throws TgParserError `usage_invalid` when nothing names the channel, `source_exists`, `user_unknown`
 */
export async function addSource(
  { sourceStore, userStore, openExport, clock }: Pick<Application, 'sourceStore' | 'userStore' | 'openExport' | 'clock'>,
  { sourceId, channelId, channelUsername, settings = {}, owner, ownerId, fromExport, chat }: SourceToAdd,
): Promise<Source> {
  const named = {
    ...(channelId === undefined ? {} : { channelId: channelIdOf(channelId) }),
    ...(channelUsername === undefined ? {} : { username: usernameOf(channelUsername) }),
    ...settings,
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(owner === undefined ? {} : { ownerId: (await findUser(userStore, owner)).userId }),
  };
  const seen: Partial<NewSource> = fromExport === undefined ? {} : await readChannel(fromExport);
  const source = { via: 'export' as const, ...seen, ...named };
  const id = sourceId?.trim() || source.username || source.channelId;
  if (!id) {
    throw new TgParserError('usage_invalid', 'Nothing says which channel this is', {
      hint: 'Give --from-export, --channel-id, --channel-username or --source-id.',
    });
  }
  return await sourceStore.add({ sourceId: id, ...source }, instantFromDate(clock.now()));

  async function readChannel(path: string): Promise<Partial<NewSource>> {
    const messages = await openExport({ path: resolve(path), chat, channelId: named.channelId });
    await messages.close();
    const { channelId: id, title, username, kind } = messages.channel;
    return { channelId: id, title, username, kind, exportPath: resolve(path) };
  }
}

function channelIdOf(text: string): string {
  const { channelId } = parseChannelName(text);
  if (channelId === null) {
    throw new TgParserError('usage_invalid', `"${text}" is no channel id`, {
      hint: 'A channel id is a number, with or without -100.',
    });
  }
  return channelId;
}

function usernameOf(text: string): string {
  const { username } = parseChannelName(text);
  if (username === null) {
    throw new TgParserError('usage_invalid', `"${text}" is no channel name`, { hint: 'A channel name looks like @name.' });
  }
  return username;
}
