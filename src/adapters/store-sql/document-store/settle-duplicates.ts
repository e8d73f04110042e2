import type { Transaction } from 'kysely';
import { formatSourceRef } from '../../../domain/source-ref.ts';
import { compareText } from '../../../lib/compare-text.ts';
import { decodeBoolean } from '../decode-column.ts';
import type { ProcessingSchema } from '../schema/processing-schema.ts';
import { decodeSpace } from '../space-code.ts';
import type { DocumentQueries } from './document-queries.ts';
import { DuplicateGroups, type GroupMember } from './duplicate-groups.ts';
import { raiseRevision, setProgress } from './progress.ts';

const keysPerPage = 512;

export interface SettleContext {
  transaction: Transaction<ProcessingSchema>;
  queries: DocumentQueries;
  channelId: string;
}

/**
 * Works out from the sketch keys that several documents share which document repeats which, and stores the differences.
 * Memory grows with the duplicates, not with the channel.
 *
 * @returns how many documents are duplicates now
 */
export async function settleDuplicates(context: SettleContext): Promise<number> {
  const { transaction, channelId } = context;
  const stored = await readDuplicates(context);
  if (await isSettled(context)) {
    return stored.size;
  }
  const wanted = await workOutDuplicates(context);
  const changed = [...new Set([...stored.keys(), ...wanted.keys()])]
    .filter((sourceRef) => stored.get(sourceRef) !== wanted.get(sourceRef))
    .sort(compareText);
  for (const sourceRef of changed) {
    await transaction
      .updateTable('documents')
      .set({ duplicate_of: wanted.get(sourceRef) ?? null })
      .where('channel_id', '=', channelId)
      .where('source_ref', '=', sourceRef)
      .execute();
  }
  if (changed.length > 0) {
    await raiseRevision(transaction, channelId, { duplicatesSettled: true });
  } else {
    await setProgress(transaction, channelId, { duplicates_settled: true });
  }
  return wanted.size;
}

async function isSettled({ transaction, channelId }: SettleContext): Promise<boolean> {
  const row = await transaction
    .selectFrom('processing_progress')
    .select('duplicates_settled')
    .where('channel_id', '=', channelId)
    .executeTakeFirst();
  return row !== undefined && decodeBoolean(row.duplicates_settled);
}

/** source_ref of each duplicate → that of its original, as stored. */
async function readDuplicates({ transaction, channelId }: SettleContext): Promise<Map<string, string | null>> {
  const rows = await transaction
    .selectFrom('documents')
    .select(['source_ref', 'duplicate_of'])
    .where('channel_id', '=', channelId)
    .where('duplicate_of', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.source_ref, row.duplicate_of]));
}

async function workOutDuplicates(context: SettleContext): Promise<Map<string, string>> {
  const { transaction, queries, channelId } = context;
  const groups = new DuplicateGroups();
  for await (const keys of sharedKeyPages(context)) {
    const membersByKey = new Map<string, GroupMember[]>();
    for (const { sketch_key, space, message_id } of await queries.sketchMembers(transaction, [channelId], keys)) {
      const members = membersByKey.get(sketch_key) ?? [];
      members.push({ space, messageId: message_id });
      membersByKey.set(sketch_key, members);
    }
    for (const members of membersByKey.values()) {
      groups.join(members);
    }
  }
  const toRef = ({ space, messageId }: GroupMember) => formatSourceRef({ channelId, space: decodeSpace(space), messageId });
  return new Map([...groups.duplicates()].map(([member, original]) => [toRef(member), toRef(original)]));
}

async function* sharedKeyPages({ transaction, channelId }: SettleContext): AsyncGenerator<string[]> {
  for (let after = ''; ; ) {
    const rows = await transaction
      .selectFrom('document_sketches')
      .select('sketch_key')
      .where('channel_id', '=', channelId)
      .where('sketch_key', '>', after)
      .groupBy('sketch_key')
      .having(({ fn }) => fn.countAll<number>(), '>', 1)
      .orderBy('sketch_key')
      .limit(keysPerPage)
      .execute();
    const last = rows.at(-1);
    if (!last) {
      return;
    }
    yield rows.map((row) => row.sketch_key);
    after = last.sketch_key;
  }
}
