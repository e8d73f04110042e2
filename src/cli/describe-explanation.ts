import { adviceFor } from '../domain/failure-advice.ts';
import type { ExplainedMessage } from '../pipeline/explained-message.ts';
import { oneLine } from './one-line.ts';

/** What became of a message, in words. */
export function describeExplanation(explained: ExplainedMessage): string[] {
  const { source_ref, telegram_url, date, title, thread_id, parent_message_id, next_command } = explained;
  return [
    [source_ref, date, telegram_url].filter((part) => part !== null).join('  '),
    ...(title === null ? [] : [oneLine(title)]),
    ...(parent_message_id === null ? [] : [`Answers message ${parent_message_id}, in the thread of ${thread_id}`]),
    ...describeState(explained),
    ...(next_command === null ? [] : [`Next: ${next_command}`]),
  ];
}

function describeState(explained: ExplainedMessage): string[] {
  const { state, outside, duplicate_of, noise, failure, album_document } = explained;
  switch (state) {
    case 'in_topic':
      return explained.topics.flatMap(describeTopic);
    case 'outside_topics':
      return outside === null ? [] : describeOutsideOne(outside);
    case 'duplicate':
      return [`Repeats ${duplicate_of}, so it takes no part in topics`];
    case 'noise':
      return [`Noise (${noise?.kind ?? 'of unknown kind'}): ${oneLine(noise?.reason ?? 'no reason is stored')}`];
    case 'without_text':
      return ['Has no text, so there is no document of it'];
    case 'album_member':
      return [`Part of an album; the document of the album is that of ${album_document ?? 'its first message'}`];
    case 'service':
      return ['A service message, so there is no document of it'];
    case 'failed':
      return failure === null
        ? ['Failed']
        : [
            `Failed ${failure.attempts} times, last at ${failure.failedAt}: ${failure.failureClass}, ${oneLine(failure.message)}`,
            `What helps: ${adviceFor(failure.failureClass)}`,
          ];
    case 'not_topicized':
      return ['Has a document that was not grouped yet'];
    case 'unprocessed':
      return ['Is stored and was not processed yet'];
  }
}

function describeTopic({ id, title, theme, role, score, justification }: ExplainedMessage['topics'][number]): string[] {
  const under = theme === null ? '' : `, theme "${oneLine(theme.title)}"`;
  return [
    `In the topic "${oneLine(title)}" (${id})${under}`,
    `  ${role}, score ${score.toFixed(2)}: ${oneLine(justification)}`,
  ];
}

function describeOutsideOne({ reason, score, nearest_topic }: NonNullable<ExplainedMessage['outside']>): string[] {
  return [
    `Outside of all topics: ${reason.replaceAll('_', ' ')}`,
    ...(nearest_topic === null
      ? []
      : [
          `  nearest is "${oneLine(nearest_topic.title)}" (${nearest_topic.id})${score === null ? '' : `, score ${score.toFixed(2)}`}`,
        ]),
  ];
}
