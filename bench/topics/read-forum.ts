import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openExport } from '../../src/adapters/telegram-export/open-export.ts';
import type { RawMessage } from '../../src/domain/raw-message.ts';
import { parseSourceRef } from '../../src/domain/source-ref.ts';
import { fixturesFolder } from './fixtures-folder.ts';
import { hideSections } from './hide-sections.ts';
import type { LabelledChannel } from './labelled-channel.ts';

const folder = join(fixturesFolder, 'desktop-html/forum');
const channelId = '1';
/** Whoever writes there has not said what about. */
const noSubject = new Set(['', 'Общий', 'Offtopic']);
const shortest = 80;

/**
 * A Russian group about load testing whose people write in sections. The sections are what is to be found, so nothing that is stored tells them.
 *
 * @param months folders of the export
 */
export async function readForum(months: readonly string[]): Promise<LabelledChannel> {
  const { labels, openings } = readLabels();
  const messages: RawMessage[] = [];
  for (const month of months) {
    const source = await openExport({ path: join(folder, month), channelId });
    for await (const chunk of source.read({ chunkSize: 500 })) {
      messages.push(...chunk.messages);
    }
    await source.close();
  }
  const name = months.length === 1 ? `the forum, ${months[0]}` : `the forum, ${months.length} months`;
  const hidden = hideSections(messages, openings).sort((left, right) => idOf(left) - idOf(right));
  return { name, channelId, language: 'ru', messages: hidden, labels, shortest };
}

function readLabels(): { labels: Map<string, string>; openings: Set<number> } {
  const labels = new Map<string, string>();
  const openings = new Set<number>();
  // No cell has quotes that mean anything: titles are as people wrote them.
  for (const line of readFileSync(join(folder, 'labels.tsv'), 'utf8').trimEnd().split('\n').slice(1)) {
    const [id = '', , , , opening, section = ''] = line.split('\t');
    if (!noSubject.has(section.trim())) {
      labels.set(id, section.trim());
    }
    if (opening) {
      openings.add(Number(opening));
    }
  }
  return { labels, openings };
}

function idOf({ source_ref }: RawMessage): number {
  return parseSourceRef(source_ref).messageId;
}
