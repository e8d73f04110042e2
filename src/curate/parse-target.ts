import { type TargetTopic, targetTopicSchema } from '../domain/target-topic.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';

/**
 * Checks what a person said of one target.
 *
 * @param where what to call it in an error, for example "entry 2"
 * @throws TgParserError `targets_invalid` naming the field
 */
export function parseTarget(value: unknown, where: string): TargetTopic {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalid(`${where} has no fields like "title: Bread"`);
  }
  // A field that is named and left empty is one that is not there.
  const given = Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null && field !== undefined));
  const checked = targetTopicSchema.safeParse(given);
  if (checked.success) {
    return checked.data;
  }
  const [issue] = checked.error.issues;
  const [field = 'the fields', place] = issue?.path ?? [];
  if (issue?.code === 'unrecognized_keys') {
    throw invalid(`${where}: "${issue.keys[0]}" is no field of a target`);
  }
  const named = `${String(field)}${typeof place === 'number' ? ` ${place + 1}` : ''}`;
  throw invalid(
    `${where}: ${given.title === undefined ? 'title: is missing' : `${named}: ${issue?.message ?? 'is not valid'}`}`,
  );
}

function invalid(message: string): TgParserError {
  // Titles and fields are quoted as they were written: they must not forge lines.
  return new TgParserError('targets_invalid', message.replace(/[\s\p{Cc}]+/gu, ' '), {
    hint: 'A target has a title, and may have a description, examples and exclusions (lists of texts) and a language like "en".',
  });
}
