import type { BodyInit } from 'undici';
import type { TgParserError } from '../../domain/tg-parser-error.ts';
import type { ObservedLimits } from '../../ports/callable-model.ts';
import { decodeLines } from './decode-lines.ts';
import { decodeText } from './decode-text.ts';
import { type Exchange, exchange } from './exchange.ts';
import { ExchangeError } from './exchange-error.ts';
import { exchangeFailure } from './exchange-failure.ts';
import { fieldOf } from './field-of.ts';
import { parseJson } from './parse-json.ts';
import { type ProviderAddress, providerAddress } from './provider-address.ts';
import { providerError } from './provider-error.ts';
import { providerHeaders } from './provider-headers.ts';
import type { FailureClass, ProviderFailure, ProviderProfile } from './provider-profile.ts';
import type { ProviderSettings } from './provider-settings.ts';
import type { CallSubject } from './provider-wording.ts';
import { redact } from './redact.ts';
import { retryAfter } from './retry-after.ts';
import { statusClass } from './status-class.ts';

export interface ClientRequest {
  method: 'GET' | 'POST';
  /** Behind the version path: `/models`. */
  path: string;
  headers?: Record<string, string> | undefined;
  body?: BodyInit | undefined;
  /** Of streams of any length: false lifts the limit of the total time. Default true. */
  isLimited?: boolean | undefined;
}

export interface CallContext {
  /** Null for calls that are about no model. */
  model: string | null;
  signal?: AbortSignal | undefined;
  onLimits?: ((limits: ObservedLimits) => void) | undefined;
}

/** An answer that is no error. */
export interface ClientAnswer {
  text: string;
  /** The same, parsed. */
  body: unknown;
}

/**
 * Speaks HTTP with one provider. The key is put in here and nowhere else, and every failure becomes an error of ours here, made of what
 * the server said and never of what was sent.
 */
export class ProviderClient {
  readonly profile: ProviderProfile;
  readonly #settings: Pick<ProviderSettings, 'apiKey' | 'timeout'>;
  readonly #address: ProviderAddress;
  readonly #headers: Record<string, string>;

  /** @throws TgParserError `setting_invalid` for a base URL or a key that cannot be one */
  constructor(profile: ProviderProfile, settings: Pick<ProviderSettings, 'apiKey' | 'baseUrl' | 'timeout'>) {
    this.profile = profile;
    this.#settings = settings;
    this.#address = providerAddress(profile.title, settings.baseUrl, profile.versionPath);
    this.#headers = providerHeaders(profile, this.#address, settings.apiKey);
  }

  /** With the version path. */
  get baseUrl(): string {
    return this.#address.url;
  }

  /** @throws TgParserError `model_*`, `interrupted` */
  async json(request: ClientRequest, context: CallContext): Promise<ClientAnswer> {
    const answer = await this.#open(request, context);
    const text = await this.#read(answer, context);
    const body = parseJson(text);
    if (body === undefined) {
      throw this.unreadable(context);
    }
    // Some servers begin with 200 and find out later.
    if (fieldOf(body, 'error')) {
      throw this.failure({ status: answer.status, headers: answer.headers, body }, context);
    }
    return { text, body };
  }

  postJson(path: string, body: unknown, context: CallContext): Promise<ClientAnswer> {
    return this.json({ method: 'POST', path, ...jsonBody(body) }, context);
  }

  /**
   * The lines of an answer, as they come.
   *
   * @throws TgParserError `model_*`, `interrupted`
   */
  async *lines(request: ClientRequest, context: CallContext): AsyncGenerator<string, void, undefined> {
    const answer = await this.#open(request, context);
    try {
      yield* decodeLines(answer.chunks());
    } catch (error) {
      throw this.#explain(error, context);
    }
  }

  postForLines(path: string, body: unknown, context: CallContext): AsyncGenerator<string, void, undefined> {
    return this.lines({ method: 'POST', path, ...jsonBody(body) }, context);
  }

  /** An error that a provider reported, in an answer or in a line of one. */
  failure(failure: ProviderFailure, context: CallContext): TgParserError {
    const { code, retryAfterMs } = this.#classify(failure);
    const quote = this.#quote(wordsOf(failure.body));
    const { status } = failure;
    return providerError(code, this.#subject(context), { status: status === 200 ? 0 : status, quote, retryAfterMs });
  }

  /** An answer that began well and is not what the API promises: something on the way cut it or put another in its place. */
  unreadable(context: CallContext): TgParserError {
    const quote = 'the answer is not whole, or none of this API';
    return providerError('model_unreachable', this.#subject(context), { status: 0, quote });
  }

  async #open(request: ClientRequest, context: CallContext): Promise<Exchange> {
    const answer = await this.#exchange(request, context);
    const limits = this.profile.readLimits(answer.headers);
    if (limits !== null) {
      context.onLimits?.(limits);
    }
    if (answer.status >= 200 && answer.status < 300) {
      return answer;
    }
    const { status, headers } = answer;
    throw this.failure({ status, headers, body: parseJson(await this.#read(answer, context)) }, context);
  }

  async #exchange({ method, path, headers, body, isLimited = true }: ClientRequest, context: CallContext): Promise<Exchange> {
    const { totalInMs, gapInMs } = this.#settings.timeout;
    const init = { method, headers: { ...headers, ...this.#headers }, ...(body === undefined ? {} : { body }) };
    const limits = { totalInMs: isLimited ? totalInMs : null, gapInMs, signal: context.signal };
    try {
      return await exchange(this.#address.url + path, init, limits);
    } catch (error) {
      throw this.#explain(error, context);
    }
  }

  async #read(answer: Exchange, context: CallContext): Promise<string> {
    try {
      return await decodeText(answer.chunks());
    } catch (error) {
      throw this.#explain(error, context);
    }
  }

  #explain(error: unknown, context: CallContext): unknown {
    return error instanceof ExchangeError ? exchangeFailure(error, this.#subject(context)) : error;
  }

  /** What the body says counts, whatever stands before the API; only where it says nothing the status does. */
  #classify(failure: ProviderFailure): FailureClass {
    return failure.body === undefined
      ? { code: statusClass(failure.status), retryAfterMs: retryAfter(failure.headers) }
      : this.profile.classify(failure);
  }

  #quote(words: string): string {
    const secrets = [this.#settings.apiKey ?? '', ...this.#address.secrets];
    return redact(words, secrets);
  }

  #subject({ model }: CallContext): CallSubject {
    const { apiKey, timeout } = this.#settings;
    return { profile: this.profile, host: this.#address.host, hasKey: apiKey !== null, model, timeout };
  }
}

/** `{"error": {"message": …}}` of most, `{"error": …}` of Ollama, `{"message": …}` of some servers that are compatible with OpenAI. */
function wordsOf(body: unknown): string {
  const words = [fieldOf(body, 'error', 'message'), fieldOf(body, 'error'), fieldOf(body, 'message')];
  const said = words.find((word) => typeof word === 'string');
  return typeof said === 'string' ? said : '';
}

function jsonBody(body: unknown): Pick<ClientRequest, 'headers' | 'body'> {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
