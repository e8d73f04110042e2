import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RawMessage } from '../../../domain/raw-message.ts';
import type { Damage, OpenExportOptions, UnknownShape } from '../../../ports/message-source.ts';
import { openExport } from '../open-export.ts';

export interface ReadExport {
  channelId: string;
  title: string | null;
  messages: RawMessage[];
  damages: Damage[];
  shapes: UnknownShape[];
  notices: string[];
}

/** Reads an export whole, as `ingest` would. */
export async function readExport(path: string, options: Partial<OpenExportOptions> = {}): Promise<ReadExport> {
  const source = await openExport({ path, ...options });
  try {
    const messages: RawMessage[] = [];
    const damages: Damage[] = [];
    for await (const chunk of source.read({ chunkSize: 3 })) {
      messages.push(...chunk.messages);
      damages.push(...chunk.damages);
    }
    const { channelId, title, notices } = source.channel;
    return { channelId, title, messages, damages, shapes: source.unknownShapes(), notices };
  } finally {
    await source.close();
  }
}

/** Writes files into a new folder, reads it as an export and removes it. */
export async function readFiles(files: Record<string, string | Buffer>, options: Partial<OpenExportOptions> = {}): Promise<ReadExport> {
  const folder = mkdtempSync(join(tmpdir(), 'tg-parser-export-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(folder, name), content);
    }
    return await readExport(folder, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A JSON export of one channel around the given messages, as Desktop indents it. */
export function jsonExport(messages: readonly unknown[], header: Record<string, unknown> = {}): string {
  return JSON.stringify({ name: 'Gardeners', type: 'public_channel', id: 1500000001, ...header, messages }, null, 1);
}
