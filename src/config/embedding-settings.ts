import type { Setting } from './setting.ts';

/** Who says which texts are near. */
export const embeddingSettings = [
  {
    name: 'EMBEDDING_PROVIDER',
    group: 'Models',
    description:
      'Who says how near messages are, so that topics can be found. `auto` is `builtin`, which goes by their words, whatever keys there are: ' +
      'vectors of a provider cost money, and are made only when asked for.',
    value: { type: 'choice', choices: ['auto', 'builtin', 'openai', 'gemini', 'ollama'] },
    default: 'auto',
  },
  {
    name: 'EMBEDDING_MODEL',
    group: 'Models',
    description: 'Name of the model that makes vectors. Without it one that is good for its price; docs/models.md names it.',
    value: { type: 'string' },
    default: null,
  },
  {
    name: 'EMBEDDING_BASE_URL',
    group: 'Models',
    description:
      'Address of a server for vectors that speaks the language of EMBEDDING_PROVIDER, without the path of the version. Without it that of the provider.',
    value: { type: 'url' },
    default: null,
  },
  {
    name: 'EMBEDDING_PRICE',
    group: 'Models',
    description: 'Price of a million tokens of a model that makes vectors, when it is not known or has changed.',
    value: { type: 'number', min: 0, max: 10_000, unit: 'US dollars' },
    default: null,
  },
] as const satisfies readonly Setting[];
