import type { MessageToDescribe } from '../../ports/describe-messages.ts';
import { knownTitle } from './known-title.ts';

/** What a model is asked to say of a message: names and a subject always, a title, and a summary with terms beside that. */
export type MessageAsk = 'tags' | 'title' | 'summary';

/** Characters: a shorter text is read as fast as its summary. */
const summarizedText = 300;

/**
 * Code decides what is wanted, and says so with each message: models do not count characters, and what they write although it is not
 * needed is paid for.
 */
export function whatToAsk(message: MessageToDescribe): MessageAsk {
  if (message.text.length >= summarizedText) {
    return 'summary';
  }
  return knownTitle(message.text) === null ? 'title' : 'tags';
}
