import { wellFormed } from './well-formed.ts';

/** What Desktop writes in place of, or behind, a name when the file is not there. */
const absent = / ?\(File (?:not included|unavailable|exceeds)[^()]*\)$/i;
const longest = 255;

/**
 * The last part of a path, never the path; undefined where there is none, and for the sentences that Desktop writes in its
 * place: "(File not included. Change data exporting settings to download.)", "(File unavailable, please try again later)" …
 */
export function fileName(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') {
    return undefined;
  }
  const name = wellFormed(value.slice(-4_096)).replace(absent, '').split(/[/\\]/).at(-1)?.trim();
  return name === undefined || name === '' || name === '.' || name === '..' ? undefined : wellFormed(name.slice(0, longest));
}
