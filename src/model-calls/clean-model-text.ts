/** Not seen, and able to change what is seen: controls, zero-width and bidirectional signs, tag characters. */
const invisible = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu;
/** Joiners belong to Persian and Indic words and to emoji, and to nothing else. */
const strayJoiner =
  /(?<![\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{M}])\u200c|(?<!\p{Extended_Pictographic}|\p{M})\u200d/gu;
const markdownImage = /!\[[^\]]{0,500}\]\([^)]{0,2000}\)?/g;
const markdownLink = /\[([^\]]{0,500})\]\([^)]{0,2000}\)/g;
const tag = /<\/?[a-zA-Z!?][^<>]{0,2000}>/g;
/** Without an end it is none yet, and may become one where it is shown. */
const openTag = /<(?=[a-zA-Z!?/])/g;
/** Addresses with a scheme, and what programs make links of without one. */
const address =
  /(?:[a-z][a-z0-9+.-]{1,20}:\/\/|(?:javascript|vbscript|data|mailto|tel):|www\.|(?<![\p{L}\p{N}@.])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|net|org|info|biz|io|me|co|app|dev|ai|xyz|top|site|online|shop|store|link|click|club|live|pro|example|test|ly|gg|cc|to|tv|ru|su|ua|by|kz|uk|de|es|ir|eu|us|in|cn)(?![\p{L}\p{N}]))\S*/giu;

export interface CleanOptions {
  /** Characters, at most. */
  longest: number;
  /** Addresses that do not stand here are invented, or were smuggled in, and removed. */
  source: string;
}

/**
 * Makes one line of plain text of what a model wrote, whatever it wrote: no markup, nothing invisible, no address that the
 * source does not have, not longer than it may be.
 */
export function cleanModelText(text: string, { longest, source }: CleanOptions): string {
  // Markup is longer than what is left of it; a text that is far too long is none that anybody asked for.
  const plain = withoutMarkup(withoutInvisible(text.slice(0, longest * 4).toWellFormed()));
  const known = source.toLowerCase();
  const checked = plain.replace(address, (found) => (holds(known, trimEnd(found).toLowerCase()) ? found : ' '));
  return cutAtWord(checked.replace(/\s+/gu, ' ').trim(), longest);
}

function withoutInvisible(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .replace(invisible, '')
    .replace(strayJoiner, '');
}

/** Removing may put together what is to be removed, so it is done until nothing changes. */
function withoutMarkup(text: string): string {
  let before = text;
  for (let round = 0; round < 5; round += 1) {
    const after = before.replace(markdownImage, '').replace(markdownLink, '$1').replace(tag, '');
    if (after === before) {
      return after.replace(openTag, '');
    }
    before = after;
  }
  return before.replace(/[<>[\]]/g, '');
}

/** Not as the beginning of a longer name: `example.org` is not in `example.organic`. */
function holds(source: string, found: string): boolean {
  for (let place = source.indexOf(found); place >= 0; place = source.indexOf(found, place + 1)) {
    if (!/^[\p{L}\p{N}-]|^\.[\p{L}\p{N}]/u.test(source.slice(place + found.length, place + found.length + 3))) {
      return true;
    }
  }
  return false;
}

function trimEnd(found: string): string {
  return found.replace(/[\p{P}\s]+$/u, '');
}

function cutAtWord(text: string, longest: number): string {
  if (text.length <= longest) {
    return text;
  }
  const cut = text.slice(0, longest - 1);
  const space = cut.lastIndexOf(' ');
  const kept = (space > longest / 2 ? cut.slice(0, space) : cut).replace(/[\ud800-\udbff]$/, '');
  return `${kept.replace(/[\s.,:;–—-]+$/u, '')}…`;
}
