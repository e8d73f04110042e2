import { Long, type tl } from '@mtcute/node';
import type { TelegramMedia, TelegramPoll } from '../telegram/telegram-messages.ts';

/** Media as Telegram describes them to an account: files by size and attributes, never by content. */
export function toTlMedia(media: TelegramMedia, messageId: number): tl.TypeMessageMedia {
  switch (media.kind) {
    case 'photo':
      return { _: 'messageMediaPhoto', photo: photo(messageId) };
    case 'video':
      return document(messageId, 'video/mp4', [video(media.duration)], { video: true }, media.size);
    case 'animation':
      return document(messageId, 'video/mp4', [video(3), { _: 'documentAttributeAnimated' }]);
    case 'video_message':
      return document(messageId, 'video/mp4', [{ ...video(media.duration), roundMessage: true }], { round: true });
    case 'voice':
      return document(messageId, 'audio/ogg', [{ _: 'documentAttributeAudio', voice: true, duration: media.duration }], {
        voice: true,
      });
    case 'audio': {
      const { duration, title, performer } = media;
      return document(messageId, 'audio/mpeg', [{ _: 'documentAttributeAudio', duration, title, performer }]);
    }
    case 'file':
      return document(messageId, media.mime, [{ _: 'documentAttributeFilename', fileName: media.fileName }], {}, media.size);
    case 'sticker':
      return document(messageId, stickerTypes[media.format], [
        { _: 'documentAttributeSticker', alt: media.emoji, stickerset: { _: 'inputStickerSetEmpty' } },
        ...(media.format === 'webm' ? [video(2)] : []),
      ]);
    case 'location':
      return { _: 'messageMediaGeo', geo: point(media) };
    case 'venue': {
      const { title, address } = media;
      return { _: 'messageMediaVenue', geo: point(media), title, address, provider: '', venueId: '', venueType: '' };
    }
    case 'contact':
      return {
        _: 'messageMediaContact',
        phoneNumber: media.phone,
        firstName: media.name,
        lastName: '',
        vcard: '',
        userId: 0,
      };
    case 'invoice': {
      const { title, description } = media;
      return {
        _: 'messageMediaInvoice',
        title,
        description,
        currency: 'EUR',
        totalAmount: Long.fromNumber(500),
        startParam: '',
      };
    }
    case 'game': {
      const { title, description } = media;
      return {
        _: 'messageMediaGame',
        game: { _: 'game', id: Long.ONE, accessHash: Long.ONE, shortName: 'dock', title, description, photo: photo(1) },
      };
    }
    case 'giveaway': {
      const { quantity, months } = media;
      return { _: 'messageMediaGiveaway', channels: [], quantity, months, untilDate: 1_717_243_200 };
    }
    case 'story':
      return { _: 'messageMediaStory', peer: { _: 'peerChannel', channelId: 1_400_000_009 }, id: 4 };
    case 'poll':
      return poll(media);
  }
}

const stickerTypes = { webp: 'image/webp', tgs: 'application/x-tgsticker', webm: 'video/webm' } as const;

function photo(id: number): tl.RawPhoto {
  return {
    _: 'photo',
    id: Long.fromNumber(id),
    accessHash: Long.ONE,
    fileReference: new Uint8Array([1, 2, 3]),
    date: 1_700_000_000,
    sizes: [
      { _: 'photoSize', type: 'm', w: 320, h: 240, size: 20_000 },
      { _: 'photoSize', type: 'y', w: 1280, h: 960, size: 180_000 },
    ],
    dcId: 2,
  };
}

function video(duration: number): tl.RawDocumentAttributeVideo {
  return { _: 'documentAttributeVideo', duration, w: 640, h: 480 };
}

function document(
  id: number,
  mimeType: string,
  attributes: tl.TypeDocumentAttribute[],
  marks: Partial<Pick<tl.RawMessageMediaDocument, 'video' | 'round' | 'voice'>> = {},
  size = 100_000,
): tl.RawMessageMediaDocument {
  return {
    _: 'messageMediaDocument',
    ...marks,
    document: {
      _: 'document',
      id: Long.fromNumber(id),
      accessHash: Long.ONE,
      fileReference: new Uint8Array([4, 5, 6]),
      date: 1_700_000_000,
      mimeType,
      size,
      dcId: 2,
      attributes,
    },
  };
}

function point({ latitude, longitude }: { latitude: number; longitude: number }): tl.RawGeoPoint {
  return { _: 'geoPoint', long: longitude, lat: latitude, accessHash: Long.ZERO };
}

function poll({ question, answers, voters, isQuiz, isClosed }: TelegramPoll): tl.RawMessageMediaPoll {
  const option = (index: number) => new Uint8Array([48 + index]);
  return {
    _: 'messageMediaPoll',
    poll: {
      _: 'poll',
      id: Long.ONE,
      question: { _: 'textWithEntities', text: question, entities: [] },
      answers: answers.map(({ text }, index) => ({
        _: 'pollAnswer',
        text: { _: 'textWithEntities', text, entities: [] },
        option: option(index),
      })),
      hash: Long.ZERO,
      ...(isQuiz ? { quiz: true } : {}),
      ...(isClosed ? { closed: true } : {}),
    },
    results: {
      _: 'pollResults',
      results: answers.map(({ votes }, index) => ({
        _: 'pollAnswerVoters',
        option: option(index),
        voters: votes,
        recentVoters: [],
      })),
      totalVoters: voters,
    },
  };
}
