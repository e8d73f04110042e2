import type { RawMessage } from '../../../domain/raw-message.ts';
import { formatSourceRef } from '../../../domain/source-ref.ts';
import { collectLinks } from '../collect-links.ts';
import { limitPayload } from '../limit-payload.ts';
import type { UnreadableMessage } from '../unreadable-message.ts';
import { wellFormed } from '../well-formed.ts';
import type { ZonedTime } from '../zoned-time.ts';
import { elementsOf, findAll, findByClass, type HtmlElement, type HtmlNode, hasClass, textOf } from './html-node.ts';
import { readHtmlDate } from './read-html-date.ts';
import { readHtmlMedia } from './read-html-media.ts';
import { readHtmlText } from './read-html-text.ts';
import { createdTopicTitle, serviceAction } from './service-action.ts';

export interface HtmlMessageContext {
  channelId: string;
  zonedTime: ZonedTime;
  onAssumedZone: () => void;
  /** Author of the message before, which a message with the class `joined` shares; the reader sets it. */
  previousAuthor: string | undefined;
  /** Date of the message before: service messages carry none of their own. */
  previousDate: string | undefined;
}

/** Messages of a group before it became a supergroup have ids far below zero; day separators count down from -1. */
const dayIdsAbove = -100_000_000;

/** The line with the day above its messages, which is no message. */
export function isDaySeparator(element: HtmlElement): boolean {
  const id = idOf(element);
  return id < 0 && id > dayIdsAbove;
}

/** Turns one `message` element of a Desktop page into ours. */
export function htmlToRawMessage(element: HtmlElement, context: HtmlMessageContext): RawMessage | UnreadableMessage {
  const id = idOf(element);
  if (!Number.isSafeInteger(id) || id === 0) {
    return { problem: `a message has no usable id (${element.attributes.id})`, messageId: null };
  }
  return hasClass(element, 'service') ? toService(element, id, context) : toPost(element, id, context);
}

function idOf({ attributes }: HtmlElement): number {
  return Number((attributes.id ?? '').replace('message', ''));
}

function toService(element: HtmlElement, id: number, context: HtmlMessageContext): RawMessage | UnreadableMessage {
  const text = wellFormed(textOf(findByClass(element, 'details') ?? element));
  const date = context.previousDate;
  if (date === undefined) {
    return { problem: `service message ${id} stands before any date`, messageId: String(id) };
  }
  const topic = createdTopicTitle(text);
  return {
    ...identity(id, context.channelId),
    message_type: 'service',
    date,
    text,
    service_action: serviceAction(text),
    ...(topic === null ? {} : { forum_topic: { id: String(id), title: topic } }),
    raw_payload: limitPayload(toPayload(element), 0),
  };
}

function toPost(element: HtmlElement, id: number, context: HtmlMessageContext): RawMessage | UnreadableMessage {
  const body = elementsOf(element).find((child) => hasClass(child, 'body')) ?? element;
  const forwarded = findByClass(body, 'forwarded', (child) => hasClass(child, 'userpic_wrap'));
  const content = forwarded && hasClass(forwarded, 'body') ? forwarded : body;
  const date = readHtmlDate(findByClass(body, 'date')?.attributes.title ?? '', context.zonedTime, context.onAssumedZone);
  if (date === null) {
    return { problem: `message ${id} has no usable date`, messageId: String(id) };
  }
  const isInside = (child: HtmlElement) => child !== content && hasClass(child, 'forwarded');
  const author = authorOf(element, body, context);
  const textElement = findByClass(content, 'text', isInside);
  const { text, entities } = textElement ? readHtmlText(textElement) : { text: '', entities: [] };
  const links = collectLinks(text, entities);
  const media = readHtmlMedia(findByClass(content, 'media_wrap', isInside) ?? findByClass(content, 'media_poll', isInside));
  return {
    ...identity(id, context.channelId),
    message_type: 'post',
    date,
    text,
    ...(entities.length > 0 ? { entities } : {}),
    ...(links.length > 0 ? { links } : {}),
    ...(media ? { media } : {}),
    ...(forwarded ? { forward: readForward(forwarded, context) } : {}),
    ...readReactions(body),
    ...(author === undefined ? {} : { author: { name: author } }),
    ...readReply(body),
    raw_payload: limitPayload(toPayload(element), 0),
  };
}

function identity(id: number, channelId: string): Pick<RawMessage, 'id' | 'source_ref' | 'channel_id'> {
  return { id: String(id), source_ref: formatSourceRef({ channelId, space: 'post', messageId: id }), channel_id: channelId };
}

function authorOf(element: HtmlElement, body: HtmlElement, { previousAuthor }: HtmlMessageContext): string | undefined {
  const own = elementsOf(body).find((child) => hasClass(child, 'from_name'));
  const name = wellFormed(textOf(own));
  return name !== '' ? name : hasClass(element, 'joined') ? previousAuthor : undefined;
}

function readForward(
  forwarded: HtmlElement,
  { zonedTime, onAssumedZone }: HtmlMessageContext,
): NonNullable<RawMessage['forward']> {
  const from = findByClass(forwarded, 'from_name');
  const dateElement = from && findByClass(from, 'date');
  const shown = textOf(dateElement);
  const name = wellFormed(textOf(from))
    .slice(0, shown === '' ? undefined : -shown.length)
    .trim();
  const date = dateElement ? readHtmlDate(dateElement.attributes.title ?? '', zonedTime, onAssumedZone) : null;
  return { ...(name === '' ? {} : { from_name: name }), ...(date === null ? {} : { date }) };
}

function readReply(body: HtmlElement): Partial<RawMessage> {
  const reply = elementsOf(body).find((child) => hasClass(child, 'reply_to'));
  if (!reply) {
    return {};
  }
  const link = findAll(reply, ({ name }) => name === 'a')[0]?.attributes;
  const id = /GoToMessage\((-?\d+)\)/.exec(link?.onclick ?? '')?.[1] ?? /go_to_message(-?\d+)$/.exec(link?.href ?? '')?.[1];
  return id === undefined ? { reply_to: { text: wellFormed(textOf(reply)) } } : { parent_message_id: id };
}

function readReactions(body: HtmlElement): Pick<RawMessage, 'reactions'> {
  const list = findByClass(body, 'reactions');
  if (!list) {
    return {};
  }
  const reactions = findAll(list, (element) => hasClass(element, 'reaction')).flatMap((reaction) => {
    const emoji = wellFormed(textOf(findByClass(reaction, 'emoji')));
    const shown = Number(textOf(findByClass(reaction, 'count')));
    const people = findAll(reaction, (element) => hasClass(element, 'userpic')).length;
    const count = Number.isFinite(shown) && shown > 0 ? shown : people;
    return emoji === '' ? [] : [{ kind: 'emoji', emoji, count: Math.max(1, count) }];
  });
  return reactions.length > 0 ? { reactions } : {};
}

/** The element as it stood in the page, as plain data: names, attributes, children. */
function toPayload(element: HtmlElement): Record<string, unknown> {
  return { html: serialize(element) };
}

function serialize(node: HtmlNode): string {
  if (typeof node === 'string') {
    return wellFormed(node).replace(/\s+/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  }
  const attributes = Object.entries(node.attributes).map(
    ([name, value]) => ` ${name}="${wellFormed(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
  );
  return `<${node.name}${attributes.join('')}>${node.children.map(serialize).join('')}</${node.name}>`;
}
