import type { KnowledgeBaseEntry } from '../domain/knowledge-base-entry.ts';
import type { FileWriter } from './file-writer.ts';
import type { RecordWriter } from './record-writer.ts';

const columns: Record<string, (entry: KnowledgeBaseEntry) => unknown> = {
  id: ({ id }) => id,
  type: ({ source }) => source.type,
  channel_id: ({ source }) => source.channel_id,
  message_id: ({ source }) => source.message_id,
  message_type: ({ source }) => source.message_type,
  source_ref: ({ source }) => source.source_ref,
  topic_id: ({ source }) => source.topic_id,
  date: ({ metadata }) => metadata.date,
  created_at: ({ created_at }) => created_at,
  language: ({ metadata }) => metadata.language,
  title: ({ title }) => title,
  content: ({ content }) => content,
  topics: ({ topics }) => topics.join('\n'),
  tags: ({ tags }) => tags.join('\n'),
  telegram_url: ({ metadata }) => metadata.telegram_url,
  is_noise: ({ metadata }) => (metadata.noise as { is_noise?: boolean } | undefined)?.is_noise,
  duplicate_of: ({ metadata }) => metadata.duplicate_of,
};

/**
 * RFC 4180: commas, CRLF, every field in quotes. Lists are one item a line inside their field. A byte order mark comes first,
 * without which Excel takes the text for another encoding.
 */
export async function csvWriter(file: FileWriter): Promise<RecordWriter<KnowledgeBaseEntry>> {
  await file.write(`\uFEFF${toRow(Object.keys(columns))}`);
  const readers = Object.values(columns);
  const write = (entry: KnowledgeBaseEntry) => file.write(toRow(readers.map((read) => read(entry))));
  return {
    write,
    // No column holds the messages of a topic.
    writeLarge: async (entry) => write(entry),
    finish: () => undefined,
  };
}

function toRow(cells: unknown[]): string {
  return `${cells.map((cell) => `"${protect(cell).replaceAll('"', '""')}"`).join(',')}\r\n`;
}

/**
 * A spreadsheet runs a cell that begins like a formula; the apostrophe makes it text.
 * See https://owasp.org/www-community/attacks/CSV_Injection; the wide forms are taken for the plain ones in East Asian locales.
 */
function protect(cell: unknown): string {
  const text = cell === null || cell === undefined ? '' : String(cell);
  return /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
}
