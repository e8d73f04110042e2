import { closeSync, openSync, writeSync } from 'node:fs';
import { generateMessages } from './generate-messages.ts';

/** About what Desktop writes for a text message, with its indentation. */
const blockBytes = 1 << 20;

export interface WrittenExport {
  messages: number;
  bytes: number;
}

/**
 * Writes a generated channel as Telegram Desktop would, indented by one space a level.
 *
 * @param count how many messages at most
 * @param bytes stop when the file has this size; default no limit
 */
export function writeExport(
  path: string,
  { count, bytes = Number.POSITIVE_INFINITY, seed = 1 }: { count: number; bytes?: number; seed?: number },
): WrittenExport {
  const file = openSync(path, 'w');
  let written = 0;
  let messages = 0;
  let block = '{\n "name": "Generated channel",\n "type": "public_channel",\n "id": 1999999999,\n "messages": [\n';
  for (const message of generateMessages({ count, seed })) {
    const json = JSON.stringify(message, null, 1).replaceAll('\n', '\n  ');
    block += `${messages === 0 ? '' : ',\n'}  ${json}`;
    messages += 1;
    if (block.length > blockBytes) {
      written += writeSync(file, block);
      block = '';
      if (written >= bytes) {
        break;
      }
    }
  }
  written += writeSync(file, `${block}\n ]\n}\n`);
  closeSync(file);
  return { messages, bytes: written };
}
