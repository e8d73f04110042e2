import { TgParserError } from '../domain/tg-parser-error.ts';
import { parseSetting, type SettingValue } from './parse-setting.ts';
import type { Setting } from './setting.ts';

/** Where a value came from. `file` is the file that `<NAME>_FILE` names. */
export type SettingOrigin = 'flag' | 'environment' | '.env' | 'file' | 'default';

export interface ResolvedSetting {
  setting: Setting;
  value: SettingValue;
  origin: SettingOrigin;
}

/** Values by name in one place where settings are given. */
export interface SettingLayer {
  origin: Exclude<SettingOrigin, 'file' | 'default'>;
  values: Readonly<Record<string, string | undefined>>;
}

interface Found {
  text: string;
  /** The name it was found under. */
  name: string;
  origin: SettingOrigin;
  /** How the place is called in an error. */
  place: string;
}

/**
 * Looks every setting of the table up and checks its value.
 *
 * @param table rows; a default may refer to an earlier row
 * @param layers the strongest first. An empty text means "not set", so that a line of a template can stay empty.
 * @param readFile reads the file that `<NAME>_FILE` names
 * @throws TgParserError `setting_invalid` that names every wrong setting, its value (never of a secret) and what is allowed
 */
export function resolveSettings(
  table: readonly Setting[],
  layers: readonly SettingLayer[],
  readFile: (path: string) => string,
): ResolvedSetting[] {
  const resolved: ResolvedSetting[] = [];
  const problems: string[] = [];
  for (const setting of table) {
    try {
      const found = findText(setting, layers, readFile) ?? defaultOf(setting, resolved);
      resolved.push({ setting, value: checkValue(setting, found), origin: found?.origin ?? 'default' });
    } catch (error) {
      problems.push(error instanceof Problem ? error.message : rethrow(error));
    }
  }
  if (problems.length > 0) {
    throw new TgParserError('setting_invalid', problems.join('; '), {
      hint: 'docs/configuration.md lists every setting with its range and default.',
    });
  }
  return resolved;
}

class Problem extends Error {}

function rethrow(error: unknown): never {
  throw error;
}

function checkValue(setting: Setting, found: Found | null): SettingValue {
  if (found === null) {
    return null;
  }
  const parsed = parseSetting(setting.value, found.text);
  if ('problem' in parsed) {
    throw new Problem(`${found.name} is ${JSON.stringify(withoutPassword(found.text))} (${found.place}), ${parsed.problem}`);
  }
  return parsed.value;
}

/** Of an address, as which it is refused. */
function withoutPassword(text: string): string {
  return text.replace(/\/\/[^/]*@/, '//(secret)@');
}

function defaultOf(setting: Setting, resolved: readonly ResolvedSetting[]): Found | null {
  if (setting.default === null) {
    return null;
  }
  const text = setting.default.replace(/<([A-Z_]+)>/g, (_, name) =>
    String(resolved.find((other) => other.setting.name === name)?.value ?? ''),
  );
  return { text, name: setting.name, origin: 'default', place: 'default' };
}

function findText(setting: Setting, layers: readonly SettingLayer[], readFile: (path: string) => string): Found | null {
  for (const { origin, values } of layers) {
    for (const name of [setting.name, ...(setting.aliases ?? [])]) {
      const text = values[name];
      const path = setting.value.type === 'secret' ? values[`${name}_FILE`] : undefined;
      if (text && path) {
        throw new Problem(`${name} and ${name}_FILE are both set (${origin}), only one of them can be meant`);
      }
      if (text) {
        return { text, name, origin, place: origin };
      }
      if (path) {
        return readSecretFile(`${name}_FILE`, path, readFile);
      }
    }
  }
  return null;
}

function readSecretFile(name: string, path: string, readFile: (path: string) => string): Found {
  let text: string;
  try {
    text = readFile(path).trim();
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new Problem(`${name} is ${JSON.stringify(path)}, and that file cannot be read (${reason})`);
  }
  if (text === '') {
    throw new Problem(`${name} is ${JSON.stringify(path)}, and that file is empty`);
  }
  return { text, name, origin: 'file', place: 'file' };
}
