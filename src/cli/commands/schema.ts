import { type RecordName, recordJsonSchema, recordNames } from '../../domain/record-schemas.ts';
import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { Command } from '../command.ts';

export const schemaCommand: Command = {
  arguments: [{ name: '[name]', description: 'a record; without it the names are listed' }],
  examples: ['tg-parser schema', 'tg-parser schema processed_document > processed_document.schema.json'],
  async run({ output }, _options, [name]) {
    if (name === undefined) {
      await output.result({ schemas: recordNames }, () => recordNames);
      return 0;
    }
    if (!recordNames.includes(name as RecordName)) {
      throw new TgParserError('usage_invalid', `There is no record "${name}"`, { hint: `Records: ${recordNames.join(', ')}.` });
    }
    const schema = recordJsonSchema(name as RecordName);
    await output.record(schema, () => [JSON.stringify(schema, null, 2)]);
    return 0;
  },
};
