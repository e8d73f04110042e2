/**
 * The ledger: every raw message is in exactly one of these states. The first five are settled by `process`
 * (`documented` is refined by `topicize`).
 */
export const skipReasons = ['service', 'album_member', 'without_text'] as const;
export type SkipReason = (typeof skipReasons)[number];

export interface Ledger {
  raw_messages: number;
  in_topic: number;
  outside_topics: number;
  duplicate: number;
  noise: number;
  without_text: number;
  album_member: number;
  service: number;
  failed: number;
  /** Has a document that no topicize run has looked at yet. */
  not_topicized: number;
  /** Has not been looked at by `process` yet. */
  unprocessed: number;
}
