import type { ErrorCode } from '../../domain/error-code.ts';
import { fieldOf } from '../model-sdk/field-of.ts';
import type { FailureClass, ProviderFailure, ProviderProfile } from '../model-sdk/provider-profile.ts';
import { retryAfter } from '../model-sdk/retry-after.ts';
import { statusClass } from '../model-sdk/status-class.ts';

/** A server of one's own asks for no key; what stands before it may, and Ollama's cloud does. It names no limits in its headers. */
export const ollamaProfile: ProviderProfile = {
  provider: 'ollama',
  title: 'Ollama',
  versionPath: '/api',
  keyVariable: 'OLLAMA_API_KEY',
  baseUrlVariable: 'OLLAMA_BASE_URL',
  getModel: (model) => `"ollama pull ${model}" gets it. `,
  headers: {},
  keyHeaders: (key) => ({ authorization: `Bearer ${key}` }),
  classify: classifyOllamaFailure,
  readLimits: () => null,
};

/**
 * An error is a status and a sentence (https://docs.ollama.com/api/errors). What an account at Ollama's cloud lacks is told by the
 * sentence alone.
 */
const classByPhrase: readonly [number, RegExp, ErrorCode][] = [
  [403, /\brequires a subscription\b/, 'model_billing'],
  [429, /\byou've reached your \w+ usage limit\b/, 'model_quota'],
];

export function classifyOllamaFailure({ status, headers, body }: ProviderFailure): FailureClass {
  const said = String(fieldOf(body, 'error'));
  const [, , code] = classByPhrase.find(([of, phrase]) => of === status && phrase.test(said)) ?? [];
  if (code !== undefined) {
    return { code };
  }
  // In the middle of a stream, the process that runs the model has ended.
  const ended = status === 200 ? 'model_overloaded' : statusClass(status);
  return { code: status === 404 ? 'model_unknown' : ended, retryAfterMs: retryAfter(headers) };
}
