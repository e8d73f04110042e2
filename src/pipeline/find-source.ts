import { parseChannelName } from '../domain/parse-channel-name.ts';
import type { Source } from '../domain/source.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { compareText } from '../lib/compare-text.ts';
import { editDistance } from '../lib/edit-distance.ts';
import type { SourceStore } from '../ports/source-store.ts';

/** Whether who asks may know of a source; on the command line everybody may. */
type MaySee = (source: Source) => boolean;
const seesAll: MaySee = () => true;

/**
 * Finds the source that a person means: the one resolver for every place where a channel is named.
 *
 * @param name source id, `@name`, `name`, a t.me link, or the numeric id with or without `-100`
 * @param maySee a source for which it says no is treated as one that does not exist, and is not among the nearest names, either
 * @throws TgParserError `source_unknown`, listing the nearest names
 */
export async function findSource(sourceStore: SourceStore, name: string, maySee: MaySee = seesAll): Promise<Source> {
  const found = await lookUpSource(sourceStore, name, maySee);
  if (found) {
    return found;
  }
  const known = (await sourceStore.list()).filter(maySee);
  const nearest = nearestNames(known, name);
  throw new TgParserError('source_unknown', `No source is called "${name}"`, {
    hint:
      nearest.length > 0
        ? `Did you mean ${nearest.join(', ')}? "tg-parser sources list" shows all.`
        : 'There are no sources yet: "tg-parser run --from-export PATH" registers one.',
  });
}

/** As `findSource`, with null for an unknown name. */
export async function lookUpSource(sourceStore: SourceStore, name: string, maySee: MaySee = seesAll): Promise<Source | null> {
  const { sourceId, username, channelId } = parseChannelName(name);
  const seen = (source: Source | null) => (source !== null && maySee(source) ? source : null);
  return (
    seen(await sourceStore.get(sourceId)) ??
    (username === null ? null : (seen(await sourceStore.get(username)) ?? seen(await sourceStore.findByUsername(username)))) ??
    (channelId === null ? null : seen(await sourceStore.findByChannelId(channelId)))
  );
}

function nearestNames(sources: Source[], name: string): string[] {
  const typed = name.toLowerCase();
  return sources
    .map(({ sourceId, username, title }) => ({
      label: title ? `${sourceId} (${title})` : sourceId,
      distance: Math.min(
        ...[sourceId, username ?? sourceId, title ?? sourceId].map((text) => editDistance(typed, text.toLowerCase())),
      ),
    }))
    .sort((left, right) => left.distance - right.distance || compareText(left.label, right.label))
    .slice(0, 3)
    .map(({ label }) => label);
}
