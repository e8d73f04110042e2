import type { ErrorCode } from '../../domain/error-code.ts';
import type { ProviderName } from '../../domain/provider-name.ts';
import type { ObservedLimits } from '../../ports/callable-model.ts';

/** How a provider differs from the others, all of its questions and answers apart. */
export interface ProviderProfile {
  provider: ProviderName;
  /** As people write it. */
  title: string;
  /** Added to the base URL: `/v1`. */
  versionPath: string;
  /** Names of settings, for hints. */
  keyVariable: string;
  baseUrlVariable: string;
  /** How a model that is not there can be had; not given where that is up to the provider. */
  getModel?(model: string): string;
  /** Headers that carry the key. */
  keyHeaders(key: string): Record<string, string>;
  /** Headers of every request. */
  headers: Record<string, string>;
  classify(failure: ProviderFailure): FailureClass;
  /** Null when the headers name none. */
  readLimits(headers: ReadonlyMap<string, string>): ObservedLimits | null;
}

/** An answer that is an error. */
export interface ProviderFailure {
  /** 200 for an error in the body of an answer that began well. */
  status: number;
  headers: ReadonlyMap<string, string>;
  /** The JSON of the body; undefined for what is none, such as a page of a gateway. */
  body: unknown;
}

export interface FailureClass {
  code: ErrorCode;
  /** What the provider asks for. */
  retryAfterMs?: number | undefined;
}
