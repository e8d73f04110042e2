import { z } from 'zod';
import type { Scope } from '../domain/api-key.ts';
import type { ErrorCode } from '../domain/error-code.ts';
import type { Application } from '../pipeline/application.ts';
import type { Visible } from './visible.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One question to the server, checked. */
export interface Call<Parameters, Query> {
  parameters: Parameters;
  query: Query;
  /** Of who asks; nothing for a route that is open to everybody. */
  visible: Visible;
  application: Application;
}

export interface Route {
  method: Method;
  /** With names of parameters in braces: `/api/v1/topics/{topic_id}`. */
  path: string;
  /** One line, for the reader of the description. */
  summary: string;
  tag: string;
  /** What a caller must be allowed to; null: everybody may ask, without a key. */
  needs: Scope | null;
  parameters: z.ZodType;
  query: z.ZodType;
  /** Of the answer 200. */
  answer: z.ZodType;
  /** Error codes that are answers of this route, beside those of every route. */
  errors: readonly ErrorCode[];
  /** Of an answer that is not always 200. */
  statusOf?(answer: never): 200 | 503;
  handle(call: Call<never, never>): Promise<unknown>;
}

type RouteParts<Parameters extends z.ZodType, Query extends z.ZodType, Answer extends z.ZodType> = Omit<
  Route,
  'parameters' | 'query' | 'answer' | 'errors' | 'statusOf' | 'handle'
> & {
  parameters?: Parameters;
  query?: Query;
  answer: Answer;
  errors?: readonly ErrorCode[];
  statusOf?(answer: z.input<Answer>): 200 | 503;
  handle(call: Call<z.output<Parameters>, z.output<Query>>): Promise<z.input<Answer>>;
};

const nothing = z.strictObject({});

/** A route whose handler is typed by its schemas; what is left out takes nothing. */
export function defineRoute<
  Answer extends z.ZodType,
  Parameters extends z.ZodType = typeof nothing,
  Query extends z.ZodType = typeof nothing,
>(parts: RouteParts<Parameters, Query, Answer>): Route {
  return { parameters: nothing, query: nothing, errors: [], ...parts } as unknown as Route;
}
