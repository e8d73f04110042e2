import { styleText } from 'node:util';

type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red';

export interface Output {
  readonly isJson: boolean;
  /** stdout: with `--json` the value as one JSON document, else the lines for a person. */
  result(value: unknown, lines: () => string[] | Promise<string[]>): Promise<void>;
  /** stderr, unless `--quiet`: something the person should know. */
  notice(line: string): void;
  style(style: Style, text: string): string;
}

/** stdout is data, stderr is talk. Colours only where a person looks at a terminal. */
export function createOutput({
  isJson,
  isQuiet,
  stdout,
  stderr,
}: {
  isJson: boolean;
  isQuiet: boolean;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
}): Output {
  const isColoured = !isJson && stdout.isTTY === true && stdout.hasColors();
  return {
    isJson,
    async result(value, lines) {
      const text = isJson ? JSON.stringify(value, null, 2) : (await lines()).join('\n');
      if (text !== '') {
        await write(stdout, `${text}\n`);
      }
    },
    notice(line) {
      if (!isQuiet) {
        stderr.write(`${line}\n`);
      }
    },
    style: (style, text) => (isColoured ? styleText(style, text) : text),
  };
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
