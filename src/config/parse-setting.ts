import { describeRange } from './describe-range.ts';
import { Secret } from './secret.ts';
import type { SettingType } from './setting.ts';

export type SettingValue = string | number | boolean | Secret | null;

/** Either the value or what is wrong with the text, as the end of the sentence "<NAME> is <text>, …". */
export type ParsedSetting = { value: SettingValue } | { problem: string };

const booleans: Record<string, boolean> = {
  true: true,
  yes: true,
  on: true,
  1: true,
  false: false,
  no: false,
  off: false,
  0: false,
};
const wholeNumber = /^[+-]?\d+$/;
const anyNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Reads the text of a setting. Nothing is guessed: `"3 "` is 3, `"3s"` is a problem. */
export function parseSetting(type: SettingType, text: string): ParsedSetting {
  const refused = { problem: `allowed is ${describeRange(type)}` };
  const word = text.trim();
  switch (type.type) {
    case 'secret':
      return { value: new Secret(word) };
    case 'string':
      return { value: text };
    case 'path':
      return text.includes('\0') ? refused : { value: text };
    case 'url':
      return parseUrl(word) ?? refused;
    case 'boolean': {
      const value = Object.hasOwn(booleans, word.toLowerCase()) ? booleans[word.toLowerCase()] : undefined;
      return value === undefined ? refused : { value };
    }
    case 'choice':
      return parseChoice(type, word) ?? refused;
    default: {
      const isNumber = (type.type === 'integer' ? wholeNumber : anyNumber).test(word);
      const value = Number(word);
      return isNumber && value >= type.min && value <= type.max ? { value } : refused;
    }
  }
}

/** A password in an address would reach logs. */
function parseUrl(word: string): ParsedSetting | null {
  if (!/^https?:\/\//i.test(word) || !URL.canParse(word)) {
    return null;
  }
  const { username, password, search, hash } = new URL(word);
  return username || password || search || hash ? null : { value: word.replace(/\/+$/, '') };
}

function parseChoice(type: Extract<SettingType, { type: 'choice' }>, word: string): ParsedSetting | null {
  const isWord = (choice: string) => choice.toLowerCase() === word.toLowerCase();
  const value = type.choices.find(isWord);
  if (value !== undefined) {
    return { value };
  }
  return type.later?.some(isWord)
    ? { problem: `which is not available in this version; allowed is ${describeRange(type)}` }
    : null;
}
