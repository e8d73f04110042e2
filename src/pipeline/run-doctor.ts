import { TgParserError } from '../domain/tg-parser-error.ts';
import type { ChatRequest } from '../ports/chat-model.ts';
import { databaseNames } from '../ports/databases.ts';
import type { ModelProvider } from '../ports/model-provider.ts';
import type { Application } from './application.ts';

export interface DoctorCheck {
  /** For example `database raw` or `model openai:gpt-5-mini`. */
  name: string;
  ok: boolean;
  /** What was found. */
  detail: string;
  /** What to do; null when all is well. */
  hint: string | null;
}

export interface DoctorReport {
  ok: boolean;
  checks: DoctorCheck[];
}

/** Looks whether what is set up works: the databases, and each provider of models with the smallest call. Changes nothing but cooldowns. */
export async function runDoctor(application: Application, signal: AbortSignal): Promise<DoctorReport> {
  const checks: DoctorCheck[] = [];
  for (const name of databaseNames) {
    checks.push(
      await check(`database ${name}`, async () => {
        const { condition, location } = await application.databases.state(name);
        if (condition === 'empty' || condition === 'at_head') {
          return `${location}, ${condition === 'empty' ? 'not made yet' : 'up to date'}`;
        }
        throw new TgParserError('schema_outdated', `${location} is ${condition.replaceAll('_', ' ')}`, {
          hint: '"tg-parser db current" says which command helps.',
        });
      }),
    );
  }
  const providers = await openProviders(application, checks);
  for (const provider of providers) {
    const { chat } = provider;
    checks.push(await check(`model ${chat.provider}:${chat.model}`, () => ask(application, provider, signal)));
  }
  if (providers.length === 0 && checks.every(({ ok }) => ok)) {
    checks.push({ name: 'model builtin', ok: true, detail: 'no provider is set up; the built-in engine answers', hint: null });
  }
  return { ok: checks.every(({ ok }) => ok), checks };
}

/** A provider without its key is a finding, too. */
async function openProviders(application: Application, checks: DoctorCheck[]): Promise<ModelProvider[]> {
  try {
    return await application.openProviders();
  } catch (error) {
    checks.push(toFinding('models', error));
    return [];
  }
}

const smallest: ChatRequest = {
  instructions: 'Answer with the JSON object {"ok":true}.',
  data: 'Does this work?',
  repair: null,
  schema: {
    name: 'check',
    value: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'], additionalProperties: false },
  },
  maxOutputTokens: 64,
  estimatedInputTokens: 64,
  purpose: { runId: 'doctor', step: 'process', channelId: '', task: 'describe_messages', promptId: 'doctor', items: 0 },
};

async function ask({ clock }: Application, provider: ModelProvider, signal: AbortSignal): Promise<string> {
  const { chat } = provider;
  const startedAt = clock.now().getTime();
  const { usage, model } = await chat
    .complete({ ...smallest, signal })
    .catch(async (error: unknown) => Promise.reject(await withNames(error, provider, signal)));
  const seconds = ((clock.now().getTime() - startedAt) / 1000).toFixed(1);
  return `${model} answered in ${seconds} s${usage ? `, ${usage.inputTokens} tokens in and ${usage.outputTokens} out` : ''}`;
}

/** Names shown of the models that there are. */
const mostNames = 5;

/** An error about a model that there is not, with the names that are most like it. */
async function withNames(error: unknown, { chat, listModels }: ModelProvider, signal: AbortSignal): Promise<unknown> {
  if (!(error instanceof TgParserError) || error.code !== 'model_unknown') {
    return error;
  }
  const names = await listModels(signal).catch(() => []);
  const likeness = (name: string) => sharedStart(name, chat.model);
  const nearest = names.sort((a, b) => likeness(b) - likeness(a)).slice(0, mostNames);
  return nearest.length === 0
    ? error
    : new TgParserError(error.code, error.message, {
        hint: `${error.hint ?? ''} ${names.length > mostNames ? 'Among those that there are' : 'There are'}: ${nearest.join(', ')}.`.trim(),
      });
}

function sharedStart(left: string, right: string): number {
  let length = 0;
  while (length < left.length && left[length] === right[length]) {
    length += 1;
  }
  return length;
}

async function check(name: string, look: () => Promise<string>): Promise<DoctorCheck> {
  try {
    return { name, ok: true, detail: await look(), hint: null };
  } catch (error) {
    return toFinding(name, error);
  }
}

function toFinding(name: string, error: unknown): DoctorCheck {
  if (!(error instanceof TgParserError)) {
    throw error;
  }
  return { name, ok: false, detail: error.message, hint: error.hint ?? null };
}
