import { formatSourceRef, type MessageKey } from '../domain/source-ref.ts';
import { telegramUrl } from '../domain/telegram-url.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { Application } from './application.ts';
import type { ExplainedMessage } from './explained-message.ts';
import { findMessage } from './find-message.ts';
import { followMerges } from './follow-merges.ts';
import { nextCommand } from './next-command.ts';

type ExplainDependencies = Pick<Application, 'sourceStore' | 'rawStore' | 'documentStore' | 'topicStore'>;

/**
 * Says what became of one message.
 *
 * @param text source_ref or link
 * @throws TgParserError `message_unknown` when it is not stored, and what `findMessage` throws
 */
export async function explainMessage(dependencies: ExplainDependencies, text: string): Promise<ExplainedMessage> {
  const { key, source } = await findMessage(dependencies.sourceStore, text);
  const { channelId, space, messageId } = key;
  const sourceRef = formatSourceRef(key);
  const [stored] = await dependencies.rawStore.getMessages(channelId, space, [messageId]);
  if (!stored) {
    throw new TgParserError('message_unknown', `The message ${sourceRef} is not stored`, {
      hint: `"tg-parser status --source ${source.sourceId}" says what is; "tg-parser ingest --source ${source.sourceId}" reads what is new.`,
    });
  }
  const { message } = stored;
  const whereabouts = await findWhereabouts(dependencies, key);
  const albumDocument =
    whereabouts.state === 'album_member' && message.album_id !== undefined
      ? formatSourceRef({ channelId, space, messageId: Number(message.album_id) })
      : null;
  const explained = {
    source_ref: sourceRef,
    telegram_url: telegramUrl(source, { space, messageId: message.id, threadId: message.thread_id }),
    date: message.date,
    thread_id: message.thread_id ?? null,
    parent_message_id: message.parent_message_id ?? null,
    album_document: albumDocument,
    ...whereabouts,
  };
  return { ...explained, next_command: nextCommand(explained, source.sourceId) };
}

type Whereabouts = Pick<ExplainedMessage, 'state' | 'title' | 'topics' | 'outside' | 'duplicate_of' | 'noise' | 'failure'>;

/** In the order in which the ledger decides: what repeats another message is a duplicate, also when it is noise or in a topic. */
async function findWhereabouts(
  { documentStore, topicStore }: ExplainDependencies,
  { channelId, space, messageId }: MessageKey,
): Promise<Whereabouts> {
  const nowhere = { title: null, topics: [], outside: null, duplicate_of: null, noise: null, failure: null };
  const [settled] = await documentStore.states(channelId, space, messageId, messageId);
  if (!settled) {
    return { ...nowhere, state: 'unprocessed' };
  }
  const sourceRef = formatSourceRef({ channelId, space, messageId });
  const document = (await documentStore.getDocuments([sourceRef])).get(sourceRef);
  if (settled.state !== 'documented' || !document) {
    const failure = await documentStore.failure(channelId, space, messageId);
    return { ...nowhere, state: settled.state === 'skipped' && settled.skipReason ? settled.skipReason : 'failed', failure };
  }
  const { title, duplicate_of, noise } = document;
  const topics = (await topicStore.topicOf(channelId, sourceRef)).map(({ card, item }) => {
    return {
      ...{ id: card.id, title: card.title, theme: card.theme },
      ...{ role: item.role, score: item.score, justification: item.justification },
    };
  });
  const outside = await findOutside(topicStore, channelId, sourceRef);
  const state =
    duplicate_of !== null
      ? 'duplicate'
      : noise.is_noise
        ? 'noise'
        : topics.length > 0
          ? 'in_topic'
          : outside
            ? 'outside_topics'
            : 'not_topicized';
  return { ...nowhere, state, title, topics, outside, duplicate_of, noise: noise.is_noise ? noise : null };
}

async function findOutside(
  topicStore: ExplainDependencies['topicStore'],
  channelId: string,
  sourceRef: string,
): Promise<ExplainedMessage['outside']> {
  const found = await topicStore.outsideDocument(channelId, sourceRef);
  if (!found) {
    return null;
  }
  const card = found.nearestTopicId === null ? null : await topicStore.card(found.nearestTopicId);
  const nearest = card ? await followMerges(topicStore, card) : null;
  return {
    reason: found.reason,
    score: found.score,
    nearest_topic: nearest ? { id: nearest.id, title: nearest.title } : null,
  };
}
