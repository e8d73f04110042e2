import { jsonReply } from '../json-reply.ts';
import type { PathPart, RequestProblem } from '../request-problem.ts';
import { RequestRefused } from '../request-refused.ts';
import type { WireReply } from '../wire-api.ts';

/** https://ai.google.dev/gemini-api/docs/troubleshooting and https://cloud.google.com/apis/design/errors */
export function geminiError(
  code: number,
  status: string,
  message: string,
  details: readonly object[] = [],
  headers: Record<string, string> = {},
): WireReply {
  return jsonReply(code, { error: { code, message, status, ...(details.length === 0 ? {} : { details }) } }, headers);
}

export function geminiRefusal(message: string, field?: string): RequestRefused {
  const details =
    field === undefined
      ? []
      : [
          {
            '@type': 'type.googleapis.com/google.rpc.BadRequest',
            fieldViolations: [{ ...(field === '' ? {} : { field }), description: message }],
          },
        ];
  return new RequestRefused(message, geminiError(400, 'INVALID_ARGUMENT', message, details));
}

export function geminiProblem({ kind, path, value, message }: RequestProblem): RequestRefused {
  const at = protoPath(path);
  if (kind === 'unknown') {
    const parent = protoPath(path.slice(0, -1));
    const place = parent === '' ? '' : ` at '${parent}'`;
    return geminiRefusal(
      `Invalid JSON payload received. Unknown name "${String(path.at(-1))}"${place}: Cannot find field.`,
      parent,
    );
  }
  if (kind === 'missing') {
    return geminiRefusal(`* GenerateContentRequest.${at}: ${at} is not specified\n`);
  }
  return geminiRefusal(`Invalid value at '${at}', ${JSON.stringify(value)} (${message})`, at);
}

/** As the server names fields: `generation_config.response_schema.properties[0]`. */
export function protoPath(path: readonly PathPart[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') {
      return `${text}[${part}]`;
    }
    const name = part.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return text === '' ? name : `${text}.${name}`;
  }, '');
}

export function geminiModelNotFound(model: string): WireReply {
  return geminiError(
    404,
    'NOT_FOUND',
    `models/${model} is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`,
  );
}
