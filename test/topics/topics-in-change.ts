import fc from 'fast-check';
import { inventDocuments } from '../../src/topicize/__fixtures__/invented-channel.ts';

/** What may happen to a channel between two runs. Numbers choose among what is there, by the remainder. */
export type Happening =
  | { what: 'add'; first: number; count: number; seed: number }
  | { what: 'change'; which: number; into: 'noise' | 'other text' | 'copy' | 'nothing'; seed: number; count: number }
  | { what: 'topicize'; force: boolean; withBundles: boolean }
  | { what: 'merge'; into: number; others: number[]; title: boolean }
  | { what: 'split'; topic: number; every: number; title: boolean }
  | { what: 'rename'; topic: number }
  | { what: 'retire'; topic: number };

export interface InventedHistory {
  /** Whether people answer each other, so that several messages are one conversation. */
  isTalk: boolean;
  beginning: { count: number; seed: number };
  happenings: Happening[];
}

/** Ids up to this one: small, so that messages are often deleted and come again, and new ones lie before old ones. */
export const mostMessages = 220;

const number = fc.nat(1_000);
const topicize = fc.record({
  what: fc.constant('topicize' as const),
  force: fc.boolean(),
  withBundles: fc.integer({ min: 0, max: 9 }).map((tenth) => tenth > 0),
});
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: topicize },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('add' as const),
      first: fc.integer({ min: 1, max: mostMessages }),
      count: fc.integer({ min: 1, max: 40 }),
      seed: number,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant('change' as const),
      which: number,
      into: fc.constantFrom('noise' as const, 'other text' as const, 'copy' as const, 'nothing' as const),
      seed: number,
      count: fc.integer({ min: 1, max: 60 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('merge' as const),
      into: number,
      others: fc.array(number, { minLength: 1, maxLength: 2 }),
      title: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('split' as const),
      topic: number,
      every: fc.integer({ min: 2, max: 12 }),
      title: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('rename' as const), topic: number }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('retire' as const), topic: number }) },
);

export const inventedHistory: fc.Arbitrary<InventedHistory> = fc.record({
  isTalk: fc.boolean(),
  beginning: fc.record({ count: fc.integer({ min: 0, max: 150 }), seed: number }),
  happenings: fc.array(happening, { minLength: 3, maxLength: 14 }),
});

/** A text about one of the subjects of `inventDocuments`. */
export function inventText(seed: number): string {
  return inventDocuments({ count: 1, seed })[0]?.text_clean ?? '';
}
