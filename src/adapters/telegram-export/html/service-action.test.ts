import { expect, test } from 'vitest';
import { createdTopicTitle, serviceAction } from './service-action.ts';

test.each([
  ['Anna created topic «Tyres»', 'topic_created'],
  ['Anna changed topic title to «Wheels»', 'topic_edit'],
  ['Anna pinned this message', 'pin_message'],
  ['Channel «Gardeners» created', 'create_channel'],
  ['Anna created group «Gardeners» with members Boris and Clara', 'create_group'],
  ['Anna converted this group to a supergroup', 'migrate_to_supergroup'],
  ['Anna converted a basic group to this supergroup «Gardeners»', 'migrate_from_group'],
  ['Anna joined group by request', 'join_group_by_request'],
  ['Anna joined group by link from Boris', 'join_group_by_link'],
  ['Anna joined Telegram', 'joined_telegram'],
  ['Anna invited Boris and Clara', 'invite_members'],
  ['Anna invited Boris to the voice chat', 'invite_to_group_call'],
  ['Anna removed Boris', 'remove_members'],
  ['Anna changed group photo', 'edit_group_photo'],
  ['Channel photo changed', 'edit_group_photo'],
  ['Channel photo removed', 'delete_group_photo'],
  ['Anna removed group photo', 'delete_group_photo'],
  ['Channel title changed to «Bakers»', 'edit_group_title'],
  ['Anna changed group title to «Bakers»', 'edit_group_title'],
  ['Voice chat (35 seconds)', 'group_call'],
  ['Anna started voice chat', 'group_call'],
  ['Anna scheduled a voice chat for 01.02.2026 10:00:00', 'group_call_scheduled'],
  ['Anna has set messages to auto-delete in 7 days', 'set_messages_ttl'],
  ['New messages will not auto-delete', 'set_messages_ttl'],
  ['Anna changed chat theme to 🌱', 'edit_chat_theme'],
  ['Anna scored 5 in this game', 'score_in_game'],
  ['Anna took a screenshot', 'take_screenshot'],
  ['History cleared', 'clear_history'],
  ['This message is not supported by this version of Telegram Desktop. Please update the application.', 'unsupported'],
  ['Something that nobody has written yet', 'unknown'],
])('%s is %s', (text, action) => {
  expect(serviceAction(text)).toBe(action);
});

test('the title of a new topic is read', () => {
  expect(createdTopicTitle('Anna created topic «Tyres «winter»»')).toBe('Tyres «winter»');
  expect(createdTopicTitle('Anna pinned this message')).toBeNull();
});

test('a sentence of megabytes takes no time', () => {
  const started = performance.now();
  serviceAction(' scored invited created topic «'.repeat(100_000));
  createdTopicTitle(' created topic «'.repeat(100_000));
  expect(performance.now() - started).toBeLessThan(1_000);
});
