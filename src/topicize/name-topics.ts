import type { LoadedChannel } from './load-documents.ts';
import type { WordedDraft } from './word-drafts.ts';

/**
 * The id of each topic: the one it goes on under, else `topic:` and its first anchor that no other topic, living or retired,
 * is named after.
 *
 * @param kept ids by place of the topic
 * @param used ids that topics of the channel ever had
 */
export function nameTopics(
  channel: LoadedChannel,
  drafts: WordedDraft[],
  { kept, used }: { kept: ReadonlyMap<number, string>; used: ReadonlySet<string> },
): string[] {
  const taken = new Set(used);
  return drafts.map((draft, place) => {
    const known = kept.get(place);
    if (known !== undefined) {
      return known;
    }
    const candidates = [...draft.anchors, ...draft.central, ...draft.places];
    const id = candidates.map((document) => `topic:${channel.documents[document]?.sourceRef}`).find((name) => !taken.has(name));
    // Each of its documents names another topic already: then a number tells them apart.
    const fresh = id ?? numbered(`topic:${channel.documents[draft.anchors[0] ?? 0]?.sourceRef}`, taken);
    taken.add(fresh);
    return fresh;
  });
}

function numbered(base: string, taken: ReadonlySet<string>): string {
  let number = 2;
  while (taken.has(`${base}:${number}`)) {
    number++;
  }
  return `${base}:${number}`;
}
