import type { MessageShape } from './message-shapes.ts';
import type { TelegramMessage } from './telegram-messages.ts';

const firstDate = 1_704_067_200;

/**
 * Gives shapes ids from 1 on and dates a minute apart; members of an album follow each other in the same second. Id 0, where one message
 * speaks of another, becomes the first message.
 */
export function postShapes(shapes: readonly MessageShape[]): TelegramMessage[] {
  let id = 0;
  return shapes.flatMap(({ messages }, index) => {
    const date = firstDate + index * 60;
    const groupedId = messages.length > 1 ? { groupedId: index + 1 } : {};
    return messages.map((message) => {
      id += 1;
      return { ...pointed(message), ...groupedId, id, date };
    });
  });
}

function pointed(message: MessageShape['messages'][number]): MessageShape['messages'][number] {
  const { replyTo, action } = message;
  return {
    ...message,
    ...(replyTo?.messageId === 0 ? { replyTo: { ...replyTo, messageId: 1 } } : {}),
    ...(action?.kind === 'pin_message' && action.messageId === 0 ? { action: { ...action, messageId: 1 } } : {}),
  };
}
