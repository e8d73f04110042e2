import { sha256 } from '../lib/sha256.ts';
import { tokenize } from '../lib/text/tokenize.ts';
import { superShingles } from './min-hash.ts';
import { trimLink } from './trim-link.ts';

/** «ok», «спасибо», «всем привет»: said by many without being copies of each other. */
const fewestWords = 3;
const fewestCharacters = 15;
/** Shorter texts have too few shingles: one changed word would change most of them. */
const fewestWordsForNearness = 12;

export interface TextSketch {
  /** `sha256:<hex>` of the words and links, without case, punctuation, emoji and space. */
  contentHash: string;
  /** The content hash first, then keys of nearly equal texts; empty for a text too short to be anybody's copy. */
  keys: string[];
}

const address = /https?:\/\/[^\s<>"]+/g;

/** @param text clean, so that its links carry no tracking parameters */
export function sketchText(text: string): TextSketch {
  const words = tokenize(text);
  const links = text.includes('://') ? (text.match(address) ?? []).map(normalizeLink) : [];
  const normal = [...words, ...links].join(' ');
  const contentHash = sha256(normal === '' ? text : normal);
  const isOwn = normal.length >= fewestCharacters && (words.length >= fewestWords || links.length > 0);
  if (!isOwn) {
    return { contentHash, keys: [] };
  }
  const nearness = words.length >= fewestWordsForNearness ? superShingles(words) : [];
  // Half of the hash is enough for a key, and a channel has millions of them.
  return { contentHash, keys: [`x:${contentHash.slice('sha256:'.length, 39)}`, ...nearness] };
}

function normalizeLink(link: string): string {
  const address = trimLink(link).replace(/^https?:\/\/(www\.)?/, '');
  return address.endsWith('/') ? address.slice(0, -1) : address;
}
