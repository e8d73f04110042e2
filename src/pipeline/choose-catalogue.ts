import { setCatalogueId } from '../domain/set-catalogue-id.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';
import { compareText } from '../lib/compare-text.ts';
import type { ChannelSet } from '../ports/channel-set-store.ts';
import type { Application } from './application.ts';
import { findChannelSet } from './find-channel-set.ts';
import { findSource } from './find-source.ts';
import { withChannel } from './run-pipeline.ts';

/** A channel or a set of channels that has topics of its own. */
export interface ChosenCatalogue {
  /** Id of the catalogue. */
  channelId: string;
  /** Null for a channel. */
  set: ChannelSet | null;
}

const namePattern = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/**
 * What a person wants the topics of: one channel; several, as a set of the given name or one made of their ids; or the set of that name as
 * it was used before.
 *
 * @throws TgParserError `usage_invalid`, `source_unknown`, `channel_set_unknown`
 */
export async function chooseCatalogue(
  { sourceStore, channelSetStore }: Pick<Application, 'sourceStore' | 'channelSetStore'>,
  { channels, setName }: { channels: readonly string[]; setName?: string | undefined },
): Promise<ChosenCatalogue> {
  if (channels.length === 0) {
    return ofSet(await findChannelSet(channelSetStore, requireName(setName)));
  }
  const ids = new Set<string>();
  for (const name of channels) {
    ids.add(withChannel(await findSource(sourceStore, name)).channelId);
  }
  const channelIds = [...ids].sort(compareText);
  const [only = ''] = channelIds;
  const ownName = channelIds.join('+');
  if (channelIds.length > 1) {
    return ofSet({ name: checkName(setName ?? ownName, ownName), channelIds });
  }
  if (setName !== undefined) {
    throw new TgParserError('usage_invalid', `A set has several channels, and "${setName}" would have one`, {
      hint: `Repeat --channel for each channel of the set, or name none to use the set that "tg-parser topics sets" shows.`,
    });
  }
  return { channelId: only, set: null };
}

function ofSet(set: ChannelSet): ChosenCatalogue {
  return { channelId: setCatalogueId(set.name), set };
}

function requireName(name: string | undefined): string {
  if (name === undefined) {
    throw new TgParserError('usage_invalid', 'Neither a channel nor a set of channels was named', {
      hint: 'Pass --channel NAME, several times for topics across channels, or --set NAME.',
    });
  }
  return name;
}

function checkName(name: string, ownName: string): string {
  if (name !== ownName && !namePattern.test(name)) {
    throw new TgParserError('usage_invalid', `"${name}" cannot be the name of a set of channels`, {
      hint: 'It has 1 to 64 characters: a-z, 0-9, _ and -, the first one a letter or a digit.',
    });
  }
  return name;
}
