import type { Configuration } from './configuration.ts';
import { Secret } from './secret.ts';

/** One line of `config show`. */
export interface DescribedSetting {
  name: string;
  /** Null: not set and without default. A secret that is set is `(secret)`. */
  value: string | number | boolean | null;
  /** default, .env, environment, flag, or file (of a `<NAME>_FILE`). */
  origin: string;
  description: string;
}

/** Every setting in force with where it came from, safe to show to anybody. */
export function describeConfiguration({ settings }: Configuration): DescribedSetting[] {
  return settings.map(({ setting, value, origin }) => ({
    name: setting.name,
    value: value instanceof Secret ? String(value) : value,
    origin,
    description: setting.description,
  }));
}
