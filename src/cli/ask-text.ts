import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { TgParserError } from '../domain/tg-parser-error.ts';

/**
 * One line that a person types. A secret is not echoed.
 *
 * @throws TgParserError `interrupted` on Ctrl-C and at the end of the input
 */
export async function askText(
  { input, output }: { input: NodeJS.ReadStream; output: NodeJS.WriteStream },
  question: string,
  { isSecret, signal }: { isSecret: boolean; signal: AbortSignal },
): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const dialog = createInterface({ input, output: isSecret ? silent : output, terminal: true });
  output.write(question);
  try {
    const answer = await Promise.race([
      dialog.question(''),
      new Promise<null>((resolve) => {
        dialog.once('SIGINT', () => resolve(null));
        dialog.once('close', () => resolve(null));
        // Ctrl-C reaches the process while no line is being typed.
        signal.addEventListener('abort', () => resolve(null), { once: true });
      }),
    ]);
    if (answer === null || signal.aborted) {
      throw new TgParserError('interrupted', 'Stopped while waiting for an answer');
    }
    return answer.trim();
  } finally {
    dialog.close();
    if (isSecret) {
      output.write('\n');
    }
  }
}
