import type { MessageMedia } from '../../domain/raw-message.ts';
import { fileName } from '../telegram/file-name.ts';
import { elementsOf, findAll, findByClass, type HtmlElement, hasClass, textOf } from '../telegram/html-node.ts';
import { wellFormed } from '../telegram/well-formed.ts';
import { postAddress } from './post-address.ts';
import { readCount } from './read-count.ts';
import { readSize } from './read-size.ts';

/** One thing that a bubble shows, and the message of an album that it belongs to. */
export interface ShownMedia {
  media: MessageMedia;
  /** Null where the page does not say. */
  messageId: string | null;
}

/** What shows media, and how each is read. The first class that fits counts: a round video has those of a video, too. */
const readers: readonly (readonly [string, (element: HtmlElement) => MessageMedia])[] = [
  ['tgme_widget_message_roundvideo_player', (element) => ({ kind: 'video_message', ...lasting(element) })],
  ['tgme_widget_message_video_player', readVideo],
  ['tgme_widget_message_photo_wrap', () => ({ kind: 'photo' })],
  ['tgme_widget_message_voice_player', (element) => ({ kind: 'voice', ...lasting(element) })],
  ['tgme_widget_message_document_wrap', readDocument],
  ['tgme_widget_message_sticker_wrap', () => ({ kind: 'sticker' })],
  ['tgme_widget_message_tgsticker_wrap', () => ({ kind: 'sticker' })],
  ['tgme_widget_message_videosticker_wrap', () => ({ kind: 'sticker' })],
  ['tgme_widget_message_sticker', () => ({ kind: 'sticker' })],
  ['tgme_widget_message_tgsticker', () => ({ kind: 'sticker' })],
  ['tgme_widget_message_videosticker', () => ({ kind: 'sticker' })],
  ['tgme_widget_message_venue_wrap', () => ({ kind: 'venue' })],
  ['tgme_widget_message_location_wrap', readLocation],
  ['tgme_widget_message_contact_wrap', () => ({ kind: 'contact' })],
  ['tgme_widget_message_poll', readPoll],
  ['tgme_widget_message_game', () => ({ kind: 'game' })],
  ['tgme_widget_message_invoice', () => ({ kind: 'invoice' })],
  ['tgme_widget_message_story', () => ({ kind: 'story' })],
  ['tgme_widget_message_giveaway', () => ({ kind: 'giveaway' })],
];

/** All media of a bubble, in their order. */
export function readWebMedia(bubble: HtmlElement, skip: (element: HtmlElement) => boolean): ShownMedia[] {
  return elementsOf(bubble).flatMap((child) => {
    if (skip(child)) {
      return [];
    }
    const reader = readers.find(([className]) => hasClass(child, className));
    return reader
      ? [{ media: reader[1](child), messageId: postAddress(child.attributes.href)?.messageId ?? null }]
      : readWebMedia(child, skip);
  });
}

/** An animation plays by itself, again and again, and shows no duration. */
function readVideo(element: HtmlElement): MessageMedia {
  const shown = lasting(element);
  const video = findByClass(element, 'tgme_widget_message_video');
  const isAnimation = video?.attributes.loop !== undefined || video?.attributes.autoplay !== undefined;
  return { kind: isAnimation && shown.duration === undefined ? 'animation' : 'video', ...shown };
}

/** The duration that a player shows, as `0:15` or `1:02:03`. */
function lasting(player: HtmlElement): { duration?: number } {
  const time = findAll(player, (element) => /_duration(?:\s|$)/.test(element.attributes.class ?? ''))[0];
  const [, hours, minutes, seconds] = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2})$/.exec(textOf(time)) ?? [];
  return minutes === undefined ? {} : { duration: Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds) };
}

/** Of music the two lines are title and performer, of other files name and size. */
function readDocument(element: HtmlElement): MessageMedia {
  const title = wellFormed(textOf(findByClass(element, 'tgme_widget_message_document_title')));
  const extra = wellFormed(textOf(findByClass(element, 'tgme_widget_message_document_extra')));
  const icon = findByClass(element, 'tgme_widget_message_document_icon');
  if (icon && hasClass(icon, 'audio')) {
    return { kind: 'audio', ...(title === '' ? {} : { title }), ...(extra === '' ? {} : { performer: extra }) };
  }
  const name = fileName(title);
  const size = readSize(extra);
  return {
    kind: 'file',
    ...(name === undefined ? {} : { file_name: name }),
    // Not `size`, which is exact elsewhere and would look like another file.
    ...(size === undefined ? {} : { approximate_size: size }),
  };
}

function readLocation(element: HtmlElement): MessageMedia {
  return { kind: findByClass(element, 'tgme_widget_message_venue_title') ? 'venue' : 'location' };
}

function readPoll(poll: HtmlElement): MessageMedia {
  const type = wellFormed(textOf(findByClass(poll, 'tgme_widget_message_poll_type')));
  const options = findAll(poll, (element) => hasClass(element, 'tgme_widget_message_poll_option'));
  const percentages = options.map((option) => textOf(findByClass(option, 'tgme_widget_message_poll_option_percent')));
  return {
    kind: 'poll',
    question: wellFormed(textOf(findByClass(poll, 'tgme_widget_message_poll_question'))),
    options: options.map((option) => wellFormed(textOf(findByClass(option, 'tgme_widget_message_poll_option_text')))),
    ...(percentages.every((shown) => /^\d{1,3}%$/.test(shown)) ? { percentages: percentages.map(Number.parseFloat) } : {}),
    ...(/quiz/i.test(type) ? { is_quiz: true } : {}),
    ...(type === 'Final results' ? { is_closed: true } : {}),
  };
}

/** Votes of a poll stand in the footer of its bubble. */
export function withVoters(media: MessageMedia, bubble: HtmlElement): MessageMedia {
  const voters = media.kind === 'poll' ? readCount(textOf(findByClass(bubble, 'tgme_widget_message_voters'))) : undefined;
  return voters === undefined ? media : { ...media, total_voters: voters };
}
