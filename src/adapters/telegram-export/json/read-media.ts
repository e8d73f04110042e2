import type { MessageMedia } from '../../../domain/raw-message.ts';
import { fileName } from '../../telegram/file-name.ts';
import type { ShapeCounter } from '../../telegram/shape-counter.ts';
import { wellFormed } from '../../telegram/well-formed.ts';

const kindOfType: Record<string, string> = {
  video_file: 'video',
  video_message: 'video_message',
  voice_message: 'voice',
  audio_file: 'audio',
  animation: 'animation',
  sticker: 'sticker',
};

/** Fields that stand for media of their own kind. */
const kindOfField: readonly (readonly [string, string])[] = [
  ['poll', 'poll'],
  ['contact_information', 'contact'],
  ['place_name', 'venue'],
  ['location_information', 'location'],
  ['game_title', 'game'],
  ['invoice_information', 'invoice'],
  ['giveaway_information', 'giveaway'],
  ['giveaway_results', 'giveaway_results'],
  ['todo_list', 'checklist'],
  ['paid_media', 'paid_media'],
  ['story', 'story'],
];

/** What is attached to a message; the file itself is never read. Undefined when nothing is. */
export function readMedia(message: Record<string, unknown>, shapes: ShapeCounter): MessageMedia | undefined {
  const { photo, photo_file_size, media_type, file } = message;
  if (typeof media_type === 'string') {
    const kind = kindOfType[media_type];
    if (!kind) {
      shapes.count(`media:${media_type}`);
    }
    return { kind: kind ?? media_type, ...describeFile(message) };
  }
  if (photo !== undefined) {
    return { kind: 'photo', ...number('size', photo_file_size) };
  }
  const field = kindOfField.find(([name]) => message[name] !== undefined);
  if (field) {
    return field[1] === 'poll' ? readPoll(message.poll) : { kind: field[1] };
  }
  return file === undefined ? undefined : { kind: 'file', ...describeFile(message) };
}

function describeFile({
  file,
  file_name,
  file_size,
  mime_type,
  duration_seconds,
  sticker_emoji,
}: Record<string, unknown>): Partial<MessageMedia> {
  const name = fileName(file_name) ?? fileName(file);
  return {
    ...(name === undefined ? {} : { file_name: name }),
    ...(typeof mime_type === 'string' ? { mime: mime_type } : {}),
    ...number('size', file_size),
    ...number('duration', duration_seconds),
    ...(typeof sticker_emoji === 'string' ? { emoji: wellFormed(sticker_emoji) } : {}),
  };
}

function number<Field extends string>(field: Field, value: unknown): { [name in Field]?: number } {
  return (typeof value === 'number' && Number.isFinite(value) && value >= 0 ? { [field]: value } : {}) as {
    [name in Field]?: number;
  };
}

function readPoll(poll: unknown): MessageMedia {
  const { question, answers, closed, total_voters: voters } = (poll ?? {}) as Record<string, unknown>;
  const options = Array.isArray(answers) ? answers.map((answer) => (answer as Record<string, unknown> | null)?.text) : [];
  return {
    kind: 'poll',
    ...(plainText(question) === '' ? {} : { question: plainText(question) }),
    options: options.map(plainText).filter((option) => option !== ''),
    ...number('total_voters', voters),
    ...(closed === true ? { is_closed: true } : {}),
  };
}

/** Questions and options are strings, or since 2024 mixed arrays as texts are. */
function plainText(value: unknown): string {
  if (typeof value === 'string') {
    return wellFormed(value);
  }
  if (!Array.isArray(value)) {
    return '';
  }
  const pieces = value.map((piece) => (typeof piece === 'string' ? piece : (piece as Record<string, unknown> | null)?.text));
  return wellFormed(pieces.filter((piece) => typeof piece === 'string').join(''));
}
