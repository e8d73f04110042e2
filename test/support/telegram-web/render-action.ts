import type { TelegramAction } from '../telegram/telegram-messages.ts';

/** The sentence of a service message. */
export function renderAction(action: TelegramAction, channelTitle: string): string {
  switch (action.kind) {
    case 'create_channel':
      return 'Channel created';
    case 'edit_group_title':
      return `Channel name was changed to «${action.title}»`;
    case 'edit_group_photo':
      return 'Channel photo updated';
    case 'delete_group_photo':
      return 'Channel photo removed';
    case 'pin_message':
      return `${channelTitle} pinned «${action.excerpt}»`;
    case 'group_call':
      return action.duration === undefined ? 'Live stream started' : `Live stream finished (${action.duration / 60} minutes)`;
    case 'group_call_scheduled':
      return `Live stream scheduled for ${action.at}`;
    case 'topic_created':
      throw new Error('the web shows no forums');
  }
}
