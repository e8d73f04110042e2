import { sha256 } from '../lib/sha256.ts';
import { stableJson } from '../lib/stable-json.ts';
import type { ExportRequest } from './export-request.ts';
import type { ExportStores } from './export-stores.ts';
import { exportVersion } from './export-version.ts';

/**
 * Fingerprint of everything an export is made of, without reading it: the counters that stores raise with each change, what the
 * catalogue was made from, the attributes of the channels, and the options. Equal: exporting again would write the same.
 */
export async function exportOrigin(
  { rawStore, documentStore, topicStore }: ExportStores,
  request: ExportRequest,
): Promise<string> {
  const { sources, out: _, ...options } = request;
  const channels = [];
  for (const { channelId, username, title, kind } of sources) {
    const id = channelId ?? '';
    channels.push({
      channelId,
      username,
      title,
      kind,
      rawSequence: await rawStore.lastSequence(id),
      documents: await documentStore.progress(id),
      ...(await originOf(id)),
    });
  }
  const { catalogueId } = request;
  const ofSet = catalogueId === undefined ? {} : { set: await originOf(catalogueId) };
  return sha256(stableJson({ exportVersion, options, channels, ...ofSet }));

  async function originOf(id: string) {
    return {
      catalogue: await topicStore.origin(id),
      // What a person changes of topics leaves the origin of the catalogue as it is.
      topicVersions: await topicStore.countVersions(id),
    };
  }
}
