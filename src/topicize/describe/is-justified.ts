import type { TopicBundleItem } from '../../domain/topic-card.ts';

/** Whether words of the message, or a model, say why it is where it is. */
export function isJustified({ justified_by }: Pick<TopicBundleItem, 'justified_by'>): boolean {
  return justified_by === 'quote' || justified_by === 'model';
}
