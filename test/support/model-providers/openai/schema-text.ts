/** The schema comes first in what the model reads, so that it is part of the prompt that is cached. */
export function schemaText(schema: Record<string, unknown> | null): string {
  return schema === null ? '' : `${JSON.stringify(schema)}\n`;
}
