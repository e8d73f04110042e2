import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { AccountLimits } from './account-limits.ts';
import { announcedWaitMs } from './announced-wait.ts';
import { AskedWait } from './asked-wait.ts';
import { chooseFault } from './choose-fault.ts';
import { completeQuestion } from './complete-question.ts';
import { type Fault, type FaultOccasion, isAnswerFault, isFailure, type NetworkFaultKind } from './fault.ts';
import { fillSchema } from './fill-schema.ts';
import { gatewayReply } from './gateway-reply.ts';
import { jsonReply } from './json-reply.ts';
import type { ModelProviderOptions } from './model-provider-options.ts';
import { PromptCache } from './prompt-cache.ts';
import { readJson } from './read-json.ts';
import type { RecordedRequest } from './recorded-request.ts';
import { RequestRefused } from './request-refused.ts';
import { sendReply } from './send-reply.ts';
import type { FakeUsage } from './token-usage.ts';
import type { Completion, Generation, WireApi, WireHost, WireReply, WireRequest } from './wire-api.ts';

const secretHeaders = new Set(['authorization', 'x-api-key', 'x-goog-api-key', 'cookie']);

/** A reply, and how the network carries it; no reply when nothing gets through. */
interface Delivery {
  reply: WireReply | null;
  network: NetworkFaultKind | null;
}

/** The part of a fake that all APIs share: keys, faults, limits, latency, and the record of what happened. */
export class ProviderServer {
  readonly options: ModelProviderOptions;
  readonly requests: RecordedRequest[] = [];
  readonly violations: string[] = [];
  /** Of all answers, those of batches included. */
  readonly usage: FakeUsage = { input: 0, cached: 0, cacheWritten: 0, output: 0, reasoning: 0 };
  calls = 0;
  answers = 0;
  concurrencyPeak = 0;
  private readonly key: string;
  private readonly api: WireApi;
  private readonly server: Server;
  private readonly cache = new PromptCache();
  private readonly limits = new AccountLimits();
  private readonly wait = new AskedWait();
  private numbers = 0;
  private underWay = 0;

