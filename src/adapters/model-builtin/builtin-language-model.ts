import { TgParserError } from '../../domain/tg-parser-error.ts';
import type { LanguageModel, ModelTask } from '../../ports/language-model.ts';
import { describeAll } from './describe-all.ts';
import { wordTopicsBuiltin } from './word-topics-builtin.ts';

/** Another answer to the same question needs another version: documents name it. */
const modelId = 'builtin:v1';

/** What the engine can do, by the name of the task; each entry takes and returns what the task's schemas say. */
const engines: Record<ModelTask<unknown, unknown>['name'], (input: never) => unknown> = {
  describe_messages: describeAll,
  word_topics: wordTopicsBuiltin,
};

/** The engine that needs no key and no network: rules and statistics, the same answer for the same input. */
export function createBuiltinLanguageModel(): LanguageModel {
  return {
    provider: 'builtin',
    modelId,
    async generate<Input, Output>({ task, input }: { task: ModelTask<Input, Output>; input: Input }) {
      const engine = engines[task.name] as ((input: Input) => Output) | undefined;
      if (!engine) {
        throw new TgParserError('model_unavailable', `The built-in engine cannot do "${task.name}"`, {
          hint: 'Choose another provider for this step.',
        });
      }
      return { output: engine(input), usage: null };
    },
  };
}
