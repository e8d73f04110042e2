import type { TargetTopic } from '../domain/target-topic.ts';
import { markTargets } from '../topicize/targets/mark-targets.ts';
import type { Application } from './application.ts';

export interface ListedTarget extends TargetTopic {
  /** Null for one without content. */
  topic_id: string | null;
  messages: number;
}

export interface ListedTargets {
  /** By title. */
  targets: ListedTarget[];
  /** Titles of those that no message is about. */
  targets_without_content: string[];
  /** Whether the topics were worked out with these targets; else the next `topicize` does. */
  is_worked_out: boolean;
}

/** The targets of a channel, with how many messages each has since the last `topicize`. */
export async function listTargets(
  { targetStore, topicStore }: Pick<Application, 'targetStore' | 'topicStore'>,
  channelId: string,
): Promise<ListedTargets> {
  const stored = await targetStore.targets(channelId);
  const origin = await topicStore.origin(channelId);
  const sizes = await topicStore.bundleSizes(channelId);
  const idOf = new Map(
    (await topicStore.cards(channelId)).flatMap(({ origin: from, title, id }) => (from === 'target' ? [[title, id]] : [])),
  );
  const targets = stored.map((target): ListedTarget => {
    const id = idOf.get(target.title) ?? null;
    return { ...target, topic_id: id, messages: id === null ? 0 : (sizes.get(id) ?? 0) };
  });
  return {
    targets,
    targets_without_content: targets.filter(({ topic_id }) => topic_id === null).map(({ title }) => title),
    is_worked_out: origin?.parametersHash.includes(markTargets(stored)) ?? false,
  };
}
