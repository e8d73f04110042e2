import { TgParserError } from '../../../domain/tg-parser-error.ts';
import type { ExportedChat, OpenExportOptions } from '../../../ports/message-source.ts';
import type { ListedChat } from './list-chats.ts';

/** More would not help anybody to choose. */
const mostListed = 200;

/**
 * The chat that a person asked for, or the only one.
 *
 * @throws TgParserError `channel_ambiguous` with a list of the chats; `export_unreadable` when there is none, or when the
 *   export names no id and neither does the person
 */
export function pickChat(chats: readonly ListedChat[], { path, chat, channelId }: OpenExportOptions): ListedChat {
  if (chats.length === 0) {
    throw new TgParserError('export_unreadable', `No list of messages was found in "${path}"`, {
      hint: 'It is no Telegram Desktop export, or it is damaged from its beginning.',
    });
  }
  const wanted = chat === undefined ? chats : findCalled(chats, chat);
  const [only] = wanted;
  if (wanted.length !== 1 || !only) {
    throw ambiguous(wanted.length > 1 ? wanted : chats, chat);
  }
  const id = only.channelId === '' ? channelId : only.channelId;
  if (id === undefined) {
    throw new TgParserError('export_unreadable', `The export "${path}" does not say which channel it is of`, {
      hint: 'Give its numeric id with --channel-id.',
    });
  }
  return { ...only, channelId: id };
}

/** An id is looked for first: a chat may be called by a number. */
function findCalled(chats: readonly ListedChat[], called: string): ListedChat[] {
  const typed = called.trim();
  const ids = [typed, typed.replace(/^-/, ''), typed.replace(/^-100/, '')];
  const byId = chats.filter(({ channelId }) => channelId !== '' && ids.includes(channelId));
  return byId.length > 0 ? byId : chats.filter(({ title }) => title?.trim().toLowerCase() === typed.toLowerCase());
}

function ambiguous(chats: readonly ExportedChat[], called: string | undefined): TgParserError {
  const listed = chats
    .slice(0, mostListed)
    .map(
      ({ channelId, title, kind, messageCount }) =>
        `${channelId} ${title === null ? '(no name)' : JSON.stringify(title)} (${kind}, ${messageCount ?? '?'} messages)`,
    );
  const rest = chats.length > mostListed ? `; and ${chats.length - mostListed} more` : '';
  const problem =
    called === undefined ? `The export holds ${chats.length} chats` : `--chat "${called}" picks no single chat of the export`;
  return new TgParserError('channel_ambiguous', `${problem}: ${listed.join('; ')}${rest}`, {
    hint: 'Pick one with --chat NAME or --chat ID.',
  });
}
