import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { OpenExport } from '../../ports/message-source.ts';
import { openHtmlExport } from './html/html-message-source.ts';
import { openJsonExport } from './json/json-message-source.ts';
import { locateExport } from './locate-export.ts';

/** Opens a Telegram Desktop export, JSON or HTML, from a file, a folder or a zip. */
export const openExport: OpenExport = async (options) => {
  const located = await locateExport(options.path);
  try {
    return located.format === 'json' ? await openJsonExport(located, options) : await openHtmlExport(located, options);
  } catch (error) {
    await located.close();
    if (error instanceof TgParserError) {
      throw error;
    }
    throw new TgParserError(
      'export_unreadable',
      `The export "${options.path}" cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      {
        hint: 'Make the export again, or check that the file is readable.',
        cause: error,
      },
    );
  }
};
