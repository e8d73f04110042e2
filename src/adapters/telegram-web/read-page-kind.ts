import { findAll, findByClass, type HtmlElement, textOf } from '../telegram/html-node.ts';

/**
 * What a page of Telegram is: the history of a channel; the card of a channel without preview, of a group, or of a person or bot;
 * the card of a name that nobody has; or no page of Telegram.
 */
export type PageKind = 'history' | 'channel' | 'group' | 'person' | 'nobody' | 'foreign';

export function readPageKind(root: HtmlElement): PageKind {
  if (findByClass(root, 'tgme_channel_history')) {
    return 'history';
  }
  if (!findByClass(root, 'tgme_page')) {
    return 'foreign';
  }
  if (!findByClass(root, 'tgme_page_title')) {
    return 'nobody';
  }
  const extra = textOf(findByClass(root, 'tgme_page_extra'));
  if (/\bsubscribers?\b/.test(extra)) {
    return 'channel';
  }
  return /\bmembers?\b/.test(extra) ? 'group' : cardKind(root);
}

/** A group or channel that shows no numbers is opened with the word "View", people and bots are sent messages. */
function cardKind(root: HtmlElement): PageKind {
  const title = textOf(findAll(root, ({ name }) => name === 'title')[0]);
  return title.startsWith('Telegram: View @') ? 'group' : 'person';
}
