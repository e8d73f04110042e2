import type { StepName } from '../domain/run.ts';
import type { ModelTaskName } from '../ports/language-model.ts';

const steps = {
  describe_messages: 'process',
  word_topics: 'topicize',
  word_themes: 'topicize',
  judge_merges: 'topicize',
} as const satisfies Record<ModelTaskName, StepName>;

/** The step that asks a question: its bill says so. */
export function stepOfTask(task: ModelTaskName): StepName {
  return steps[task];
}
