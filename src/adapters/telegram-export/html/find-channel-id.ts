import { createHash } from 'node:crypto';
import type { ExportFile } from '../export-file.ts';
import { readBlocks } from '../read-blocks.ts';

/** Links to look at; more would not change the answer. */
const mostLinks = 2_000;
/** A link may be cut by the end of a block. */
const overlap = 200;
/** One link may be to anywhere. */
const fewestLinks = 3;

/**
 * The channel's numeric id, from links of the export to its own messages (`t.me/c/<id>/<message>`): only when all such links
 * agree and lead to messages that the export holds.
 *
 * @returns null when the links do not tell
 */
export async function findChannelId(files: readonly ExportFile[], signal?: AbortSignal | undefined): Promise<string | null> {
  const channels = new Set<string>();
  const targets = new Set<string>();
  await scan(files, /t\.me\/c\/(\d{5,15})\/(?:\d+\/)?(\d{1,12})\b/g, signal, (channel, message) => {
    channels.add(channel);
    targets.add(message);
    return channels.size === 1 && targets.size < mostLinks;
  });
  const [channel] = channels;
  if (channel === undefined || channels.size > 1 || targets.size < fewestLinks) {
    return null;
  }
  const found = new Set<string>();
  await scan(files, /id="message(\d{1,12})"/g, signal, (message) => {
    if (targets.has(message)) {
      found.add(message);
    }
    return found.size < targets.size;
  });
  return found.size * 2 >= targets.size ? channel : null;
}

async function scan(
  files: readonly ExportFile[],
  pattern: RegExp,
  signal: AbortSignal | undefined,
  onMatch: (first: string, second: string) => boolean,
): Promise<void> {
  for (const file of files) {
    let tail = '';
    for await (const block of readBlocks(file, { signal })) {
      const text = tail + block.toString('latin1');
      for (const match of text.matchAll(pattern)) {
        if (!onMatch(match[1] ?? '', match[2] ?? '')) {
          return;
        }
      }
      tail = text.slice(-overlap);
    }
  }
}

/**
 * A channel id made from a title, for an HTML export that names none: `html-` and the title's Latin letters and digits; where
 * the title has others, also a short hash of it, so that two titles never share an id by accident.
 */
export function slugOfTitle(title: string): string {
  const normalized = title.trim().toLowerCase().normalize('NFKD');
  const slug = normalized
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const isWhole = /^[a-z0-9 _-]+$/.test(title.trim().toLowerCase());
  const hash = createHash('sha256').update(title.trim()).digest('hex').slice(0, 8);
  return `html-${[slug, isWhole ? '' : hash].filter((part) => part !== '').join('-') || hash}`;
}
