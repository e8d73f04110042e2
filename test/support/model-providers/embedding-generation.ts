import type { Completion, Generation, WireReply } from './wire-api.ts';

export interface EmbeddingQuestion {
  model: string;
  texts: readonly string[];
  /** Tokens that count against the limit. */
  admissionTokens: number;
}

/** A call that asks for vectors, as one that puts out no text: it is on the record, in the limits and open to faults like any other. */
export function embeddingGeneration(
  { model, texts, admissionTokens }: EmbeddingQuestion,
  reply: (completion: Completion) => WireReply,
): Generation {
  const inputText = texts.join('\n');
  return {
    question: { model, instructions: '', data: inputText, schema: null, maxOutputTokens: 0 },
    inputText,
    starts: null,
    isCached: false,
    reasoningTokens: 0,
    admissionTokens,
    isOutputSettled: false,
    reply,
  };
}
