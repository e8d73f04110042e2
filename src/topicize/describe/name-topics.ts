import type { TopicStore } from '../../ports/topic-store.ts';
import type { LoadedChannel } from '../read/load-documents.ts';
import type { WordedDraft } from './word-drafts.ts';

/** Nearly always the first name is free. */
const namesAtATime = 64;

/**
 * The id of each topic: the one it goes on under, else `topic:` and its first anchor that no other topic, living or retired, of this
 * catalogue or another, is named after. A channel and the sets that it is in name topics after the same messages.
 *
 * @param kept ids by place of the topic
 * @param used ids that topics of the catalogue ever had
 */
export async function nameTopics(
  topicStore: Pick<TopicStore, 'takenIds'>,
  { channel, drafts }: { channel: LoadedChannel; drafts: readonly WordedDraft[] },
  { kept, used }: { kept: ReadonlyMap<number, string>; used: ReadonlySet<string> },
): Promise<string[]> {
  const taken = new Set(used);
  const ids: string[] = [];
  for (const [place, draft] of drafts.entries()) {
    const id = kept.get(place) ?? (await findFree(candidatesOf(draft)));
    taken.add(id);
    ids.push(id);
  }
  return ids;

  /** Each of its documents may name another topic already: then a number tells them apart. */
  function* candidatesOf({ anchors, central, places }: WordedDraft): Generator<string> {
    const [first = 0] = anchors;
    for (const document of [...anchors, ...central, ...places]) {
      yield idAfter(document);
    }
    for (let number = 2; ; number++) {
      yield `${idAfter(first)}:${number}`;
    }
  }

  function idAfter(document: number): string {
    return `topic:${channel.documents[document]?.sourceRef}`;
  }

  async function findFree(candidates: Generator<string>): Promise<string> {
    for (;;) {
      const names = Array.from({ length: namesAtATime }, () => candidates.next().value as string);
      const elsewhere = await topicStore.takenIds(names);
      const free = names.find((name) => !taken.has(name) && !elsewhere.has(name));
      if (free !== undefined) {
        return free;
      }
    }
  }
}
