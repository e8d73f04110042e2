import type { ChatKind } from '../../domain/source.ts';

const kinds: Record<string, ChatKind> = {
  public_channel: 'channel',
  private_channel: 'channel',
  public_supergroup: 'supergroup',
  private_supergroup: 'supergroup',
  private_group: 'group',
  personal_chat: 'personal',
  bot_chat: 'personal',
  saved_messages: 'personal',
};

/** @param type as the JSON export names it */
export function chatKind(type: unknown): ChatKind {
  return (typeof type === 'string' && kinds[type]) || 'unknown';
}
