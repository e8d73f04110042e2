import { TgParserError } from '../../../domain/tg-parser-error.ts';

export function sourceUnknown(sourceId: string): TgParserError {
  return new TgParserError('source_unknown', `No source has the id "${sourceId}"`, {
    hint: 'List the registered ones with "tg-parser sources list".',
  });
}
