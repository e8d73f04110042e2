import type { Ledger } from '../domain/message-state.ts';

const names: Record<Exclude<keyof Ledger, 'raw_messages'>, string> = {
  in_topic: 'in a topic',
  outside_topics: 'outside of all topics',
  not_topicized: 'not grouped yet',
  duplicate: 'duplicates',
  noise: 'noise',
  without_text: 'without text',
  album_member: 'further album members',
  service: 'service messages',
  failed: 'failed',
  unprocessed: 'not processed yet',
};

/** Every raw message is in one of the states: the lines add up. */
export function describeLedger(ledger: Ledger): string[] {
  const states = (Object.keys(names) as (keyof typeof names)[]).filter((state) => ledger[state] > 0);
  return [
    `${ledger.raw_messages.toLocaleString('en-US')} messages:`,
    ...states.map((state) => `  ${ledger[state].toLocaleString('en-US').padStart(9)}  ${names[state]}`),
  ];
}
