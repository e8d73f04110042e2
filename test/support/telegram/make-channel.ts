import { seededRandom } from '../../../src/lib/seeded-random.ts';
import { messageShapes } from './message-shapes.ts';
import { postShapes } from './post-shapes.ts';
import type { TelegramChannel, TelegramMessage } from './telegram-messages.ts';

/** A channel that says nothing yet. */
export function makeChannel(fields: Partial<TelegramChannel> = {}): TelegramChannel {
  return {
    id: '1500000000',
    title: 'Harbour ⚓️ News',
    username: 'harbour_news',
    description: 'Ships & tides.',
    subscribers: 15_432,
    messages: [],
    ...fields,
  };
}

/** So many messages of all shapes in an order that the seed decides, with gaps in their ids as deletions leave them. */
export function makeMessages(count: number, seed = 1): TelegramMessage[] {
  const random = seededRandom(seed);
  const shapes = Array.from(
    { length: count },
    () => messageShapes[Math.floor(random() * messageShapes.length)] ?? messageShapes[0],
  );
  const posted = postShapes(shapes.filter((shape) => shape !== undefined)).filter(({ id }) => id === 1 || random() > 0.02);
  return posted.slice(0, count);
}
