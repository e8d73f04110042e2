import type { Clock } from '../ports/clock.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Logger } from '../ports/logger.ts';
import type { RawStore } from '../ports/raw-store.ts';
import type { TopicStore } from '../ports/topic-store.ts';

/** What an export reads from. */
export interface ExportStores {
  rawStore: RawStore;
  documentStore: DocumentStore;
  topicStore: TopicStore;
}

export interface ExportDependencies extends ExportStores {
  clock: Clock;
  log: Logger;
}
