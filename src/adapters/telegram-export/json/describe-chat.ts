import type { ExportedChat } from '../../../ports/message-source.ts';
import { wellFormed } from '../../telegram/well-formed.ts';
import { chatKind } from '../chat-kind.ts';
import type { ChatHeader } from './chat-header.ts';

/** Chats of the account itself, which Desktop writes without a name. */
const titleOfType: Record<string, string> = { saved_messages: 'Saved Messages', replies: 'Replies' };

/** A chat by what the export says of it; `channelId` is null where it names none. */
export function describeChat({
  name,
  type,
  id,
}: ChatHeader): Pick<ExportedChat, 'title' | 'kind'> & { channelId: string | null } {
  const isId = (typeof id === 'number' && Number.isSafeInteger(id)) || (typeof id === 'string' && /^-?\d{1,19}$/.test(id));
  return {
    channelId: isId
      ? String(id)
          .replace(/^-100(?=\d{9,})/, '')
          .replace(/^-/, '')
      : null,
    title:
      typeof name === 'string' && name.trim() !== ''
        ? wellFormed(name)
        : (typeof type === 'string' && titleOfType[type]) || null,
    kind: chatKind(type),
  };
}
