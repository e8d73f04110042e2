/** Companies and programs whose models we call, in the order in which `auto` looks for a key. */
export const providerNames = ['openai', 'anthropic', 'gemini', 'ollama'] as const;

export type ProviderName = (typeof providerNames)[number];

/** Those of them that make vectors of texts. */
export const embeddingProviderNames = ['openai', 'gemini', 'ollama'] as const satisfies readonly ProviderName[];

export type EmbeddingProviderName = (typeof embeddingProviderNames)[number];

/** A model and who offers it. */
export interface ModelChoice {
  provider: ProviderName | 'builtin';
  /** Null: the one that we know to be good for its price. */
  model: string | null;
}

/** What somebody says of a model; what is left out follows from the settings. `auto` is the first provider with a key. */
export interface ModelWish {
  provider?: ModelChoice['provider'] | 'auto' | undefined;
  model?: string | undefined;
}
