import { jsonSchemaOf, recordSchemas } from '../../domain/record-schemas.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { Command } from '../command.ts';

export const schemaCommand: Command = {
  arguments: [{ name: '[name]', description: 'a record; without it the names are listed' }],
  examples: ['tg-parser schema', 'tg-parser schema processed_document > processed_document.schema.json'],
  async run({ output }, _options, [name]) {
    const names = Object.keys(recordSchemas);
    if (name === undefined) {
      await output.result({ schemas: names }, () => names);
      return 0;
    }
    if (!names.includes(name)) {
      throw new TgParserError('usage_invalid', `There is no record "${name}"`, { hint: `Records: ${names.join(', ')}.` });
    }
    const schema = jsonSchemaOf(name as keyof typeof recordSchemas);
    await output.result(schema, () => [JSON.stringify(schema, null, 2)]);
    return 0;
  },
};
