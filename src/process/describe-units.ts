import { TgParserError } from '../domain/tg-parser-error.ts';
import { describeMessages, type MessageDescription } from '../ports/describe-messages.ts';
import type { LanguageModel, ModelUsage } from '../ports/language-model.ts';
import type { PreparedUnit } from './prepare-unit.ts';

/** What the model made of one unit, or why it made nothing. */
export type DescribedUnit =
  | { unit: PreparedUnit; description: MessageDescription; usage: ModelUsage | null }
  | { unit: PreparedUnit; error: unknown };

/** A title and a summary do not need more; the clean text is stored whole. */
const mostCharacters = 20_000;

/** Errors that are not about a message: every other message would fail alike, and nothing would be gained. */
const endsTheRun: ReadonlySet<string> = new Set(['interrupted', 'model_unavailable', 'setting_invalid']);

/**
 * Asks the model about several units in one call. When the call fails, its halves are asked again, so that in the end only
 * the messages that it fails for are failed.
 *
 * @throws TgParserError what concerns the whole run
 */
export async function describeUnits(model: LanguageModel, units: PreparedUnit[]): Promise<DescribedUnit[]> {
  if (units.length === 0) {
    return [];
  }
  try {
    return await ask(model, units);
  } catch (error) {
    if (error instanceof TgParserError && endsTheRun.has(error.code)) {
      throw error;
    }
    const [unit] = units;
    if (units.length === 1 && unit) {
      return [{ unit, error }];
    }
    const middle = units.length >> 1;
    const first = await describeUnits(model, units.slice(0, middle));
    return [...first, ...(await describeUnits(model, units.slice(middle)))];
  }
}

async function ask(model: LanguageModel, units: PreparedUnit[]): Promise<DescribedUnit[]> {
  const messages = units.map(({ unit, text, language, entities }) => ({
    id: unit.first.message.source_ref,
    text: shorten(text),
    language,
    entities,
  }));
  const { output, usage } = await model.generate({ task: describeMessages, input: { messages } });
  const descriptions = new Map(output.messages.map((description) => [description.id, description]));
  const described = units.map((unit) => ({
    unit,
    description: descriptions.get(unit.unit.first.message.source_ref),
    usage: share(usage, units.length),
  }));
  if (descriptions.size !== units.length || output.messages.length !== units.length || !described.every(isAnswered)) {
    throw new TgParserError(
      'model_answer_invalid',
      `${model.modelId} answered about ${output.messages.length} messages when asked about ${units.length}, or about others`,
      { hint: 'Process the failed messages again with --retry-failed.' },
    );
  }
  return described.filter(isAnswered);
}

type Answer = { unit: PreparedUnit; description: MessageDescription | undefined; usage: ModelUsage | null };

function isAnswered(answer: Answer): answer is Answer & { description: MessageDescription } {
  return answer.description !== undefined;
}

/** The bill names the call; a message of it is given an equal share. */
function share(usage: ModelUsage | null, count: number): ModelUsage | null {
  return usage && { inputTokens: Math.round(usage.inputTokens / count), outputTokens: Math.round(usage.outputTokens / count) };
}

/** At the border of a word, and never in the middle of a character. */
function shorten(text: string): string {
  if (text.length <= mostCharacters) {
    return text;
  }
  const cut = text.slice(0, mostCharacters);
  const space = cut.search(/\s\S*$/);
  return (space > mostCharacters - 200 ? cut.slice(0, space) : cut).toWellFormed();
}
