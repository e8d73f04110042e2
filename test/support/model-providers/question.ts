/** What a fake was asked, whatever the API: the same shape for every responder. */
export interface Question {
  model: string;
  /** Texts of the system, in order. */
  instructions: string;
  /** Texts of the user, in order: the data, and after it what was said of an answer that did not fit. */
  data: string;
  /** JSON Schema of the answer; null when none was asked for. */
  schema: Record<string, unknown> | null;
  /** Null when the request names no limit. */
  maxOutputTokens: number | null;
}

/** Answers a question, at once or later: a string is sent as it is, all else as its JSON. */
export type Respond = (question: Question) => unknown;
