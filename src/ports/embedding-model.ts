import type { CallAnswer, CallableModel, CallRequest } from './callable-model.ts';

/** Texts of which a provider is to make vectors, in one call. */
export interface EmbeddingRequest extends CallRequest {
  /** None is empty; within the model's limits. */
  texts: readonly string[];
}

export interface EmbeddingAnswer extends CallAnswer {
  /** One a text, in order, as the provider gave them; all of one length. */
  vectors: Float32Array[];
}

/** One model of one provider: texts in, vectors out. */
export type EmbeddingModel = CallableModel<EmbeddingRequest, EmbeddingAnswer>;

/** What fits into a call. Tokens are estimated ones, which are more than the provider counts. */
export interface EmbeddingLimits {
  /** Of one text; what is longer is cut. */
  textTokens: number;
  /** In a call. */
  texts: number;
  /** Of all texts of a call. */
  tokens: number;
}

/** A model as its provider offers it: without waits, retries and bills. */
export interface EmbeddingProvider {
  model: EmbeddingModel;
  limits: EmbeddingLimits;
}
