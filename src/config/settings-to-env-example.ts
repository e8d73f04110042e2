import { describeRange } from './describe-range.ts';
import type { Setting } from './setting.ts';

const introduction = `# Copy to .env and remove the # of what you want to change. Nothing needs to be set.
# Generated from the table of settings by \`npm run docs\`: do not edit .env.example itself. See docs/configuration.md.
`;

/** .env.example: every setting with its default, commented out, so that the copy changes nothing until it is edited. */
export function settingsToEnvExample(table: readonly Setting[]): string {
  return [introduction, ...table.map(describeSetting)].join('\n');
}

function describeSetting(setting: Setting): string {
  const allowed =
    setting.value.type === 'secret' ? `a secret; or ${setting.name}_FILE, a file that holds it` : describeRange(setting.value);
  return `# ${setting.description}\n# Allowed: ${allowed}.\n#${setting.name}=${setting.default?.includes('<') ? '' : (setting.default ?? '')}\n`;
}
