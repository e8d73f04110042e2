import type { CallAnswer, CallableModel, CallRequest } from '../ports/callable-model.ts';

/**
 * A model whose calls are finished once they are sent: an abort ends waits of the layers around it, not a call that is on the bill already. Stands
 * right around the provider.
 */
export function finishCalls<Request extends CallRequest, Answer extends CallAnswer>(
  model: CallableModel<Request, Answer>,
): CallableModel<Request, Answer> {
  const { provider, model: name, facts, parameters } = model;
  return { provider, model: name, facts, parameters, complete: (request) => model.complete({ ...request, signal: undefined }) };
}
