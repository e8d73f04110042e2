import { z } from 'zod';
import { openAiRefusal } from './openai-error.ts';
import { strictSchemaProblem } from './strict-schema-problem.ts';

/** The part that `response_format.json_schema` of Chat Completions and `text.format` of Responses have in common. */
export const jsonSchemaFields = {
  name: z.string(),
  description: z.string().optional(),
  schema: z.record(z.string(), z.unknown()).optional(),
  strict: z.boolean().nullish(),
};

interface JsonSchemaFormat {
  name: string;
  schema?: Record<string, unknown> | undefined;
  strict?: boolean | null | undefined;
}

/** @throws RequestRefused */
export function checkJsonSchemaFormat(format: JsonSchemaFormat, param: string): void {
  if (!/^[a-zA-Z0-9_-]{1,64}$/.test(format.name)) {
    throw openAiRefusal(
      `Invalid '${param}.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
      `${param}.name`,
      'invalid_value',
    );
  }
  const problem = format.strict === true ? strictSchemaProblem(format.schema ?? {}) : null;
  if (problem !== null) {
    throw openAiRefusal(
      `Invalid schema for response_format '${format.name}': ${problem}`,
      param === 'text.format' ? 'text.format.schema' : 'response_format',
      param === 'text.format' ? 'invalid_json_schema' : null,
    );
  }
}
