import type { tl } from '@mtcute/node';
import type { MessageMedia } from '../../domain/raw-message.ts';
import { fileName } from '../telegram/file-name.ts';
import type { ShapeCounter } from '../telegram/shape-counter.ts';
import { wellFormed } from '../telegram/well-formed.ts';

/** Media that are told by their type alone, named as exports name them. */
const kinds: Readonly<Partial<Record<tl.TypeMessageMedia['_'], string>>> = {
  messageMediaPhoto: 'photo',
  messageMediaContact: 'contact',
  messageMediaUnsupported: 'unsupported',
  messageMediaGame: 'game',
  messageMediaInvoice: 'invoice',
  messageMediaStory: 'story',
  messageMediaGiveaway: 'giveaway',
  messageMediaGiveawayResults: 'giveaway_results',
  messageMediaPaidMedia: 'paid_media',
  messageMediaToDo: 'checklist',
  messageMediaVideoStream: 'video_stream',
};

/** What is attached to a message; nothing is downloaded. Undefined when nothing is, as for the preview of a link. */
export function readTlMedia(media: tl.TypeMessageMedia, shapes: ShapeCounter): MessageMedia | undefined {
  switch (media._) {
    case 'messageMediaEmpty':
    case 'messageMediaWebPage':
      return undefined;
    case 'messageMediaDocument':
      return readDocument(media);
    case 'messageMediaPoll':
      return readPoll(media);
    case 'messageMediaVenue':
      return { kind: 'venue', title: wellFormed(media.title), address: wellFormed(media.address), ...pointOf(media.geo) };
    case 'messageMediaGeo':
    case 'messageMediaGeoLive':
      return { kind: 'location', ...pointOf(media.geo) };
    case 'messageMediaDice':
      return { kind: 'dice', emoji: wellFormed(media.emoticon), value: media.value };
    default: {
      const kind = kinds[media._];
      if (kind === undefined) {
        shapes.count(`media:${media._}`);
      }
      return { kind: kind ?? media._.replace(/^messageMedia/, '').toLowerCase() };
    }
  }
}

function pointOf(point: tl.TypeGeoPoint): { latitude?: number; longitude?: number } {
  return point._ === 'geoPoint' ? { latitude: point.lat, longitude: point.long } : {};
}

type Attributes = { [Name in tl.TypeDocumentAttribute['_']]?: Extract<tl.TypeDocumentAttribute, { _: Name }> };

/** A file that is not there any more, or was to be seen once, is a file all the same. */
function readDocument({ document, ...marks }: tl.RawMessageMediaDocument): MessageMedia {
  if (document?._ !== 'document') {
    return { kind: marks.voice ? 'voice' : marks.round ? 'video_message' : marks.video ? 'video' : 'file' };
  }
  const attributes: Attributes = Object.fromEntries(document.attributes.map((attribute) => [attribute._, attribute]));
  const { documentAttributeAudio: audio, documentAttributeVideo: video, documentAttributeSticker: sticker } = attributes;
  const name = fileName(attributes.documentAttributeFilename?.fileName);
  const duration = audio?.duration ?? video?.duration;
  return {
    kind: kindOf(document, attributes),
    ...(document.mimeType === '' ? {} : { mime: wellFormed(document.mimeType) }),
    size: document.size,
    ...(name === undefined ? {} : { file_name: name }),
    // Exports write whole seconds.
    ...(duration === undefined ? {} : { duration: Math.floor(duration) }),
    ...(audio?.title ? { title: wellFormed(audio.title) } : {}),
    ...(audio?.performer ? { performer: wellFormed(audio.performer) } : {}),
    ...(sticker && sticker.alt !== '' ? { emoji: wellFormed(sticker.alt) } : {}),
  };
}

/** In the order in which official clients decide: a video sticker is a sticker, an animation a video without sound. */
function kindOf({ mimeType }: tl.RawDocument, attributes: Attributes): string {
  const { documentAttributeAudio: audio, documentAttributeVideo: video } = attributes;
  if (attributes.documentAttributeSticker || attributes.documentAttributeCustomEmoji) {
    return 'sticker';
  }
  if (attributes.documentAttributeAnimated) {
    return 'animation';
  }
  if (video) {
    return video.roundMessage ? 'video_message' : 'video';
  }
  if (audio) {
    return audio.voice ? 'voice' : 'audio';
  }
  return mimeType === 'image/gif' ? 'animation' : 'file';
}

function readPoll({ poll, results }: tl.RawMessageMediaPoll): MessageMedia {
  const question = wellFormed(poll.question.text);
  return {
    kind: 'poll',
    ...(question === '' ? {} : { question }),
    options: poll.answers.map((answer) => wellFormed(answer.text.text)).filter((option) => option !== ''),
    ...(results.totalVoters === undefined ? {} : { total_voters: results.totalVoters }),
    ...(poll.quiz ? { is_quiz: true } : {}),
    ...(poll.closed ? { is_closed: true } : {}),
  };
}
