import type { Instant } from '../../domain/instant.ts';
import type { RawMessage } from '../../domain/raw-message.ts';
import { formatSourceRef } from '../../domain/source-ref.ts';
import { collectLinks } from '../telegram/collect-links.ts';
import { elementsOf, findAll, findByClass, type HtmlElement, hasClass, textOf } from '../telegram/html-node.ts';
import type { ShapeCounter } from '../telegram/shape-counter.ts';
import { wellFormed } from '../telegram/well-formed.ts';
import { postAddress } from './post-address.ts';
import { readCount } from './read-count.ts';
import { readReactions } from './read-reactions.ts';
import { readTime } from './read-time.ts';
import { readWebMedia, withVoters } from './read-web-media.ts';
import { readWebText } from './read-web-text.ts';
import { toPostPayload } from './to-post-payload.ts';
import { webServiceAction } from './web-service-action.ts';

export interface PostContext {
  channelId: string;
  shapes: ShapeCounter;
  /** Date of the post before: a service message may carry none of its own. */
  previousDate: Instant | undefined;
  /** Called for what is lost of a bubble that can be read otherwise. */
  onLoss: (problem: string) => void;
}

/** What a bubble cannot be read for, as one line for a person. */
export interface UnreadablePost {
  problem: string;
}

type Known = Pick<RawMessage, 'channel_id' | 'date'>;

/**
 * Turns one bubble of a preview page into messages: one, or all members of an album, ids ascending.
 *
 * @param id of the bubble: of an album it is that of one member, and text, views and reactions are that member's
 */
export function readPost(post: HtmlElement, id: string, context: PostContext): RawMessage[] | UnreadablePost {
  const isService = hasClass(post, 'service_message');
  const date = readTime(dateElement(post)?.attributes.datetime) ?? (isService ? (context.previousDate ?? null) : null);
  if (date === null) {
    return { problem: `message ${id} has no usable date` };
  }
  const known = { channel_id: context.channelId, date };
  return isService ? [toService(post, id, known)] : toPosts(post, id, known, context);
}

function dateElement(post: HtmlElement): HtmlElement | undefined {
  const link = findByClass(post, 'tgme_widget_message_date', isQuotation);
  return findAll(link ?? post, ({ name, attributes }) => name === 'time' && attributes.datetime !== undefined)[0];
}

/** What stands in a bubble and belongs to another message or page. */
function isQuotation(element: HtmlElement): boolean {
  return (
    hasClass(element, 'tgme_widget_message_reply') ||
    hasClass(element, 'tgme_widget_message_link_preview') ||
    hasClass(element, 'tgme_widget_message_user')
  );
}

function identity(id: string, { channel_id }: Known): Pick<RawMessage, 'id' | 'source_ref'> {
  return { id, source_ref: formatSourceRef({ channelId: channel_id, space: 'post', messageId: Number(id) }) };
}

function textElement(post: HtmlElement): HtmlElement | undefined {
  return findByClass(post, 'js-message_text', isQuotation) ?? findByClass(post, 'tgme_widget_message_text', isQuotation);
}

function toService(post: HtmlElement, id: string, known: Known): RawMessage {
  const text = wellFormed(textOf(textElement(post)));
  return {
    ...identity(id, known),
    ...known,
    message_type: 'service',
    text,
    service_action: webServiceAction(text),
    raw_payload: toPostPayload(post),
  };
}

function toPosts(post: HtmlElement, id: string, known: Known, context: PostContext): RawMessage[] {
  const shown = readWebMedia(post, isQuotation);
  const shared = {
    ...known,
    message_type: 'post' as const,
    ...readForward(post),
    ...readAuthor(post, context),
    ...readReply(post, context),
  };
  const own = shown.find(({ messageId }) => messageId === id) ?? shown[0];
  const media = own ? withVoters(own.media, post) : readUnsupported(post);
  const first: RawMessage = {
    ...identity(id, known),
    ...shared,
    ...readWords(post),
    ...(media ? { media } : {}),
    ...readNumbers(post),
    ...(isEdited(post) ? { is_edited: true } : {}),
    raw_payload: toPostPayload(post),
  };
  const members = shown.filter((one) => one !== own && one.messageId !== null && one.messageId !== id);
  if (own && shown.length > members.length + 1) {
    context.onLoss(`the page does not name all members of album ${id}`);
  }
  countUnknown(post, context.shapes);
  return members.length === 0
    ? [first]
    : asAlbum([first, ...members.map(({ messageId, media: one }) => toMember(messageId ?? '', one, { id, known, shared }))]);
}

interface Bubble {
  id: string;
  known: Known;
  shared: Known & Pick<RawMessage, 'message_type'> & Partial<RawMessage>;
}

/** A member shows nothing but its picture; what it is part of is kept once, with the message that the bubble is named after. */
function toMember(memberId: string, media: NonNullable<RawMessage['media']>, { id, known, shared }: Bubble): RawMessage {
  return { ...shared, ...identity(memberId, known), text: '', media, raw_payload: { shown_with: id } };
}

/** A member that a page shows twice is one. */
function asAlbum(messages: RawMessage[]): RawMessage[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const members = [...byId.values()].sort((left, right) => Number(left.id) - Number(right.id));
  return members.map((member) => ({ ...member, album_id: members[0]?.id ?? member.id }));
}

function readWords(post: HtmlElement): Pick<RawMessage, 'text' | 'entities' | 'links'> {
  const element = textElement(post);
  const { text, entities } = element ? readWebText(element) : { text: '', entities: [] };
  const links = collectLinks(text, entities);
  return { text, ...(entities.length > 0 ? { entities } : {}), ...(links.length > 0 ? { links } : {}) };
}

