import type { MessageMedia } from '../../../domain/raw-message.ts';
import { fileName } from '../json/read-media.ts';
import { elementsOf, findAll, findByClass, type HtmlElement, hasClass, textOf } from './html-node.ts';

/** Classes of media that Desktop shows by themselves. */
const wraps: readonly (readonly [string, string])[] = [
  ['photo_wrap', 'photo'],
  ['sticker_wrap', 'sticker'],
  ['animated_wrap', 'animation'],
  ['video_file_wrap', 'video'],
];

/** Classes of media that Desktop shows as a line with title and status: `media_photo`, `media_voice_message` … */
const kindOfClass: Record<string, string> = {
  media_photo: 'photo',
  media_video: 'video',
  media_voice_message: 'voice',
  media_audio_file: 'audio',
  media_file: 'file',
  media_location: 'location',
  media_live_location: 'location',
  media_venue: 'venue',
  media_contact: 'contact',
  media_game: 'game',
  media_invoice: 'invoice',
  media_call: 'call',
};

/** What a message's `media_wrap` shows; undefined when there is none. Names only, never paths. */
export function readHtmlMedia(wrap: HtmlElement | undefined): MessageMedia | undefined {
  if (!wrap) {
    return undefined;
  }
  const poll = findByClass(wrap, 'media_poll');
  if (poll) {
    return readPoll(poll);
  }
  for (const [className, kind] of wraps) {
    const found = findByClass(wrap, className);
    if (found) {
      return { kind, ...named(found.attributes.href) };
    }
  }
  const line = findByClass(wrap, 'media');
  return line ? readLine(line) : { kind: 'unknown' };
}

function readLine(line: HtmlElement): MessageMedia {
  const classes = (line.attributes.class ?? '').split(/\s+/);
  const kind = classes.map((name) => kindOfClass[name]).find((found) => found !== undefined);
  const title = textOf(findByClass(line, 'title'));
  const status = textOf(findByClass(line, 'status'));
  // A sticker that was not downloaded stands in a line of photos, with its emoji.
  if (kind === 'photo' && /^(sticker|стикер)$/i.test(title)) {
    return { kind: 'sticker' };
  }
  const isNamed = kind === 'file' || kind === 'audio';
  return {
    kind: kind ?? 'unknown',
    ...(line.attributes.href === undefined && isNamed ? named(title) : named(line.attributes.href)),
    ...(status === '' ? {} : { status }),
  };
}

function named(href: string | undefined): { file_name?: string } {
  const name = fileName(href);
  return name === undefined ? {} : { file_name: name };
}

function readPoll(poll: HtmlElement): MessageMedia {
  const inner = elementsOf(poll).find((child) => hasClass(child, 'media_poll')) ?? poll;
  return {
    kind: 'poll',
    question: textOf(findByClass(inner, 'question')),
    options: findAll(inner, (element) => hasClass(element, 'answer')).map((answer) => textOf(answer).replace(/^-\s*/, '')),
  };
}
