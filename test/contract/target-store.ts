import { describe, expect, it } from 'vitest';
import { type TargetTopic, targetTopicSchema } from '../../src/domain/target-topic.ts';
import type { TargetStore } from '../../src/ports/target-store.ts';
import { channelId } from './raw-messages.ts';

const targetOf = (title: string, fields: Partial<TargetTopic> = {}) => targetTopicSchema.parse({ title, ...fields });
const full = targetOf('Хлеб "на закваске"', {
  description: 'Line one\nline two',
  examples: ['🍞 rye', "it's"],
  exclusions: ['\\ "'],
  language: 'ru',
});

/** What every TargetStore must do. */
export function testTargetStore(name: string, open: () => Promise<TargetStore>): void {
  describe(`${name} keeps target topics`, () => {
    it('gives back targets as they were given, by title in the order of code units', async () => {
      const store = await open();
      expect(await store.targets(channelId)).toEqual([]);
      await store.changeTargets(channelId, { saved: [full, targetOf('bread'), targetOf('Zebra')], removed: [] });
      expect(await store.targets(channelId)).toEqual([targetOf('Zebra'), targetOf('bread'), full]);
    });

    it('puts a target in the place of the one with its title, and removes others by theirs', async () => {
      const store = await open();
      await store.changeTargets(channelId, { saved: [targetOf('a'), targetOf('b'), targetOf('c')], removed: [] });
      const changed = targetOf('a', { description: 'other' });
      await store.changeTargets(channelId, { saved: [changed], removed: ['b', 'nobody has this'] });
      expect(await store.targets(channelId)).toEqual([changed, targetOf('c')]);
    });

    it('keeps the channels apart, also when one is removed', async () => {
      const store = await open();
      await store.changeTargets('a', { saved: [targetOf('one')], removed: [] });
      await store.changeTargets('b', { saved: [targetOf('one', { language: 'en' })], removed: [] });
      await store.removeChannel('a');
      expect(await store.targets('a')).toEqual([]);
      expect(await store.targets('b')).toEqual([targetOf('one', { language: 'en' })]);
    });
  });
}
