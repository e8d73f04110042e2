import { openAiRefusal } from './openai-error.ts';

interface ModelRules {
  isReasoning: boolean;
  efforts: readonly string[];
  defaultEffort: string;
}

/** What models take, by their families: https://platform.openai.com/docs/guides/reasoning and the pages of the models. */
function rulesOf(model: string): ModelRules {
  const gpt = /^gpt-(\d+)(?:\.(\d+))?(?:-|$)/.exec(model);
  const [major, minor] = [Number(gpt?.[1] ?? 0), Number(gpt?.[2] ?? 0)];
  if (/^o\d/.test(model)) {
    return { isReasoning: true, efforts: ['low', 'medium', 'high'], defaultEffort: 'medium' };
  }
  if (major < 5 || model.includes('-chat')) {
    return { isReasoning: false, efforts: [], defaultEffort: 'none' };
  }
  return major === 5 && minor === 0
    ? { isReasoning: true, efforts: ['minimal', 'low', 'medium', 'high'], defaultEffort: 'medium' }
    : {
        isReasoning: true,
        efforts: ['none', 'low', 'medium', 'high', 'xhigh'],
        defaultEffort: major === 5 ? 'none' : 'medium',
      };
}

/** Tokens spent on reasoning: of the order that the efforts have in practice for a short question. */
const tokensByEffort: Record<string, number> = { none: 0, minimal: 0, low: 64, medium: 256, high: 1_024, xhigh: 4_096 };

export interface SentParameters {
  model: string;
  effort: string | null | undefined;
  /** The name of the effort in this API. */
  effortName: 'reasoning_effort' | 'reasoning.effort';
  temperature: number | null | undefined;
  topP: number | null | undefined;
  verbosity: string | null | undefined;
  verbosityName: 'verbosity' | 'text.verbosity';
}

/**
 * @returns tokens that the model spends on reasoning
 * @throws RequestRefused what the model of the request does not take
 */
export function checkModelParameters(sent: SentParameters): number {
  const rules = rulesOf(sent.model);
  checkEffort(sent, rules);
  const effort = sent.effort ?? rules.defaultEffort;
  if (rules.isReasoning && effort !== 'none') {
    refuseOtherThanOne('temperature', sent.temperature);
    refuseOtherThanOne('top_p', sent.topP);
  }
  if (!rules.isReasoning && sent.verbosity != null && sent.verbosity !== 'medium') {
    throw openAiRefusal(
      `Unsupported value: '${sent.verbosityName}' does not support '${sent.verbosity}' with this model. Supported values are: 'medium'.`,
      sent.verbosityName,
      'unsupported_value',
    );
  }
  return rules.isReasoning ? (tokensByEffort[effort] ?? 0) : 0;
}

function checkEffort({ effort, effortName }: SentParameters, rules: ModelRules): void {
  if (effort == null || rules.efforts.includes(effort)) {
    return;
  }
  if (rules.isReasoning) {
    const allowed = rules.efforts.map((value) => `'${value}'`).join(', ');
    throw openAiRefusal(
      `Unsupported value: '${effortName}' does not support '${effort}' with this model. Supported values are: ${allowed}.`,
      effortName,
      'unsupported_value',
    );
  }
  throw effortName === 'reasoning_effort'
    ? openAiRefusal('Unrecognized request argument supplied: reasoning_effort', null, null)
    : openAiRefusal(
        "Unsupported parameter: 'reasoning.effort' is not supported with this model.",
        'reasoning.effort',
        'unsupported_parameter',
      );
}

function refuseOtherThanOne(name: string, value: number | null | undefined): void {
  if (value != null && value !== 1) {
    throw openAiRefusal(
      `Unsupported value: '${name}' does not support ${value} with this model. Only the default (1) value is supported.`,
      name,
      'unsupported_value',
    );
  }
}

export function refuseMaxTokens(model: string): void {
  if (rulesOf(model).isReasoning) {
    throw openAiRefusal(
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      'max_tokens',
      'unsupported_parameter',
    );
  }
}
