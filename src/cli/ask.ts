import { createInterface } from 'node:readline/promises';

/** Only a yes is a yes: the end of the input and an empty line are none. */
export async function ask(
  { input, output }: { input: NodeJS.ReadStream; output: NodeJS.WriteStream },
  question: string,
): Promise<boolean> {
  const dialog = createInterface({ input, output });
  try {
    const answer = await Promise.race([
      dialog.question(`${question} [y/N] `),
      new Promise<string>((resolve) => dialog.once('close', () => resolve(''))),
    ]);
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    dialog.close();
  }
}