function readNumbers(post: HtmlElement): Pick<RawMessage, 'views' | 'reactions'> {
  const views = readCount(textOf(findByClass(post, 'tgme_widget_message_views')));
  const reactions = readReactions(post);
  return { ...(views === undefined ? {} : { views }), ...(reactions.length > 0 ? { reactions } : {}) };
}

/** The page shows that a message was edited, not when. */
function isEdited(post: HtmlElement): boolean {
  const meta = findByClass(post, 'tgme_widget_message_meta');
  const words = meta?.children.filter((child) => typeof child === 'string').join(' ') ?? '';
  return /\bedited\b/.test(words) || (meta !== undefined && findByClass(meta, 'tgme_widget_message_meta_edited') !== undefined);
}

/** Authors as JSON exports name them: a post is the channel's, and its writer is a signature. */
function readAuthor(post: HtmlElement, { channelId }: PostContext): Pick<RawMessage, 'author'> & { via_bot?: string } {
  const header = findByClass(post, 'tgme_widget_message_author', isQuotation);
  const name = wellFormed(textOf(header && findByClass(header, 'tgme_widget_message_owner_name')));
  const signature = wellFormed(textOf(findByClass(post, 'tgme_widget_message_from_author', isQuotation)));
  const viaBot = /@\w{3,64}/.exec(textOf(findByClass(post, 'tgme_widget_message_via_bot', isQuotation)))?.[0];
  const author = { ...(name === '' ? {} : { name, id: `channel${channelId}` }), ...(signature === '' ? {} : { signature }) };
  return {
    ...(Object.keys(author).length > 0 ? { author } : {}),
    ...(viaBot === undefined ? {} : { via_bot: viaBot }),
  };
}

function readForward(post: HtmlElement): Pick<RawMessage, 'forward'> {
  const forwarded = findByClass(post, 'tgme_widget_message_forwarded_from', isQuotation);
  if (!forwarded) {
    return {};
  }
  const origin = findByClass(forwarded, 'tgme_widget_message_forwarded_from_name');
  const name = wellFormed(textOf(origin));
  const signature = wellFormed(textOf(findByClass(forwarded, 'tgme_widget_message_forwarded_from_author'))).replace(
    /^\((.*)\)$/s,
    '$1',
  );
  const address = postAddress(origin?.attributes.href);
  return {
    forward: {
      ...(name === '' ? {} : { from_name: name }),
      ...(address ? { from_username: address.username } : {}),
      ...(address?.messageId ? { message_id: address.messageId } : {}),
      ...(signature === '' ? {} : { signature }),
    },
  };
}

/** An answer to a post of another channel is no parent here. */
function readReply(post: HtmlElement, { channelId }: PostContext): Partial<RawMessage> {
  const reply = findByClass(post, 'tgme_widget_message_reply');
  if (!reply) {
    return {};
  }
  const target = postAddress(reply.attributes.href);
  const own = postUsername(post)?.toLowerCase();
  if (target?.messageId && target.username.toLowerCase() === own) {
    return { parent_message_id: target.messageId };
  }
  const [, privateId, privateMessage] = /\/c\/(\d{1,15})\/(\d{1,15})/.exec(reply.attributes.href ?? '') ?? [];
  if (privateId === channelId && privateMessage !== undefined) {
    return { parent_message_id: privateMessage };
  }
  return target?.messageId
    ? { reply_to: { username: target.username, message_id: target.messageId } }
    : { reply_to: { text: wellFormed(textOf(reply)) } };
}

function postUsername({ attributes }: HtmlElement): string | undefined {
  return attributes['data-post']?.split('/')[0];
}

/**
 * Media that pages do not show. The sentence that asks to open Telegram stands in most bubbles, hidden, and means something only where it
 * stands in place of the content.
 */
function readUnsupported(post: HtmlElement): RawMessage['media'] {
  const bubble = findByClass(post, 'tgme_widget_message_bubble') ?? post;
  const isInPlace = elementsOf(bubble).some((child) => hasClass(child, 'message_media_not_supported_wrap'));
  const isAlone =
    textElement(post) === undefined && findByClass(post, 'message_media_not_supported', isQuotation) !== undefined;
  return isInPlace || isAlone ? { kind: 'unsupported' } : undefined;
}

const knownClasses = new Set(
  (
    'author forwarded_from reply text photo_wrap video_player roundvideo_player voice_player document_wrap sticker_wrap ' +
    'tgsticker_wrap videosticker_wrap sticker tgsticker videosticker venue_wrap location_wrap contact_wrap poll game invoice story ' +
    'giveaway grouped_wrap link_preview reactions footer inline_keyboard bubble_tail user bubble info views meta from_author via_bot ' +
    'fact_check via_bot_wrap grouped inline_row'
  )
    .split(' ')
    .map((name) => `tgme_widget_message_${name}`),
);
const otherKnownClasses = new Set([
  'media_supported_cont',
  'media_not_supported_cont',
  'message_media_not_supported_wrap',
  'emoji',
]);

/** What stands directly in a bubble and is not known. */
function countUnknown(post: HtmlElement, shapes: ShapeCounter): void {
  for (const child of elementsOf(findByClass(post, 'tgme_widget_message_bubble') ?? post)) {
    const classes = (child.attributes.class ?? '').split(/\s+/).filter((name) => name !== '');
    if (classes.length > 0 && !classes.some((name) => knownClasses.has(name) || otherKnownClasses.has(name))) {
      shapes.count(`element:${child.name}.${classes[0]}`);
    }
  }
}
