import { describe, expect, test } from 'vitest';
import { rawMessage } from '../../test/contract/raw-messages.ts';
import { hideSections } from './hide-sections.ts';

describe('hideSections', () => {
  test('the opening message goes, answers to it answer nothing, and other answers stay', () => {
    const messages = [
      rawMessage(1, { message_type: 'service', service_action: 'topic_created' }),
      rawMessage(2, { parent_message_id: '1', thread_id: '1', forum_topic: { id: '1', title: 'Tools' } }),
      rawMessage(3, { parent_message_id: '2' }),
    ];
    expect(hideSections(messages, new Set([1]))).toEqual([rawMessage(2), rawMessage(3, { parent_message_id: '2' })]);
  });
});
