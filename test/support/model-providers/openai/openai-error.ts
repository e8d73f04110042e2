import { bracketPath } from '../bracket-path.ts';
import { jsonReply } from '../json-reply.ts';
import type { RequestProblem } from '../request-problem.ts';
import { RequestRefused } from '../request-refused.ts';
import type { WireReply } from '../wire-api.ts';

interface OpenAiError {
  message: string;
  type: string;
  param: string | null;
  code: string | null;
}

/** https://platform.openai.com/docs/guides/error-codes */
export function openAiError(status: number, error: OpenAiError, headers: Record<string, string> = {}): WireReply {
  return jsonReply(status, { error }, headers);
}

export function openAiRefusal(message: string, param: string | null, code: string | null): RequestRefused {
  return new RequestRefused(message, openAiError(400, { message, type: 'invalid_request_error', param, code }));
}

/** Chat Completions speaks of a request argument where it does not know a field of the top; Responses of a parameter. */
export function openAiProblem(problem: RequestProblem, topLevelWord: 'argument' | 'parameter'): RequestRefused {
  const param = bracketPath(problem.path);
  if (problem.kind === 'unknown') {
    return problem.path.length === 1 && topLevelWord === 'argument'
      ? openAiRefusal(`Unrecognized request argument supplied: ${param}`, null, null)
      : openAiRefusal(`Unknown parameter: '${param}'.`, param, 'unknown_parameter');
  }
  if (problem.kind === 'missing') {
    return openAiRefusal(`Missing required parameter: '${param}'.`, param, 'missing_required_parameter');
  }
  if (problem.allowed !== null) {
    const allowed = problem.allowed.map((value) => `'${String(value)}'`).join(', ');
    return openAiRefusal(
      `Invalid value: '${String(problem.value)}'. Supported values are: ${allowed}.`,
      param,
      'invalid_value',
    );
  }
  return openAiRefusal(`Invalid type or value for '${param}': ${problem.message}.`, param, 'invalid_type');
}

export function modelNotFound(model: string): WireReply {
  return openAiError(404, {
    message: `The model \`${model}\` does not exist or you do not have access to it.`,
    type: 'invalid_request_error',
    param: null,
    code: 'model_not_found',
  });
}
