import type { RawMessage } from '../../domain/raw-message.ts';
import { findAll, findByClass, type HtmlElement, hasClass, textOf } from '../telegram/html-node.ts';
import { wellFormed } from '../telegram/well-formed.ts';
import { readCount } from './read-count.ts';

/** Reactions with their rounded counts; stars that were paid have a class of their own and no emoji. */
export function readReactions(bubble: HtmlElement): NonNullable<RawMessage['reactions']> {
  const list = findByClass(bubble, 'tgme_widget_message_reactions');
  return list ? findAll(list, (element) => hasClass(element, 'tgme_reaction')).flatMap(readReaction) : [];
}

function readReaction(reaction: HtmlElement): NonNullable<RawMessage['reactions']> {
  const count = readCount(reaction.children.filter((child) => typeof child === 'string').join(''));
  if (count === undefined) {
    return [];
  }
  if (hasClass(reaction, 'tgme_reaction_paid')) {
    return [{ kind: 'paid', count }];
  }
  const id = findAll(reaction, ({ name }) => name === 'tg-emoji')[0]?.attributes['emoji-id'];
  const emoji = wellFormed(textOf(findByClass(reaction, 'emoji')));
  if (id !== undefined) {
    return [{ kind: 'custom_emoji', custom_emoji_id: wellFormed(id), ...(emoji === '' ? {} : { emoji }), count }];
  }
  return emoji === '' ? [] : [{ kind: 'emoji', emoji, count }];
}
