import type { Command } from '../command.ts';

export const dbLintCommand: Command<{ strict?: boolean }> = {
  options: [{ flags: '--strict', description: 'end with exit code 1 for warnings too' }],
  examples: ['tg-parser db lint', 'tg-parser db lint --strict --json'],
  async run({ openApplication, output }, { strict }) {
    const { migrations } = await openApplication();
    const findings = await migrations.lint();
    await output.result({ findings }, () =>
      findings.length === 0
        ? ['Nothing to say about the migrations of this program.']
        : findings.map(({ database, migration, severity, message }) => `${severity}: ${database} ${migration}: ${message}`),
    );
    return findings.some(({ severity }) => strict === true || severity === 'error') ? 1 : 0;
  },
};
