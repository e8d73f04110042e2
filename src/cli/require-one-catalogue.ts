import { TgParserError } from '../domain/tg-parser-error.ts';

/** @throws TgParserError `usage_invalid` when both a channel and a set of channels are named */
export function requireOneCatalogue({ channel, set }: { channel?: string | undefined; set?: string | undefined }): void {
  if (channel !== undefined && set !== undefined) {
    throw new TgParserError('usage_invalid', '--channel and --set exclude each other: the topics of a set are its own', {
      hint: 'Leave one of them out.',
    });
  }
}
