import type { DocumentEntity } from '../../domain/processed-document.ts';
import type { MessageDescription, MessageToDescribe } from '../../ports/describe-messages.ts';
import { analyzeText } from './describe-analysis.ts';
import { findKeyPhrases } from './describe-key-phrases.ts';
import { judgeNoise } from './describe-noise.ts';
import { findOrganizations } from './describe-organizations.ts';
import { findPeople } from './describe-people.ts';
import { summarize } from './describe-summary.ts';
import { findTitle } from './describe-title.ts';

/** Labels a document, at most. */
const mostTopics = 4;

/** Answers `describe_messages`. */
export function describeMessage(message: MessageToDescribe): MessageDescription {
  const analysis = analyzeText(message.text, message.language);
  const title = findTitle(message.text, message.language);
  const keywords = findKeyPhrases(analysis);
  const organizations = findOrganizations(message.text);
  return {
    title,
    summary: summarize(analysis, title),
    topics: chooseTopics(message.entities, keywords),
    keywords,
    entities: [...organizations, ...findPeople(analysis, organizations)],
    noise: judgeNoise(message.text, message.entities),
    language: null,
  };
}

/** The author's own labels first, then what the text is about. */
function chooseTopics(entities: readonly DocumentEntity[], keywords: readonly string[]): string[] {
  const topics = new Map<string, string>();
  const tags = entities.filter(({ type }) => type === 'hashtag').map(({ value }) => value.slice(1).replaceAll('_', ' '));
  for (const label of [...tags, ...keywords]) {
    const key = label.toLowerCase();
    if (topics.size < mostTopics && !topics.has(key)) {
      topics.set(key, label);
    }
  }
  return [...topics.values()];
}
