import type { CallAnswer, CallableModel, CallRequest } from '../ports/callable-model.ts';

/** The same model, asked in another way: what every layer is. Facts are read late, because a provider may learn them late. */
export function withComplete<Request extends CallRequest, Answer extends CallAnswer>(
  model: CallableModel<Request, Answer>,
  complete: (request: Request) => Promise<Answer>,
): CallableModel<Request, Answer> {
  return {
    provider: model.provider,
    model: model.model,
    get facts() {
      return model.facts;
    },
    parameters: model.parameters,
    complete,
  };
}
