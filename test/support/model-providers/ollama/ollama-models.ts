export const ollamaModels = ['llama3.2', 'qwen3:8b', 'gpt-oss:20b', 'embeddinggemma'];

/** A name without a tag means the latest. */
export function nameWithTag(model: string): string {
  return model.includes(':') ? model : `${model}:latest`;
}

/** https://ollama.com/search?c=thinking */
export function hasThinking(model: string): boolean {
  return /^(qwen3|gpt-oss|deepseek-r1)\b/.test(model);
}
