import { sha256 } from '../lib/sha256.ts';
import { stableJson } from '../lib/stable-json.ts';
import type { ChatRequest } from '../ports/chat-model.ts';
import type { ModelItem, ModelTask } from '../ports/language-model.ts';
import { answerKey } from './answer-key.ts';
import { borrowsWords } from './borrows-words.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { fenceData, fenceName, fencePlace } from './fence-data.ts';
import type { Prompt } from './load-prompts.ts';
import type { PromptedTask, Question, Reading, RequestOptions } from './prompted-task.ts';
import { type AnswerEntry, readAnswer } from './read-answer.ts';
import { speaksToModels } from './speaks-to-models.ts';
import { wordsOf } from './words-of.ts';

/** What of a task depends on its items and answers. */
export interface TaskWire<Item extends ModelItem, Answer> {
  task: ModelTask<Item, Answer>;
  /** JSON Schemas of the fields of an answer; all are required, and `id` is added. No nested objects: they are not read. */
  fields: Record<string, Record<string, unknown>>;
  /** What a model is told of an item. */
  toData(item: Item): Record<string, unknown>;
  /** What the answer depends on and the model is not told. */
  toHiddenContent?: ((item: Item) => unknown) | undefined;
  /** All texts of strangers in an item. */
  toTexts(item: Item): readonly string[];
  /** What of an answer must not be about another item of its call. */
  toStatements?: ((entry: AnswerEntry) => readonly string[]) | undefined;
  /** Tokens that an answer has, as a rule. */
  expectOutput(item: Item): number;
  /** Checks an answer against its item and cleans it. */
  toAnswer(entry: AnswerEntry, item: Item): { answer: Answer } | { problem: string };
}

type CheckedEntry<Answer> = { answer: Answer } | { problem: string; isDisputed?: boolean };

const borrowed = { problem: 'speaks of another message', isDisputed: true } as const;

/** Of `{"id":1,`, the comma behind it and the line break. */
const frameTokens = 8;

/** @param model of the ChatModel: what the answers come from */
export function createPromptedTask<Item extends ModelItem, Answer>(
  wire: TaskWire<Item, Answer>,
  prompt: Prompt,
  model: { modelId: string; parameters: Record<string, unknown> },
): PromptedTask<Item, Answer> {
  const { name } = wire.task;
  const schema = { name, value: toSchema(wire.fields) };
  const fence = fenceName(JSON.stringify([name, prompt.instructions, schema.value]));
  const instructions = prompt.instructions.replaceAll(fencePlace, fence);
  const promptId = sha256(stableJson({ instructions, schema, fence, parameters: model.parameters }));
  const origin = { ...model, promptId, promptName: prompt.name };
  const constantTokens = estimateTokens(instructions) + estimateTokens(JSON.stringify(schema.value));

  return { name, origin, constantTokens, prepare, toRequest, read, restore };

  function prepare(item: Item): Question<Item> {
    const content = wire.toData(item);
    const data = JSON.stringify(content, wellFormed).slice(1, -1);
    return {
      item,
      key: answerKey(origin, [name, content, wire.toHiddenContent?.(item) ?? null]),
      data,
      inputTokens: estimateTokens(data) + frameTokens,
      outputTokens: wire.expectOutput(item),
      isSuspect: wire.toTexts(item).some(speaksToModels),
    };
  }

  function toRequest(questions: readonly Question<Item>[], { purpose, maxOutputTokens, repair }: RequestOptions): ChatRequest {
    const lines = questions.map((question, index) => `{"id":${index + 1},${question.data}}`);
    const data = fenceData(fence, `[${lines.join(',\n')}]`);
    const repairTokens = repair === null ? 0 : estimateTokens(repair.answer) + estimateTokens(repair.problem);
    const dataTokens = questions.reduce((sum, { inputTokens }) => sum + inputTokens, 0);
    return {
      instructions,
      data,
      repair,
      schema,
      maxOutputTokens,
      estimatedInputTokens: constantTokens + dataTokens + repairTokens,
      purpose: { ...purpose, task: name, promptId, items: questions.length },
    };
  }

  function read<Asked extends Question<Item>>(text: string, questions: readonly Asked[]): Reading<Asked, Answer> {
    const entries = readAnswer(text);
    const borrows = createBorrowingCheck(questions);
    const reading: Reading<Asked, Answer> = { answered: [], unanswered: [] };
    for (const [index, question] of questions.entries()) {
      const found = entries.get(index + 1) ?? [];
      const result = borrows(found[0], index) ? borrowed : readOne(found, question.item);
      if ('answer' in result) {
        reading.answered.push({ question, answer: result.answer });
      } else {
        const { problem, isDisputed = false } = result;
        reading.unanswered.push({ question, problem: `id ${index + 1}: ${problem}`, isDisputed });
      }
    }
    return reading;
  }

  function readOne([first, ...others]: readonly AnswerEntry[], item: Item): CheckedEntry<Answer> {
    if (first === undefined) {
      return { problem: 'is missing' };
    }
    if (others.some((other) => JSON.stringify(other) !== JSON.stringify(first))) {
      return { problem: 'was answered more than once, and differently', isDisputed: true };
    }
    return wire.toAnswer(first, item);
  }

  /** Words are compared only where there are others to take them from. */
  function createBorrowingCheck(
    questions: readonly Question<Item>[],
  ): (entry: AnswerEntry | undefined, index: number) => boolean {
    if (questions.length < 2) {
      return () => false;
    }
    const words = questions.map(({ item }) => new Set(wire.toTexts(item).flatMap(wordsOf)));
    return (entry, index) => {
      const own = words[index] ?? new Set();
      const others = words.filter((_, place) => place !== index);
      return entry !== undefined && (wire.toStatements?.(entry) ?? []).some((said) => borrowsWords(said, own, others));
    };
  }

  function restore(kept: unknown): Answer | null {
    return wire.task.answer.safeParse(kept).data ?? null;
  }
}

/** Halves of surrogate pairs have no place in UTF-8. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

/** In the subset that the structured outputs of all providers take. */
function toSchema(fields: Record<string, Record<string, unknown>>): Record<string, unknown> {
  const entry = toObject({ id: { type: 'integer' }, ...fields });
  return toObject({ answers: { type: 'array', items: entry } });
}

function toObject(properties: Record<string, unknown>): Record<string, unknown> {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}
