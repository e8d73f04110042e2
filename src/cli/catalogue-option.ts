import { setCatalogueId } from '../domain/set-catalogue-id.ts';

const setPrefix = setCatalogueId('');

/** How a command line names the catalogue with this id. */
export function catalogueOption(catalogueId: string): string {
  return catalogueId.startsWith(setPrefix) ? `--set ${catalogueId.slice(setPrefix.length)}` : `--channel ${catalogueId}`;
}
