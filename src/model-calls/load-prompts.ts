import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { TgParserError } from '../domain/tg-parser-error.ts';
import type { ModelTaskName } from '../ports/language-model.ts';
import { fencePlace } from './fence-data.ts';

const promptSchema = z.strictObject({
  /** What documents call it, for example `describe_messages/v1`. */
  name: z.string().trim().min(1).max(100),
  /** The constant part of every call; `{{fence}}` stands for the fence around the data. */
  instructions: z
    .string()
    .trim()
    .min(1)
    .max(20_000)
    .refine((text) => text.includes(fencePlace), {
      error: `must hold ${fencePlace}, so that the model knows where data begins and ends`,
    }),
});
export type Prompt = z.infer<typeof promptSchema>;

export type Prompts = Readonly<Record<ModelTaskName, Prompt>>;

const files: Record<ModelTaskName, string> = {
  describe_messages: 'describe_messages.yaml',
  word_topics: 'word_topics.yaml',
  word_themes: 'word_themes.yaml',
  judge_merges: 'judge_merges.yaml',
};

const packageFolder = fileURLToPath(new URL('../../prompts', import.meta.url));

/**
 * Reads the prompts that come with the program. A file of the same name in another folder replaces one.
 *
 * @param folder PROMPTS_DIR, null for none
 * @throws TgParserError `setting_invalid` naming the file and what is wrong in it
 */
export async function loadPrompts(folder: string | null): Promise<Prompts> {
  const replaced = folder === null ? new Set() : await promptsIn(folder);
  const load = (file: string) => readPrompt(join(folder !== null && replaced.has(file) ? folder : packageFolder, file));
  return {
    describe_messages: await load(files.describe_messages),
    word_topics: await load(files.word_topics),
    word_themes: await load(files.word_themes),
    judge_merges: await load(files.judge_merges),
  };
}

/** A file with a name that no prompt has would be a change without effect. */
async function promptsIn(folder: string): Promise<ReadonlySet<string>> {
  const found = await readdir(folder).catch((error: unknown) => {
    throw invalid(`PROMPTS_DIR is ${folder}, which cannot be read`, error);
  });
  const known = Object.values(files);
  const unknown = found.find((file) => /\.ya?ml$/i.test(file) && !known.includes(file));
  if (unknown !== undefined) {
    throw invalid(`${join(folder, unknown)} replaces no prompt; the prompts are ${known.join(', ')}`);
  }
  return new Set(found);
}

async function readPrompt(path: string): Promise<Prompt> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw invalid(`The prompt ${path} cannot be read`, error);
  });
  const checked = promptSchema.safeParse(parseYaml(text, path));
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const field = issue?.path.join('.') || 'the file';
    throw invalid(`The prompt ${path} is not valid: ${field}: ${issue?.message ?? 'unknown'}`);
  }
  return checked.data;
}

function parseYaml(text: string, path: string): unknown {
  try {
    // Aliases are not needed, and a few lines of them can become gigabytes.
    return parse(text, { maxAliasCount: 0 });
  } catch (error) {
    throw invalid(`The prompt ${path} is no YAML`, error);
  }
}

function invalid(message: string, cause?: unknown): TgParserError {
  return new TgParserError('setting_invalid', message, {
    hint: 'Mend the file, or unset PROMPTS_DIR to use the prompts that come with tg-parser.',
    cause,
  });
}
