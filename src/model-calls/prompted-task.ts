import type { ChatRequest } from '../ports/chat-model.ts';
import type { AnswerOrigin, CallPurpose, ModelItem, ModelTaskName } from '../ports/language-model.ts';

/** An item made ready to be sent. */
export interface Question<Item> {
  item: Item;
  /** Of what the answer depends on, never of the id: equal questions have one answer. */
  key: string;
  /** Fields of a JSON object, without braces. */
  data: string;
  /** Estimated from above, of `data`. */
  inputTokens: number;
  /** What an answer to it has, as a rule. */
  outputTokens: number;
  /** Speaks to models rather than to people, and is asked about in a call of its own: there it can do nothing to other items. */
  isSuspect: boolean;
}

export interface RequestOptions {
  purpose: CallPurpose;
  maxOutputTokens: number;
  repair: ChatRequest['repair'];
}

/** What could be read out of the text that a model answered; each question is in one of both. */
export interface Reading<Asked, Answer> {
  answered: { question: Asked; answer: Answer }[];
  unanswered: {
    question: Asked;
    problem: string;
    /** There are several answers: one may have been given on behalf of another item of the call. */
    isDisputed: boolean;
  }[];
}

/** How a task is put to a chat model, and how its answers are read. */
export interface PromptedTask<Item extends ModelItem, Answer> {
  readonly name: ModelTaskName;
  readonly origin: AnswerOrigin & { promptId: string };
  /** Of instructions and schema, estimated from above: what a call costs before the first item. */
  readonly constantTokens: number;
  prepare(item: Item): Question<Item>;
  /** Items are told apart by their places, 1 and on: a source_ref is long, and a model might invent one. */
  toRequest(questions: readonly Question<Item>[], options: RequestOptions): ChatRequest;
  /** Never throws, whatever the text. */
  read<Asked extends Question<Item>>(text: string, questions: readonly Asked[]): Reading<Asked, Answer>;
  /** @returns a kept answer, null for one that does not fit any more */
  restore(kept: unknown): Answer | null;
}
