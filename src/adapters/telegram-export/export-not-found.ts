import { TgParserError } from '../../domain/tg-parser-error.ts';

/** @param reason what is wrong with it, as the end of a sentence that begins with the path */
export function exportNotFound(path: string, reason: string, cause?: unknown): TgParserError {
  return new TgParserError('export_not_found', `The export "${path}" ${reason}`, {
    hint: 'Give result.json, a folder with messages*.html, or a .zip of one, as "Export chat history" of Telegram Desktop writes them.',
    cause,
  });
}
