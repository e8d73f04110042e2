import type { DocumentEntity } from '../../domain/processed-document.ts';
import type { MessageEntity } from '../../domain/raw-message.ts';
import { findDates } from './find-dates.ts';
import { findEmails } from './find-emails.ts';
import { findHashtags } from './find-hashtags.ts';
import { findLinks } from './find-links.ts';
import { findMentions } from './find-mentions.ts';
import { findMoney } from './find-money.ts';
import { findPhones } from './find-phones.ts';

/** A message of Telegram has at most a hundred entities; more are a file somebody pasted. */
const mostOfOneType = 100;
/** Texts longer than any message of Telegram (4,096, premium 8,192) are searched for addresses in whole, for the rest up to here. */
const searchedCharacters = 100_000;
const address = /https?:\/\/[^\s<>"]+/g;

/**
 * What code can find in a text: links, mentions, hashtags, e-mail, telephones, money, dates.
 *
 * @param text clean
 * @param source the text before cleaning, with its entities
 */
export function findEntities(text: string, source: { raw: string; entities: readonly MessageEntity[] }): DocumentEntity[] {
  // An address may hold what looks like a mention, a date or a telephone.
  const searched = text.slice(0, searchedCharacters).replace(address, ' ');
  return [
    ...toEntities('link', findLinks(text, source)),
    ...toEntities('mention', findMentions(searched)),
    ...toEntities('hashtag', findHashtags(searched)),
    ...toEntities('email', findEmails(searched), 0.98),
    ...listed('phone', findPhones(searched)),
    ...toEntities('money', findMoney(searched), 0.9),
    ...listed('date', findDates(searched)),
  ];
}

function toEntities(type: string, values: string[], confidence = 1): DocumentEntity[] {
  return listed(
    type,
    values.map((value) => ({ value, confidence })),
  );
}

function listed(type: string, found: { value: string; confidence: number }[]): DocumentEntity[] {
  return found.slice(0, mostOfOneType).map(({ value, confidence }) => ({ type, value, confidence }));
}
