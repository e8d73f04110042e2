import type { MessageMedia } from '../../../domain/raw-message.ts';
import { fileName } from '../../telegram/file-name.ts';
import { elementsOf, findAll, findByClass, type HtmlElement, hasClass, textOf } from '../../telegram/html-node.ts';
import type { ShapeCounter } from '../../telegram/shape-counter.ts';
import { wellFormed } from '../../telegram/well-formed.ts';

/** Classes of media that Desktop shows as a picture. */
const wraps: readonly (readonly [string, string])[] = [
  ['photo_wrap', 'photo'],
  ['sticker_wrap', 'sticker'],
  ['animated_wrap', 'animation'],
  ['video_file_wrap', 'video'],
];

/** Classes of media that Desktop shows as a line with title and status. */
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

/** Lines of several kinds share a class; the title, which is English in every export, tells them apart. */
const kindOfTitle: Record<string, string> = {
  Sticker: 'sticker',
  Animation: 'animation',
  'Video message': 'video_message',
};

/** What a message's `media_wrap` shows; undefined when there is none. Names only, never paths. */
export function readHtmlMedia(wrap: HtmlElement | undefined, shapes: ShapeCounter): MessageMedia | undefined {
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
      return { kind, ...named(found.attributes.href), ...lasting(textOf(findByClass(found, 'video_duration'))) };
    }
  }
  const line = findByClass(wrap, 'media');
  return line ? readLine(line, shapes) : { kind: 'unknown' };
}

function readLine(line: HtmlElement, shapes: ShapeCounter): MessageMedia {
  const classes = (line.attributes.class ?? '').split(/\s+/).filter((name) => name.startsWith('media_'));
  const known = classes.map((name) => kindOfClass[name]).find((found) => found !== undefined);
  if (known === undefined) {
    shapes.count(`media:${classes.join('.') || 'unknown'}`);
  }
  const title = wellFormed(textOf(findByClass(line, 'title')));
  const status = wellFormed(textOf(findByClass(line, 'status')));
  const kind = (known === 'photo' || known === 'video' ? kindOfTitle[title] : undefined) ?? known ?? 'unknown';
  return {
    kind,
    // Of a file the title is its name, and "File" stands for none; the name on the disk may have got a number.
    ...named(kind === 'file' && title !== 'File' ? title : line.attributes.href),
    ...lasting(status),
    ...(title === '' || kind === 'file' ? {} : { title }),
    ...(status === '' ? {} : { status }),
  };
}

/** @param path within the export; addresses, as of a place on a map, name no file */
function named(path: string | undefined): { file_name?: string } {
  const name = path === undefined || /^[a-z]+:\/\//i.test(path) ? undefined : fileName(path);
  return name === undefined ? {} : { file_name: name };
}

/** A status begins with the duration, as `01:02:03`, where there is one. */
function lasting(status: string): { duration?: number } {
  const [, hours, minutes, seconds] = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2})(?![\d:])/.exec(status) ?? [];
  return minutes === undefined ? {} : { duration: Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds) };
}

function readPoll(poll: HtmlElement): MessageMedia {
  const details = elementsOf(poll).find((child) => hasClass(child, 'details') && !hasClass(child, 'total'));
  const voters = /^\d+/.exec(textOf(findByClass(poll, 'total')))?.[0];
  return {
    kind: 'poll',
    question: wellFormed(textOf(findByClass(poll, 'question'))),
    options: findAll(poll, (element) => hasClass(element, 'answer')).map(readAnswer),
    ...(voters === undefined ? {} : { total_voters: Number(voters) }),
    ...(textOf(details) === 'Final results' ? { is_closed: true } : {}),
  };
}

/** Behind the text of an answer Desktop shows its votes. */
function readAnswer(answer: HtmlElement): string {
  const children = answer.children.filter((child) => typeof child === 'string' || !hasClass(child, 'details'));
  return wellFormed(textOf({ ...answer, children })).replace(/^-\s*/, '');
}
