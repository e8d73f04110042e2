import type { z } from 'zod';

export type PathPart = string | number;

/** The first thing that is wrong with a request. */
export interface RequestProblem {
  kind: 'unknown' | 'missing' | 'invalid';
  /** Of the field in question. */
  path: PathPart[];
  /** In zod's words. */
  message: string;
  value: unknown;
  /** The values that an enumeration allows. */
  allowed: unknown[] | null;
}

/** Null when the body is as the schema wants it. */
export function requestProblem(schema: z.ZodType, body: unknown): RequestProblem | null {
  const parsed = schema.safeParse(body);
  const issue = parsed.error?.issues[0];
  return issue === undefined ? null : problemOf(issue, [], body);
}

function problemOf(issue: z.core.$ZodIssue, outer: readonly PropertyKey[], body: unknown): RequestProblem {
  const path = [...outer, ...issue.path];
  if (issue.code === 'invalid_union') {
    const nearest = nearestBranch(issue.errors);
    if (nearest !== undefined) {
      return problemOf(nearest, path, body);
    }
  }
  if (issue.code === 'unrecognized_keys') {
    return {
      kind: 'unknown',
      path: parts([...path, ...issue.keys.slice(0, 1)]),
      message: issue.message,
      value: undefined,
      allowed: null,
    };
  }
  const value = valueAt(body, path);
  return {
    kind: value === undefined ? 'missing' : 'invalid',
    path: parts(path),
    message: issue.message,
    value,
    allowed: issue.code === 'invalid_value' ? issue.values : null,
  };
}

/** The branch that got furthest is the one that was meant: its first issue lies deepest. */
function nearestBranch(branches: readonly (readonly z.core.$ZodIssue[])[]): z.core.$ZodIssue | undefined {
  const firsts = branches.flatMap((issues) => issues.slice(0, 1));
  return firsts.sort((a, b) => depth(b) - depth(a))[0];
}

function depth(issue: z.core.$ZodIssue): number {
  return issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0);
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const part of path) {
    value = typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined;
  }
  return value;
}

function parts(path: readonly PropertyKey[]): PathPart[] {
  return path.map((part) => (typeof part === 'number' ? part : String(part)));
}
