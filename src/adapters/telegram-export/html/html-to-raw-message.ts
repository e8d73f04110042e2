import type { RawMessage } from '../../../domain/raw-message.ts';
import { formatSourceRef } from '../../../domain/source-ref.ts';
import { collectLinks } from '../../telegram/collect-links.ts';
import { elementsOf, findAll, findByClass, type HtmlElement, hasClass, textOf } from '../../telegram/html-node.ts';
import { htmlPayload } from '../../telegram/html-payload.ts';
import type { ShapeCounter } from '../../telegram/shape-counter.ts';
import type { UnreadableMessage } from '../../telegram/unreadable-message.ts';
import { wellFormed } from '../../telegram/well-formed.ts';
import type { ZonedTime } from '../zoned-time.ts';
import { readHtmlDate } from './read-html-date.ts';
import { readHtmlMedia } from './read-html-media.ts';
import { readHtmlText } from './read-html-text.ts';
import { createdTopicTitle, serviceAction } from './service-action.ts';

export interface HtmlMessageContext {
  channelId: string;
  shapes: ShapeCounter;
  zonedTime: ZonedTime;
  onAssumedZone: () => void;
  /** Author and forward origin of the message before, which a message with the class `joined` shares. */
  previousAuthor: string | undefined;
  previousForward: RawMessage['forward'];
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
    raw_payload: htmlPayload(element),
  };
}

function toPost(element: HtmlElement, id: number, context: HtmlMessageContext): RawMessage | UnreadableMessage {
  const body = elementsOf(element).find((child) => hasClass(child, 'body')) ?? element;
  const date = readHtmlDate(withClass(body, 'date')?.attributes.title ?? '', context.zonedTime, context.onAssumedZone);
  if (date === null) {
    return { problem: `message ${id} has no usable date`, messageId: String(id) };
  }
  countUnknown(body, context);
  const forwarded = elementsOf(body).find((child) => hasClass(child, 'forwarded') && hasClass(child, 'body'));
  const content = forwarded ?? body;
  const textElement = withClass(content, 'text');
  const { text, entities } = textElement ? readHtmlText(textElement) : { text: '', entities: [] };
  const links = collectLinks(text, entities);
  const media = readHtmlMedia(withClass(content, 'media_wrap'), context.shapes);
  return {
    ...identity(id, context.channelId),
    message_type: 'post',
    date,
    text,
    ...(entities.length > 0 ? { entities } : {}),
    ...(links.length > 0 ? { links } : {}),
    ...(media ? { media } : {}),
    ...(forwarded ? { forward: readForward(element, forwarded, context) } : {}),
    ...readReactions(body),
    ...readAuthor(element, body, context),
    ...readReply(childWithClass(content, 'reply_to') ?? childWithClass(body, 'reply_to')),
    raw_payload: htmlPayload(element),
  };
}

function childWithClass(element: HtmlElement, name: string): HtmlElement | undefined {
  return elementsOf(element).find((child) => hasClass(child, name));
}

/** In a page that lost closing tags the element may stand deeper than Desktop puts it. */
function withClass(element: HtmlElement, name: string): HtmlElement | undefined {
  return childWithClass(element, name) ?? findByClass(element, name);
}

const knownClasses = new Set(
  'date from_name forwarded reply_to media_wrap media_poll text signature reactions userpic_wrap bot_buttons_table'.split(' '),
);

function countUnknown(body: HtmlElement, { shapes }: HtmlMessageContext): void {
  for (const { name, attributes } of elementsOf(body)) {
    const classes = (attributes.class ?? '').split(/\s+/);
    if (!classes.some((one) => knownClasses.has(one))) {
      shapes.count(`element:${name}.${classes.join('.')}`);
    }
  }
}

function identity(id: number, channelId: string): Pick<RawMessage, 'id' | 'source_ref' | 'channel_id'> {
  return { id: String(id), source_ref: formatSourceRef({ channelId, space: 'post', messageId: id }), channel_id: channelId };
}

function readAuthor(
  element: HtmlElement,
  body: HtmlElement,
  { previousAuthor }: HtmlMessageContext,
): { author?: NonNullable<RawMessage['author']>; via_bot?: string } {
  const { name, viaBot } = splitName(textOf(childWithClass(body, 'from_name')));
  const shown = name === '' && hasClass(element, 'joined') ? previousAuthor : name;
  const forwarded = elementsOf(body).find((child) => hasClass(child, 'forwarded') && hasClass(child, 'body'));
  const signature = wellFormed(textOf(childWithClass(forwarded ?? body, 'signature')));
  const author = { ...(shown ? { name: shown } : {}), ...(signature === '' ? {} : { signature }) };
  return { ...(Object.keys(author).length > 0 ? { author } : {}), ...(viaBot === undefined ? {} : { via_bot: viaBot }) };
}

/** A message that was written through a bot shows `Name via @bot`. */
function splitName(shown: string): { name: string; viaBot: string | undefined } {
  const text = wellFormed(shown);
  const via = /^(.*) via (@\w{3,64})$/s.exec(text.slice(0, 1_000));
  return { name: via?.[1]?.trim() ?? text, viaBot: via?.[2] };
}

/** @param element the message: one that is `joined` shows no origin when it has that of the message before */
function readForward(
  element: HtmlElement,
  forwarded: HtmlElement,
  { zonedTime, onAssumedZone, previousForward }: HtmlMessageContext,
): NonNullable<RawMessage['forward']> {
  const from = childWithClass(forwarded, 'from_name');
  if (!from) {
    return (hasClass(element, 'joined') && previousForward) || {};
  }
  const dateElement = childWithClass(from, 'date');
  const shown = textOf(dateElement);
  const { name } = splitName(
    textOf(from)
      .slice(0, shown === '' ? undefined : -shown.length)
      .trim(),
  );
  const date = dateElement ? readHtmlDate(dateElement.attributes.title ?? shown, zonedTime, onAssumedZone) : null;
  return { ...(name === '' ? {} : { from_name: name }), ...(date === null ? {} : { date }) };
}

/** An answer to a message of another chat has no link. The answered message may stand in another part. */
function readReply(reply: HtmlElement | undefined): Partial<RawMessage> {
  if (!reply) {
    return {};
  }
  const link = findAll(reply, ({ name }) => name === 'a')[0]?.attributes;
  const id =
    /GoToMessage\((-?\d{1,15})\)/.exec(link?.onclick ?? '')?.[1] ?? /go_to_message(-?\d{1,15})$/.exec(link?.href ?? '')?.[1];
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
