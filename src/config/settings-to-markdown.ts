import { describeRange } from './describe-range.ts';
import type { Setting, SettingGroup } from './setting.ts';

const groupTitles: Record<SettingGroup, string> = {
  Data: 'Where data is kept',
  PostgreSQL: 'PostgreSQL',
  Telegram: 'Telegram',
  Models: 'Models',
  'Models of one step': 'Models of one step',
  Retries: 'Retries',
  Topics: 'What becomes a topic',
  Service: 'Service',
  Jobs: 'Jobs',
  Log: 'Log',
};

const introduction = `# Configuration

Generated from the table of settings in \`src/config/settings-table.ts\` by \`npm run docs\`: do not edit.

Nothing needs to be set. A setting is taken from the first of these places that has it:

1. the command line, where an option exists (\`--data-dir\` is \`DATA_DIR\`),
2. the environment,
3. the file \`.env\` in the current folder, or the file named with \`--env-file\`,
4. the default.

An empty value means "not set". A value that is not allowed ends every command with exit code 2 before anything is done; the
message names the setting, the value and what is allowed. A name in \`.env\` that looks like a setting and is none is reported.

\`tg-parser config show\` prints what is in force and where each value came from; \`tg-parser config check\` checks and does nothing.

A **secret** can be given as a file: \`NAME_FILE\` names it, and its text without surrounding white space is the value. Secrets are
shown nowhere, neither in \`config show\` nor in logs nor in errors.
`;

/** docs/configuration.md */
export function settingsToMarkdown(table: readonly Setting[]): string {
  const groups = [...new Set(table.map(({ group }) => group))];
  return [introduction, ...groups.map((group) => describeGroup(group, table))].join('\n');
}

function describeGroup(group: SettingGroup, table: readonly Setting[]): string {
  const rows = table.filter((setting) => setting.group === group).map(describeSetting);
  return [`## ${groupTitles[group]}`, '', '| Setting | Default | Allowed | Meaning |', '|---|---|---|---|', ...rows, ''].join(
    '\n',
  );
}

function describeSetting(setting: Setting): string {
  const names = [setting.name, ...(setting.aliases ?? [])].map((name) => `\`${name}\``).join(' or ');
  const defaultValue = setting.default === null ? '' : `\`${setting.default}\``;
  const allowed = setting.value.type === 'secret' ? 'a secret' : describeRange(setting.value);
  return `| ${[names, defaultValue, allowed, setting.description].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
