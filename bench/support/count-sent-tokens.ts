import type { CountTokens } from '../../src/model-calls/count-tokens.ts';
import type { LanguageModel } from '../../src/ports/language-model.ts';

export interface SentTokens {
  items: number;
  /** Of what is asked about. */
  sent: number;
  /** Of what is answered. */
  answered: number;
}

/** The same model, which counts into `tally` what a model that is paid by the token would have to read and write. */
export function countSentTokens(model: LanguageModel, count: CountTokens, tally: SentTokens): LanguageModel {
  return {
    ...model,
    async *answer(task, items, options) {
      for await (const outcomes of model.answer(task, items, options)) {
        for (const outcome of outcomes) {
          tally.items += 1;
          tally.sent += count(JSON.stringify(outcome.item));
          tally.answered += 'answer' in outcome ? count(JSON.stringify(outcome.answer)) : 0;
        }
        yield outcomes;
      }
    },
  };
}
