import type { ErrorCode } from '../../domain/error-code.ts';
import type { ProviderProfile } from './provider-profile.ts';

/** What a message may tell of a call: nothing else of the request gets near an error. */
export interface CallSubject {
  profile: Pick<ProviderProfile, 'title' | 'keyVariable' | 'baseUrlVariable' | 'getModel'>;
  host: string;
  hasKey: boolean;
  /** Null for calls that are about no model. */
  model: string | null;
  timeout: { totalInMs: number | null; gapInMs: number };
}

export interface Wording {
  problem: string;
  hint: string;
  retryable?: boolean;
}

/** What happened to whom, and what to do about it. */
export function providerWording(code: ErrorCode, subject: CallSubject): Wording {
  const { profile, host, hasKey } = subject;
  const { title, keyVariable, baseUrlVariable } = profile;
  const model = subject.model ?? 'the request';
  const address = `LLM_BASE_URL or ${baseUrlVariable}`;
  switch (code) {
    case 'model_rate_limited':
      return {
        problem: `${title} lets no more calls of ${model} through for the moment`,
        hint: 'Repeat the command later, or with a smaller --concurrency; it goes on where it stopped.',
        retryable: true,
      };
    case 'model_quota':
      return {
        problem: `The quota of ${model} at ${title} is used up`,
        hint: 'Raise it at the provider, or repeat the command when it is renewed; it goes on where it stopped.',
      };
    case 'model_billing':
      return {
        problem: `The account at ${title} cannot pay for ${model}`,
        hint: 'Look at the billing page of the provider; the same command goes on once the account has credit.',
      };
    case 'model_unauthorized':
      return hasKey
        ? {
            problem: `${title} at ${host} did not accept the key for ${model}`,
            hint: `Check ${keyVariable}, and at the provider whether the key may use ${model}.`,
          }
        : { problem: `${title} at ${host} asks for a key and none is set`, hint: `Set ${keyVariable}.` };
    case 'model_unknown':
      return {
        problem: `${title} at ${host} has no model ${model}`,
        hint: `${profile.getModel?.(model) ?? ''}Set LLM_MODEL to one that it has; if it should have this one, check ${address}.`,
      };
    case 'model_overloaded':
      return {
        problem: `${title} at ${host} has too much to do, or an error of its own`,
        hint: 'Repeat the command later; it goes on where it stopped.',
        retryable: true,
      };
    case 'model_unreachable':
      return {
        problem: `${title} at ${host} cannot be reached, or the connection to it was lost`,
        hint: `Check the network, and ${address} if it is set.`,
        retryable: true,
      };
    case 'model_refused':
      return { problem: `${title} would not let ${model} answer`, hint: 'Leave out the messages that its filter stops.' };
    default:
      return {
        problem: `${title} at ${host} did not accept ${subject.model === null ? 'a request' : `a request to ${model}`}`,
        hint: `Check LLM_MODEL, and ${address} if it is set: the server may be another one, or know another version of the API.`,
      };
  }
}
