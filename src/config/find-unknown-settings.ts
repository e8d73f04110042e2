import { editDistance } from '../lib/edit-distance.ts';
import type { Setting } from './setting.ts';

/** Beginnings that only settings of ours have: such a name in `.env` was meant for us. */
const ownPrefixes = [
  'TELEGRAM_',
  'TOPICIZATION_',
  'RETRY_',
  'INGESTION_',
  'RAW_STORAGE_',
  'PROCESSING_',
  'LLM_',
  'DB_',
  'LOG_',
];
/** Two wrong, missing or extra letters; more is another name. */
const misspellingDistance = 2;

/** Sentences about names in `.env` that look like ours and are none, so that a typing error does not pass in silence. */
export function findUnknownSettings(names: readonly string[], table: readonly Setting[]): string[] {
  const known = new Set(table.flatMap(acceptedNames));
  return names
    .filter((name) => !known.has(name))
    .flatMap((name) => {
      const nearest = [...known].find((other) => editDistance(name.toUpperCase(), other) <= misspellingDistance);
      if (nearest !== undefined) {
        return [`${name} in .env is no setting and has no effect; did you mean ${nearest}?`];
      }
      return ownPrefixes.some((prefix) => name.startsWith(prefix))
        ? [`${name} in .env is no setting of this version and has no effect.`]
        : [];
    });
}

function acceptedNames(setting: Setting): string[] {
  const names = [setting.name, ...(setting.aliases ?? [])];
  return setting.value.type === 'secret' ? names.flatMap((name) => [name, `${name}_FILE`]) : names;
}
