/** The id of the catalogue of a set of channels. No channel has it: there is no `:` in their ids. */
export function setCatalogueId(name: string): string {
  return `set:${name}`;
}