  constructor(createApi: (host: WireHost) => WireApi, key: string, options: ModelProviderOptions) {
    this.key = key;
    this.options = options;
    this.api = createApi(this.host());
    this.server = createServer((request, response) => void this.handle(request, response));
    // Longer than a client keeps a connection: one that is closed under it is a fault, and faults are planned.
    this.server.keepAliveTimeout = 120_000;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private host(): WireHost {
    const server = this;
    return {
      get models() {
        return server.options.models ?? server.api.models;
      },
      get reasoningTokens() {
        return server.options.reasoningTokens;
      },
      get batches() {
        return server.options.batches ?? {};
      },
      now: () => new Date(),
      nextNumber: () => server.nextNumber(),
      url: () => server.url,
      answerBatchItem: (generation) => server.answerBatchItem(generation),
    };
  }

  private nextNumber(): number {
    this.numbers += 1;
    return this.numbers;
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const receivedAt = Date.now();
    const request = await readRequest(incoming).catch(() => null);
    if (request === null) {
      return;
    }
    const record = this.begin(request, receivedAt);
    response.once('close', () => {
      this.underWay -= record.question === null ? 0 : 1;
    });
    const { reply, network } = await this.deliver(request, record);
    if (response.destroyed) {
      return;
    }
    const finished = reply === null ? null : this.api.finish(reply, record.number);
    record.status = finished?.status ?? null;
    await sendReply(response, finished, network);
    record.answeredAt = response.writableFinished ? Date.now() : null;
  }

  private begin(request: WireRequest, receivedAt: number): RecordedRequest {
    const text = request.body.toString('utf8');
    const record: RecordedRequest = {
      number: this.requests.length + 1,
      method: request.method,
      path: request.path,
      headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !secretHeaders.has(name))),
      isKeyRight: this.isKeyRight(request),
      body: text === '' ? null : (readJson(text) ?? text),
      question: null,
      receivedAt,
      answeredAt: null,
      fault: null,
      status: null,
      usage: null,
      violations: [],
    };
    this.requests.push(record);
    return record;
  }

  private isKeyRight({ headers }: WireRequest): boolean {
    return !(this.api.needsKey || this.options.key !== undefined) || this.api.keyOf(headers) === this.key;
  }

  private violate(record: RecordedRequest, violation: string): void {
    record.violations.push(violation);
    this.violations.push(`#${record.number} ${violation}`);
  }

  private async deliver(request: WireRequest, record: RecordedRequest): Promise<Delivery> {
    try {
      return await this.answer(request, record);
    } catch (error) {
      if (error instanceof RequestRefused) {
        this.violate(record, `request: ${error.message}`);
        return { reply: error.reply, network: null };
      }
      this.violate(record, `fake: ${error instanceof Error ? error.message : String(error)}`);
      return { reply: jsonReply(500, { fake: 'the fake itself failed: see its violations' }), network: null };
    }
  }

  private async answer(request: WireRequest, record: RecordedRequest): Promise<Delivery> {
    if (request.query.has('key') || (this.key !== '' && [...request.query.values()].includes(this.key))) {
      this.violate(record, 'key_in_url: a key was sent in the URL');
      return { reply: this.api.keyRefusal(null), network: null };
    }
    if (!record.isKeyRight) {
      return { reply: this.api.keyRefusal(this.api.keyOf(request.headers)), network: null };
    }
    const routed = this.api.route(request);
    if ('generation' in routed) {
      return this.call(routed.generation, record);
    }
    const fault = this.chooseFault(record, { number: record.number, endpoint: 'other', question: null, ...request });
    if (fault !== null && isFailure(fault)) {
      return { reply: this.failureReply(fault, ''), network: null };
    }
    const network = networkOf(fault);
    return { reply: isCutOff(network) ? null : await routed.reply(), network };
  }

  private chooseFault(record: RecordedRequest, { number, endpoint, method, path, question }: FaultOccasion): Fault | null {
    const fault = chooseFault(this.options.faults, { number, endpoint, method, path, question });
    record.fault = fault?.kind ?? null;
    return fault;
  }

  /** One call of a model. */
  private async call(generation: Generation, record: RecordedRequest): Promise<Delivery> {
    const { question } = generation;
    record.question = question;
    this.calls += 1;
    this.underWay += 1;
    this.concurrencyPeak = Math.max(this.concurrencyPeak, this.underWay);
    this.checkWait(record);
    for (const violation of generation.violations ?? []) {
      this.violate(record, violation);
    }
    const { number, method, path } = record;
    const fault = this.chooseFault(record, { number, endpoint: 'generation', method, path, question });
    const refusal = this.refuseByFault(fault, question.model) ?? this.refuseByLimit(generation, record);
    if (refusal !== null) {
      return { reply: this.withLimits(refusal), network: null };
    }
    const network = networkOf(fault);
    return { reply: isCutOff(network) ? null : await this.answerCall(generation, fault, record), network };
  }

  private async answerCall(generation: Generation, fault: Fault | null, record: RecordedRequest): Promise<WireReply> {
    await this.latency(generation);
    const completion = await this.complete(generation, fault);
    record.usage = completion.usage;
    if (generation.isOutputSettled) {
      this.limits.settle(completion.usage.output, Date.now());
    }
    return this.withLimits(generation.reply(completion));
  }

  private checkWait(record: RecordedRequest): void {
    const early = this.wait.earlyMs(record.receivedAt);
    if (early > 0) {
      this.violate(record, `retry_after: called ${Math.ceil(early)} ms before the end of the wait that was asked for`);
    }
  }

  private refuseByFault(fault: Fault | null, model: string): WireReply | null {
    return fault !== null && isFailure(fault) ? this.failureReply(fault, model) : null;
  }

  private failureReply(
    { kind, status, retryAfterMs }: Fault & { kind: Parameters<WireApi['failure']>[0] },
    model: string,
  ): WireReply {
    if (kind === 'server_error' && (status === 502 || status === 503)) {
      return gatewayReply(status);
    }
    const wait = retryAfterMs ?? (kind.startsWith('rate_limited') ? 1_000 : null);
    const now = new Date();
    if (wait !== null) {
      this.wait.ask(announcedWaitMs(kind, wait, now), now.getTime());
    }
    return this.api.failure(kind, { over: 'requests', retryAfterMs: wait, model, now });
  }

  private refuseByLimit({ question, admissionTokens }: Generation, record: RecordedRequest): WireReply | null {
    const now = new Date();
    this.limits.set(this.options.limits ?? {}, now.getTime());
    const { waitMs, over } = this.limits.admit(admissionTokens, now.getTime());
    if (over === null) {
      return null;
    }
    this.violate(record, `rate_limit: more ${over} than the limit of a minute allows`);
    this.wait.ask(announcedWaitMs(this.api.limitedKind, waitMs, now), now.getTime());
    return this.api.failure(this.api.limitedKind, { over, retryAfterMs: waitMs, model: question.model, now });
  }

  private withLimits(reply: WireReply): WireReply {
    const now = new Date();
    return { ...reply, headers: { ...this.api.limitHeaders(this.limits.state(now.getTime()), now), ...reply.headers } };
  }

  private async latency({ question }: Generation): Promise<void> {
    const { latencyMs = 0 } = this.options;
    const wait = typeof latencyMs === 'number' ? latencyMs : latencyMs(question);
    if (wait > 0) {
      await delay(wait, undefined, { ref: false });
    }
  }

  private async complete(generation: Generation, fault: Fault | null): Promise<Completion> {
    const completion = await completeQuestion(generation, fault !== null && isAnswerFault(fault) ? fault.kind : null, {
      number: this.nextNumber(),
      respond: this.options.respond ?? fillSchema,
      cache: this.cache,
    });
    this.answers += 1;
    for (const part of ['input', 'cached', 'cacheWritten', 'output', 'reasoning'] as const) {
      this.usage[part] += completion.usage[part];
    }
    return completion;
  }

  /** Networks do not come between a provider and its batches: those faults leave an item as it is. */
  private async answerBatchItem(generation: Generation): Promise<WireReply> {
    const { question } = generation;
    const occasion = { number: this.nextNumber(), endpoint: 'batch_item' as const, method: 'POST', path: '', question };
    const fault = chooseFault(this.options.faults, occasion);
    if (fault !== null && isFailure(fault)) {
      return this.api.failure(fault.kind, { over: 'requests', retryAfterMs: null, model: question.model, now: new Date() });
    }
    return generation.reply(await this.complete(generation, fault));
  }
}

function networkOf(fault: Fault | null): NetworkFaultKind | null {
  return fault === null || isFailure(fault) || isAnswerFault(fault) ? null : (fault.kind as NetworkFaultKind);
}

/** A question that nothing answers is not charged for. */
function isCutOff(network: NetworkFaultKind | null): boolean {
  return network === 'reset' || network === 'hang';
}

async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) {
    chunks.push(chunk as Buffer);
  }
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  return {
    method: incoming.method ?? 'GET',
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body: Buffer.concat(chunks),
  };
}
