import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/lib/seeded-random.ts';
import { rawMessage } from '../../test/contract/raw-messages.ts';
import { renumberMessages } from './renumber-messages.ts';

describe('renumberMessages', () => {
  test('ids and dates stay what they were, each text keeps its answers, and these come later', () => {
    const channel = fc.record({ seed: fc.nat(1_000), parents: fc.array(fc.option(fc.nat(30)), { maxLength: 30 }) });
    fc.assert(
      fc.property(channel, ({ seed, parents }) => {
        const messages = parents.map((parent, place) =>
          rawMessage(10 + place, {
            date: `2024-05-01T12:00:${String(place).padStart(2, '0')}Z`,
            ...(parent === null || parent >= place ? {} : { parent_message_id: String(10 + parent) }),
          }),
        );
        const renumbered = renumberMessages(messages, seededRandom(seed));
        const datesOf = (list: typeof messages) => list.map(({ id, date }) => `${id} ${date}`).sort();
        expect(datesOf(renumbered.messages)).toEqual(datesOf(messages));
        for (const message of renumbered.messages) {
          const former = messages.find(({ id }) => id === renumbered.formerId.get(message.id));
          const { parent_message_id: parent } = message;
          expect(message.text).toBe(former?.text);
          expect(parent && renumbered.formerId.get(parent)).toBe(former?.parent_message_id);
          expect(Number(parent ?? 0)).toBeLessThan(Number(message.id));
        }
      }),
    );
  });
});
