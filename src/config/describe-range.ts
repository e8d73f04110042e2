import type { SettingType } from './setting.ts';

/** What a setting accepts, in words that complete "allowed is …". */
export function describeRange(value: SettingType): string {
  switch (value.type) {
    case 'integer':
    case 'number':
      return `${value.type === 'integer' ? 'a whole number' : 'a number'}${value.unit ? ` of ${value.unit}` : ''} from ${value.min} to ${value.max}`;
    case 'choice':
      return value.choices.length === 1 ? `only ${value.choices[0]}` : `one of ${value.choices.join(', ')}`;
    case 'boolean':
      return 'true or false';
    case 'url':
      return 'an address of http or https without user, password and query';
    case 'path':
      return 'a path';
    default:
      return 'any text';
  }
}
