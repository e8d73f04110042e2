import { readFile } from 'node:fs/promises';
import { parseTargets } from '../curate/parse-targets.ts';
import type { TargetTopic } from '../domain/target-topic.ts';
import { TgParserError } from '../domain/tg-parser-error.ts';

/**
 * Reads a file with the targets of a channel.
 *
 * @throws TgParserError `targets_invalid` when it cannot be read, or naming the entry and the field that is wrong
 */
export async function readTargetsFile(path: string): Promise<TargetTopic[]> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new TgParserError('targets_invalid', `The file of targets ${path} cannot be read`, {
      hint: 'Check the path and the permissions: it is to be a YAML file with a list of targets.',
      cause: error,
    });
  });
  return parseTargets(text.replace(/^\ufeff/, ''), path);
}
