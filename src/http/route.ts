import { z } from 'zod';
import type { Scope } from '../domain/api-key.ts';
import type { ErrorCode } from '../domain/error-code.ts';
import type { User } from '../domain/user.ts';
import type { Application } from '../pipeline/application.ts';
import type { Visible } from './visible.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Who asks. */
export interface Caller extends Pick<User, 'userId' | 'role'> {
  /** What the key that was shown is good for. */
  may: readonly Scope[];
  /** Whose the sources are that the caller registers; null: everybody's, as the caller is no user of the database. */
  ownerId: string | null;
}

export interface RouteSettings {
  /** How often a job is begun that fails in a way that may pass. */
  maxAttempts: number;
  /** Folder that holds a folder for each export job. */
  exportsDirectory: string;
}

/** One question to the server, checked. */
export interface Call<Parameters, Query, Body> {
  parameters: Parameters;
  query: Query;
  body: Body;
  /** Nobody in particular on a route that is open to everybody. */
  caller: Caller;
  /** Of who asks; nothing for a route that is open to everybody. */
  visible: Visible;
  application: Application;
  requestId: string;
  /** `Idempotency-Key` of the request. */
  idempotencyKey: string | null;
  settings: RouteSettings;
  /** Fires when the server is to stop: an answer that goes on by itself ends then. */
  stopping: AbortSignal;
}

/** An answer that is no JSON document, by the media types that it may have. The handler gives it as a `Response`. */
export interface OtherAnswer {
  mediaTypes: readonly string[];
}

export type SuccessStatus = 200 | 201 | 202;

export interface Route {
  method: Method;
  /** With names of parameters in braces: `/api/v1/topics/{topic_id}`. */
  path: string;
  /** One line, for the reader of the description. */
  summary: string;
  tag: string;
  /** What a caller must be allowed to; null: everybody may ask, without a key. */
  needs: Scope | null;
  /** Whether the caller must be an admin, too: what is told is about all sources. Default false. */
  isForAdmins: boolean;
  parameters: z.ZodType;
  query: z.ZodType;
  /** Of a request that brings a JSON document; null for one that brings nothing. */
  body: z.ZodType | null;
  /**
   * Whether the handler itself finds what it did under an `Idempotency-Key`. Default false: the answers of a POST are kept for a day, and
   * given again to the same request under the same key.
   */
  remembersIdempotencyKey: boolean;
  /** Of an answer that is no error. Default 200. */
  status: SuccessStatus;
  answer: z.ZodType | OtherAnswer;
  /** Error codes that are answers of this route, beside those of every route. */
  errors: readonly ErrorCode[];
  /** Of an answer that is not always the same. */
  statusOf?(answer: never): 200 | 503;
  /** Of an answer that holds a secret: what may be kept of it, and is given when the request is repeated. */
  withoutSecret?(answer: never): unknown;
  handle(call: Call<never, never, never>): Promise<unknown>;
}

type Answered<Answer extends z.ZodType | OtherAnswer> = Answer extends z.ZodType ? z.input<Answer> : Response;

type RouteParts<
  Parameters extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType | OtherAnswer,
> = Omit<
  Route,
  | 'isForAdmins'
  | 'parameters'
  | 'query'
  | 'body'
  | 'remembersIdempotencyKey'
  | 'status'
  | 'answer'
  | 'errors'
  | 'statusOf'
  | 'withoutSecret'
  | 'handle'
> & {
  isForAdmins?: boolean;
  parameters?: Parameters;
  query?: Query;
  body?: Body;
  remembersIdempotencyKey?: boolean;
  status?: SuccessStatus;
  answer: Answer;
  errors?: readonly ErrorCode[];
  statusOf?(answer: Answered<Answer>): 200 | 503;
  withoutSecret?(answer: Answered<Answer>): Answered<Answer>;
  handle(call: Call<z.output<Parameters>, z.output<Query>, z.output<Body>>): Promise<Answered<Answer>>;
};

const nothing = z.strictObject({});

/** A route whose handler is typed by its schemas; what is left out takes nothing. */
export function defineRoute<
  Answer extends z.ZodType | OtherAnswer,
  Parameters extends z.ZodType = typeof nothing,
  Query extends z.ZodType = typeof nothing,
  Body extends z.ZodType = z.ZodNull,
>(parts: RouteParts<Parameters, Query, Body, Answer>): Route {
  const none = { isForAdmins: false, parameters: nothing, query: nothing, body: null, errors: [] };
  return { ...none, remembersIdempotencyKey: false, status: 200, ...parts } as unknown as Route;
}

/** Whether the answers of a route are kept for a request that is repeated. */
export function keepsAnswers({ method, answer, remembersIdempotencyKey }: Route): boolean {
  return method === 'post' && !remembersIdempotencyKey && !isOtherAnswer(answer);
}

export function isOtherAnswer(answer: Route['answer']): answer is OtherAnswer {
  return 'mediaTypes' in answer;
}
