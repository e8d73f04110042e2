import fc from 'fast-check';
import { expect, test } from 'vitest';
import { targetTopicSchema } from '../domain/target-topic.ts';
import { diffTargets } from './diff-targets.ts';

const targets = fc.uniqueArray(
  fc
    .record({ title: fc.constantFrom('a', 'b', 'c', 'd'), description: fc.constantFrom('', 'x', 'y') })
    .map((fields) => targetTopicSchema.parse(fields)),
  { selector: ({ title }) => title },
);

test('the change makes the wanted list of the stored one, and every title is added, changed, removed or left as it is', () => {
  fc.assert(
    fc.property(targets, targets, (stored, wanted) => {
      const { change, difference } = diffTargets(stored, wanted);
      const after = new Map(stored.map((target) => [target.title, target]));
      for (const title of change.removed) {
        after.delete(title);
      }
      for (const target of change.saved) {
        after.set(target.title, target);
      }
      expect(after).toEqual(new Map(wanted.map((target) => [target.title, target])));
      const { added, changed, removed } = difference;
      const same = wanted.filter(({ title, description }) =>
        stored.some((target) => target.title === title && target.description === description),
      );
      expect(added.length + changed.length + same.length).toBe(wanted.length);
      expect(removed).toEqual(change.removed);
    }),
  );
});
