/** One row of the table of settings: all that is known about a setting, so that parser, docs and template never differ. */
export interface Setting {
  /** Name of the environment variable, the same in `.env`. */
  name: string;
  group: SettingGroup;
  /** One or two whole sentences for the person who sets it. */
  description: string;
  /** Older or common names of the same setting, read when `name` itself is not set. */
  aliases?: readonly string[];
  value: SettingType;
  /**
   * Text as a person would write it, null when the setting has no value unless it is set.
   * `<NAME>` stands for the value of an earlier row.
   */
  default: string | null;
}

export type SettingGroup =
  | 'Data'
  | 'PostgreSQL'
  | 'Telegram'
  | 'Models'
  | 'Models of one step'
  | 'Retries'
  | 'Topics'
  | 'Service'
  | 'Jobs'
  | 'Log';

export type SettingType =
  /** `url`: of http or https, without user and password, and kept without a slash at its end. */
  | { type: 'string' | 'path' | 'boolean' | 'url' }
  | { type: 'integer' | 'number'; min: number; max: number; unit?: string }
  /** Choices are recognised in any case. `later` are known and not available in this version. */
  | { type: 'choice'; choices: readonly string[]; later?: readonly string[] }
  /** Never shown; can be given as the path of a file in `<NAME>_FILE`. */
  | { type: 'secret' };
