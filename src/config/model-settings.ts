import { embeddingSettings } from './embedding-settings.ts';
import type { Setting } from './setting.ts';

/** Settings of models that each step can have for itself. */
const sharedSettings = [
  {
    name: 'LLM_PROVIDER',
    group: 'Models',
    description:
      'Who describes messages and words topics. `builtin` needs no key and no network; `auto` is the first of OpenAI, Anthropic and ' +
      'Gemini that has a key, else `builtin`.',
    value: { type: 'choice', choices: ['auto', 'builtin', 'openai', 'anthropic', 'gemini', 'ollama'] },
    default: 'auto',
  },
  {
    name: 'LLM_MODEL',
    group: 'Models',
    description:
      'Name of the model, as its provider writes it. Without it one that is good for its price; docs/models.md names it.',
    value: { type: 'string' },
    default: null,
  },
  {
    name: 'LLM_BASE_URL',
    group: 'Models',
    description:
      'Address of a server that speaks the language of the chosen provider, without the path of the version: `/v1` and the like are added.',
    value: { type: 'url' },
    default: null,
  },
  {
    name: 'LLM_TEMPERATURE',
    group: 'Models',
    description: 'How freely a model chooses its words. Not sent to models that take none.',
    value: { type: 'number', min: 0, max: 2 },
    default: '0',
  },
  {
    name: 'LLM_MAX_TOKENS',
    group: 'Models',
    description: 'Room for one answer; what a model needs for reasoning comes on top.',
    value: { type: 'integer', min: 256, max: 128_000, unit: 'tokens' },
    default: '4096',
  },
  {
    name: 'LLM_REASONING_EFFORT',
    group: 'Models',
    description: 'How long a reasoning model thinks.',
    value: { type: 'choice', choices: ['minimal', 'low', 'medium', 'high'] },
    default: 'low',
  },
  {
    name: 'LLM_VERBOSITY',
    group: 'Models',
    description: 'How much a model writes, where it can be told.',
    value: { type: 'choice', choices: ['low', 'medium', 'high'] },
    default: 'low',
  },
  {
    name: 'LLM_FALLBACK',
    group: 'Models',
    description:
      'Who is asked when the provider fails, in order: names with commas between them, each with a model if wanted, for example ' +
      '`anthropic,ollama:qwen3,builtin`.',
    value: { type: 'string' },
    default: null,
  },
  {
    name: 'LLM_BUDGET_USD',
    group: 'Models',
    description:
      'What all runs on one database may spend on models in a calendar month (UTC). A call that could cost more than what is left is ' +
      'not made: the run ends with exit code 4 and goes on with the same command. `--budget` limits a single run.',
    value: { type: 'number', min: 0, max: 1_000_000, unit: 'US dollars' },
    default: null,
  },
] as const satisfies readonly Setting[];

export type SharedSettingName = (typeof sharedSettings)[number]['name'];

const steps = { PROCESSING: 'describing messages', TOPICIZATION: 'wording topics' } as const;
export type StepSettingName = `${keyof typeof steps}_${SharedSettingName}`;

const stepSettings = Object.entries(steps).flatMap(([prefix, work]) =>
  sharedSettings.map(({ name, value }): Setting & { name: StepSettingName } => ({
    name: `${prefix as keyof typeof steps}_${name}`,
    group: 'Models of one step',
    description: `${name} for ${work} only.`,
    value,
    default: null,
  })),
);

const compatible = 'Address of the API, or of a server that is compatible with it; without the path of the version.';

/** Everything about models and their providers. */
export const modelSettings = [
  ...sharedSettings,
  {
    name: 'OPENAI_API_KEY',
    group: 'Models',
    description: 'Key of OpenAI.',
    value: { type: 'secret' },
    default: null,
  },
  {
    name: 'OPENAI_BASE_URL',
    group: 'Models',
    description: compatible,
    value: { type: 'url' },
    default: 'https://api.openai.com',
  },
  {
    name: 'ANTHROPIC_API_KEY',
    group: 'Models',
    description: 'Key of Anthropic.',
    value: { type: 'secret' },
    default: null,
  },
  {
    name: 'ANTHROPIC_BASE_URL',
    group: 'Models',
    description: compatible,
    value: { type: 'url' },
    default: 'https://api.anthropic.com',
  },
  {
    name: 'GEMINI_API_KEY',
    aliases: ['GOOGLE_API_KEY'],
    group: 'Models',
    description: 'Key of Google Gemini.',
    value: { type: 'secret' },
    default: null,
  },
  {
    name: 'GEMINI_BASE_URL',
    group: 'Models',
    description: compatible,
    value: { type: 'url' },
    default: 'https://generativelanguage.googleapis.com',
  },
  {
    name: 'OLLAMA_API_KEY',
    group: 'Models',
    description: 'Key of Ollama, where one is asked for: by its cloud, or by a proxy before a server of your own.',
    value: { type: 'secret' },
    default: null,
  },
  {
    name: 'OLLAMA_BASE_URL',
    group: 'Models',
    description: 'Address of an Ollama server.',
    value: { type: 'url' },
    default: 'http://localhost:11434',
  },
  {
    name: 'LLM_TIMEOUT',
    group: 'Models',
    description: 'How long one call to a model may take in all. A model on a slow machine needs minutes.',
    value: { type: 'integer', min: 1, max: 86_400, unit: 'seconds' },
    default: '900',
  },
  {
    name: 'LLM_GAP_TIMEOUT',
    group: 'Models',
    description: 'How long an answer that has begun may pause.',
    value: { type: 'integer', min: 1, max: 86_400, unit: 'seconds' },
    default: '120',
  },
  {
    name: 'LLM_BATCH_POLL',
    group: 'Models',
    description: 'Time between two looks at a batch (`process --batch`), at most; the first ones come sooner.',
    value: { type: 'number', min: 0.01, max: 3_600, unit: 'seconds' },
    default: '60',
  },
  {
    name: 'LLM_PRICE_INPUT',
    group: 'Models',
    description:
      'Price of a million tokens of input, for a model whose price is not known or has changed. Needs LLM_PRICE_OUTPUT.',
    value: { type: 'number', min: 0, max: 10_000, unit: 'US dollars' },
    default: null,
  },
  {
    name: 'LLM_PRICE_OUTPUT',
    group: 'Models',
    description: 'Price of a million tokens of output, likewise.',
    value: { type: 'number', min: 0, max: 10_000, unit: 'US dollars' },
    default: null,
  },
  {
    name: 'PROMPTS_DIR',
    group: 'Models',
    description: 'Folder of prompts that replace those of the package; docs/models.md says how.',
    value: { type: 'path' },
    default: null,
  },
  ...embeddingSettings,
  ...stepSettings,
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    group: 'Log',
    description:
      'Where traces of model calls are sent, as OTLP over HTTP, for example `http://localhost:4318`. Without it none are made.',
    value: { type: 'url' },
    default: null,
  },
] as const satisfies readonly Setting[];
