import { runDoctor } from '../../pipeline/run-doctor.ts';
import type { Command } from '../command.ts';
import { oneLine } from '../one-line.ts';

export const doctorCommand: Command = {
  examples: ['tg-parser doctor', 'LLM_PROVIDER=ollama tg-parser doctor --json'],
  async run({ openApplication, output, signal }) {
    const report = await runDoctor(await openApplication(), signal);
    await output.result(report, () =>
      report.checks.flatMap(({ name, ok, detail, hint }) => [
        `${output.style(ok ? 'green' : 'red', ok ? 'ok  ' : 'FAIL')}  ${name}: ${oneLine(detail)}`,
        ...(hint === null ? [] : [`      ${oneLine(hint)}`]),
      ]),
    );
    return report.ok ? 0 : 1;
  },
};
